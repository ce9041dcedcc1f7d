import { type NextRequest, NextResponse } from 'next/server';
import { pathHeader } from '@/lib/auth/next-path';
import { env } from '@/lib/env';

/** Gives each page a policy of its own: only scripts that carry this request's nonce may run. */
export function proxy(request: NextRequest) {
  const nonce = Buffer.from(crypto.getRandomValues(new Uint8Array(16))).toString('base64');
  const policy = contentSecurityPolicy(nonce);

  // Next reads the nonce from the request's policy and writes it on its own scripts.
  const requestHeaders = new Headers(request.headers);
  requestHeaders.set('Content-Security-Policy', policy);
  requestHeaders.set('x-nonce', nonce);
  requestHeaders.set(pathHeader, request.nextUrl.pathname + request.nextUrl.search);

  const response = NextResponse.next({ request: { headers: requestHeaders } });
  response.headers.set('Content-Security-Policy', policy);
  if (isHttps) response.headers.set('Strict-Transport-Security', 'max-age=31536000');
  return response;
}

export const config = {
  matcher: '/((?!api/|_next/static|_next/image|favicon.ico).*)',
};

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
