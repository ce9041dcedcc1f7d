import { env } from '@/lib/env';
import { requireFromSite, type Site } from './site';

/** Where this Saydo is reached. */
export const site: Site = { url: env.APP_URL, isSet: env.APP_URL_IS_SET };

/** For doors that change something. Throws Forbidden (403) when another site sent the request. */
export function requireSameOrigin(request: Request) {
  requireFromSite(site, request.headers);
}
