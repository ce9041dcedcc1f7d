import { type NextRequest, NextResponse } from 'next/server';
import { createAddressLimit } from '@/lib/auth/address-limit';
import { clientAddress } from '@/lib/auth/client-address';
import { pathHeader } from '@/lib/auth/next-path';
import { env } from '@/lib/env';
import { HttpError, toResponse } from '@/lib/http';

/**
 * Gives each page a policy of its own: only scripts that carry this request's nonce may run. Refuses
 * addresses that can't be decoded, at which Next's router fails with a 500 before it has a route.
 */
export function proxy(request: NextRequest) {
  const readable = isReadable(request.nextUrl.pathname);
  if (isApi(request.nextUrl.pathname)) return readable ? NextResponse.next() : unreadable();

  const wait = isForAnybody(request.nextUrl.pathname) ? countVisit(request) : 0;
  if (wait > 0) return tooManyPages(wait);

  const nonce = Buffer.from(crypto.getRandomValues(new Uint8Array(16))).toString('base64');
  const policy = contentSecurityPolicy(nonce);

  // Next reads the nonce from the request's policy and writes it on its own scripts.
  const requestHeaders = new Headers(request.headers);
  requestHeaders.set('Content-Security-Policy', policy);
  requestHeaders.set('x-nonce', nonce);
  requestHeaders.set(pathHeader, request.nextUrl.pathname + request.nextUrl.search);

  const init = { request: { headers: requestHeaders } };
  const response = readable
    ? NextResponse.next(init)
    : NextResponse.rewrite(new URL(nowhere, request.url), init);
  response.headers.set('Content-Security-Policy', policy);
  if (isHttps) response.headers.set('Strict-Transport-Security', 'max-age=31536000');
  return response;
}

export const config = {
  // Of the API only what might not be readable: Next holds back a copy of each body for this file.
  matcher: ['/((?!api/|_next/static|_next/image|favicon.ico).*)', '/api/(.*%.*)'],
};

/** Pages without a session: who opens them is known by the address alone. */
function isForAnybody(path: string): boolean {
  return /^\/(share|sign-in|sign-up|forgot-password|reset-password|change-email)(\/|$)/.test(path);
}

const limit = createAddressLimit(env.ANONYMOUS_READS_PER_MINUTE);

function countVisit({ headers }: NextRequest): number {
  return limit(clientAddress(headers, env.TRUSTED_PROXY_HEADER), new Date());
}

function tooManyPages(seconds: number): NextResponse {
  const words = `That was too often in a short time. Wait ${seconds} seconds, then reload.`;
  return new NextResponse(words, {
    status: 429,
    headers: { 'Content-Type': 'text/plain; charset=utf-8', 'Retry-After': String(seconds) },
  });
}

/** A path that no page has: what is shown there is that there is nothing. */
const nowhere = '/404';

function isApi(path: string): boolean {
  return path.startsWith('/api/');
}

/** Whether every `%` of the path begins a byte and the bytes are UTF-8. */
function isReadable(path: string): boolean {
  try {
    decodeURIComponent(path);
    return true;
  } catch {
    return false;
  }
}

function unreadable(): Response {
  return toResponse(
    new HttpError(400, {
      error: 'This address can’t be read: what stands after a % in it is not UTF-8.',
      try_next: 'Correct the address.',
    }),
  );
}

const isHttps = env.APP_URL.startsWith('https:');
const isDevelopment = env.NODE_ENV === 'development';

/** Where a form may lead: a sign-in that begins here goes on at the provider's. */
const signInPages = [
  ...(env.GOOGLE_CLIENT_ID ? ['https://accounts.google.com'] : []),
  ...(env.GITHUB_CLIENT_ID ? ['https://github.com'] : []),
];

function contentSecurityPolicy(nonce: string): string {
  return [
    "default-src 'self'",
    // React rebuilds server stacks with eval, in development only.
    `script-src 'self' 'nonce-${nonce}' 'strict-dynamic'${isDevelopment ? " 'unsafe-eval'" : ''}`,
    // Menus and dialogs are placed with style attributes, which cannot carry a nonce.
    "style-src 'self' 'unsafe-inline'",
    "img-src 'self' blob: data:",
    "font-src 'self'",
    `connect-src 'self'${isDevelopment ? ' ws: wss:' : ''}`,
    "object-src 'none'",
    "base-uri 'none'",
    `form-action ${["'self'", ...signInPages].join(' ')}`,
    "frame-ancestors 'none'",
    ...(isHttps ? ['upgrade-insecure-requests'] : []),
  ].join('; ');
}
