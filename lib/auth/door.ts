import { HttpError, NotFound, readText, toResponse, Unauthorized } from '@/lib/http';
import { logError } from '@/lib/log';
import { actionIsUnderstood, tellRefusal } from '@/lib/server/actions';
import type { Auth } from './create';
import { personHeader } from './fields';
import { isVisitorsFault } from './key-words';
import { requirePagePerson } from './page-person';
import { requireFromSite, type Site } from './site';
import { describeRefusal } from './words';

/** What Saydo's pages, a browser coming back from Google, and a link in a letter ask for. */
const open = {
  GET: /^\/(get-session|verify-email|callback\/\w+|passkey\/generate-(authenticate|register)-options)$/,
  POST: new RegExp(
    `^/(${[
      'sign-(up|in)/email|sign-in/social|sign-out|request-password-reset|reset-password',
      'sign-up/passkey(/options)?|passkey/(verify-(authentication|registration)|prove)',
      'two-factor/verify-(totp|backup-code)',
    ].join('|')})$`,
  ),
};

const MAX_BYTES = 16 * 1024;

/** Answers one request to /api/auth. Everything of Better Auth that Saydo does not use is 404. */
export async function answerAuth(auth: Auth, site: Site, request: Request): Promise<Response> {
  try {
    const path = new URL(request.url).pathname.replace(/^\/api\/auth/, '');
    const isRead = request.method === 'GET';
    if (!(isRead ? open.GET : open.POST).test(path)) throw new NotFound('page');
    if (isRead) return inOurWords(await auth.handler(request));
    requireFromSite(site, request.headers);
    await requireSamePerson(auth, request.headers, path);
    const body = await readText(request, MAX_BYTES);
    return inOurWords(
      await auth.handler(
        new Request(request.url, { method: 'POST', headers: request.headers, body }),
      ),
    );
  } catch (error) {
    return toResponse(error);
  }
}

/** A refusal of Better Auth as `{ error, try_next, field? }`, with the standard `Retry-After`. */
async function inOurWords(response: Response): Promise<Response> {
  if (response.status < 400) return response;
  const headers = new Headers(response.headers);
  const retryAfter = headers.get('x-retry-after');
  if (retryAfter) headers.set('retry-after', retryAfter);
  headers.delete('x-retry-after');
  headers.delete('content-length');
  headers.set('content-type', 'application/json');
  const told = await refusal(response);
  const status = isVisitorsFault(told) ? 400 : response.status;
  const body = describeRefusal(status, told, retryAfter ? Number(retryAfter) : undefined);
  return new Response(JSON.stringify(body), { status, headers });
}

async function refusal(response: Response): Promise<{ code?: string; message?: string }> {
  const text = await response.text();
  try {
    const body: unknown = text === '' ? {} : JSON.parse(text);
    return typeof body === 'object' && body !== null ? body : {};
  } catch (error) {
    if (!(error instanceof SyntaxError)) throw error;
    logError(`Better Auth answered ${response.status} without JSON`, error);
    return {};
  }
}

/** Asks Better Auth as a page would; throws HttpError in Saydo's words when it refuses. */
export async function askAuth(
  auth: Auth,
  site: Site,
  headers: Headers,
  path: string,
  body: object,
): Promise<Response> {
  requireFromSite(site, headers);
  actionIsUnderstood();
  await requireSamePerson(auth, headers, path).catch((error) => {
    tellRefusal(error);
    throw error;
  });
  const forwarded = new Headers({ 'content-type': 'application/json', accept: 'application/json' });
  for (const name of passedOn(headers)) {
    const value = headers.get(name);
    if (value !== null) forwarded.set(name, value);
  }
  const response = await inOurWords(
    await auth.handler(
      new Request(`${site.url}/api/auth${path}`, {
        method: 'POST',
        headers: forwarded,
        body: JSON.stringify(body),
      }),
    ),
  );
  if (response.status < 400) return response;
  const retryAfter = response.headers.get('retry-after');
  throw new HttpError(response.status, {
    ...(await response.json()),
    ...(retryAfter && { headers: { 'Retry-After': retryAfter } }),
  });
}

/** Better Auth knows nothing of pages; a stale one must not sign out who came after its person. */
async function requireSamePerson(auth: Auth, headers: Headers, path: string) {
  if (!headers.has(personHeader)) return;
  const found = await auth.api.getSession({ headers, query: { disableRefresh: true } });
  if (found) requirePagePerson(headers, found.user.id);
  // Who is signed out already has what they asked for.
  else if (path !== '/sign-out') throw new Unauthorized();
}

/** Everything the browser or a proxy said, but what described the form that was sent. */
function passedOn(headers: Headers): string[] {
  const ofTheForm = new Set(['content-type', 'content-length', 'transfer-encoding', 'accept']);
  return [...headers.keys()].filter((name) => !ofTheForm.has(name));
}
