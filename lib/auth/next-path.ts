/** Where a person lands who asked for nothing else. */
const HOME = '/';

/**
 * `next` when it is a path of this site, otherwise home. Browsers read `//host`, `/\host` and
 * control characters between slashes as another site, so only what stays here once parsed is kept.
 */
export function safeNext(next: string | string[] | null | undefined): string {
  if (typeof next !== 'string' || !next.startsWith('/') || next.includes('\\')) return HOME;
  const here = 'http://saydo.invalid';
  const url = URL.parse(next, here);
  if (!url || url.origin !== here || url.pathname.startsWith('//')) return HOME;
  if (url.pathname.startsWith('/api/')) return HOME;
  return url.pathname + url.search + url.hash;
}

/** The sign-in page that leads back to `path`. */
export function signInPath(path: string): string {
  const next = safeNext(path);
  return next === HOME ? '/sign-in' : `/sign-in?next=${encodeURIComponent(next)}`;
}

/** A sign-in path for a page that was made for somebody else than who is signed in: it stays open. */
export function otherPersonPath(path: string): string {
  return `${path}${path.includes('?') ? '&' : '?'}other=1`;
}

/** The sign-up page that leads on to `path`. */
export function signUpPath(path: string): string {
  const next = safeNext(path);
  return next === HOME ? '/sign-up' : `/sign-up?next=${encodeURIComponent(next)}`;
}

/** The page of the second step, which leads on to `path`. */
export function codePath(path: string): string {
  const next = safeNext(path);
  return next === HOME ? '/sign-in/code' : `/sign-in/code?next=${encodeURIComponent(next)}`;
}

/** The header in which `proxy.ts` tells a page its own path. */
export const pathHeader = 'x-saydo-path';
