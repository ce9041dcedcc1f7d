import type { ServerResponse } from 'node:http';

/** What an answer says that is no page: nothing of it runs, nobody frames or keeps it. */
export function answerHeaders(isHttps: boolean): Record<string, string> {
  return {
    'content-security-policy':
      "default-src 'none'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'",
    'x-content-type-options': 'nosniff',
    'x-frame-options': 'DENY',
    'referrer-policy': 'no-referrer',
    'cross-origin-opener-policy': 'same-origin',
    'cross-origin-resource-policy': 'same-origin',
    'permissions-policy': 'camera=(), geolocation=(), microphone=(), payment=(), usb=()',
    'cache-control': 'no-store',
    ...(isHttps && { 'strict-transport-security': 'max-age=31536000' }),
  };
}

/** The ways in which a page comes: as itself, and as what a page that is open needs of it. */
const personal = /^text\/(html|x-component)/;

/**
 * Fills in, as the answer begins, what it doesn't say itself. Nothing that is made for one person is
 * kept on the way or for the way back: what is under /api, and every page.
 */
export function fillIn(
  response: ServerResponse,
  path: string,
  defaults: Record<string, string>,
): void {
  const isApi = path.startsWith('/api/');
  if (isApi) {
    for (const [name, value] of Object.entries(defaults)) {
      if (!response.hasHeader(name)) response.setHeader(name, value);
    }
  }
  if (!isApi && !personal.test(String(response.getHeader('content-type') ?? ''))) return;
  const directives = String(response.getHeader('cache-control') ?? '')
    .split(',')
    .map((directive) => directive.trim())
    .filter(
      (directive) =>
        directive !== '' && !/^(no-cache|no-store|public|private|s?-?max-?age=.*)$/.test(directive),
    );
  response.setHeader('cache-control', ['no-store', ...directives].join(', '));
}
