import type { Database } from '@/db';
import { type securityEventKind, securityEvents } from '@/db/schema';
import { clientAddress } from './client-address';
import { recognizedDevice } from './devices';

export type SecurityEventKind = (typeof securityEventKind.enumValues)[number];

/** Where somebody acts from; `address` is null where it is not known. */
export type Place = { userAgent: string | null; address: string | null };

/** Where the request with these headers came from. `proxyHeader` is TRUSTED_PROXY_HEADER. */
export function placeOf(headers: Headers, proxyHeader: string | undefined): Place {
  return {
    userAgent: headers.get('user-agent'),
    address: clientAddress(headers, proxyHeader),
  };
}

/** The device of a place, in our words alone: what a stranger calls theirs is read by somebody else. */
export function deviceOf({ userAgent }: Place): string {
  return recognizedDevice(userAgent) ?? 'Unknown device';
}

/** Writes what happened to an account. There is no way to change it later. */
export async function recordSecurityEvent(
  db: Database,
  userId: string,
  kind: SecurityEventKind,
  place: Place,
  now: Date,
): Promise<void> {
  await db
    .insert(securityEvents)
    .values({ userId, kind, device: deviceOf(place), address: place.address, createdAt: now });
}
