import { isIP } from 'node:net';
import type { Site } from '../site';

/** The cookie that binds a challenge to the browser that asked for it; Better Auth adds its prefix. */
export const challengeCookie = 'passkey';
/** How long a challenge can be answered, in seconds. */
export const CHALLENGE_LASTS = 300;
/** How many passkeys one person has at most. */
export const MOST_PASSKEYS = 20;

/** The name that passkeys are bound to: no other site, nor another name of this one, can use them. */
export function relyingPartyId(site: Site): string {
  return new URL(site.url).hostname;
}

/** The origin that must have asked. Where none is set, the door has checked that it is ours. */
export function expectedOrigin(site: Site, headers: Headers | undefined): string {
  return site.isSet ? site.url : (headers?.get('origin') ?? '');
}

/**
 * Whether passkeys work at the address that was asked for: they are bound to a name, so not at an
 * IP address, nor, where APP_URL is not set, at any other name than `localhost`.
 */
export function passkeysWork(site: Site, headers: Headers): boolean {
  const id = relyingPartyId(site);
  if (isIP(id) !== 0 || id.startsWith('[')) return false;
  if (site.isSet) return true;
  return URL.parse(`http://${headers.get('host') ?? ''}`)?.hostname === id;
}
