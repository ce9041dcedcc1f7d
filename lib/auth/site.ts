import { Forbidden } from '@/lib/http';

/** Where Saydo is reached. */
export type Site = {
  /** The origin, without a slash at the end: `https://saydo.example`. */
  url: string;
  /** Whether somebody set it. If not, whatever host the browser asked for is ours too. */
  isSet: boolean;
};

/** The origins from which a request with these headers may change something. */
export function ownOrigins(site: Site, headers: Headers): string[] {
  const host = headers.get('host');
  if (site.isSet || !host) return [site.url];
  return [site.url, `http://${host}`, `https://${host}`];
}

/**
 * Whether the request comes from Saydo's own pages. A browser says so with `Origin`, or with
 * `Sec-Fetch-Site` where it leaves that out. A request that says neither and carries a cookie is
 * not trusted; one without a cookie has nothing to misuse.
 */
function isFromSite(site: Site, headers: Headers): boolean {
  const origin = headers.get('origin');
  if (origin !== null) return ownOrigins(site, headers).includes(origin);
  const fetchSite = headers.get('sec-fetch-site');
  if (fetchSite !== null) return fetchSite === 'same-origin';
  return !headers.has('cookie');
}

/** Throws Forbidden (403) when another site sent the request. */
export function requireFromSite(site: Site, headers: Headers) {
  if (!isFromSite(site, headers)) throw new Forbidden();
}
