import { cookies, headers as requestHeaders } from 'next/headers';
import { redirect } from 'next/navigation';
import { cache } from 'react';
import { type Database, getDatabase } from '@/db';
import { TooManyRequests, Unauthorized } from '@/lib/http';
import { createScope, type Scope } from '@/lib/scope';
import { actionIsUnderstood, tellRefusal } from '@/lib/server/actions';
import { getAuth } from '.';
import { createClickLimit } from './click-limit';
import type { Auth } from './create';
import { personHeader } from './fields';
import { tooOften } from './limit-words';
import { otherPersonPath, pathHeader, signInPath } from './next-path';
import { site } from './origin';
import { requirePagePerson } from './page-person';
import { createReadLimits, type ReadKind } from './read-limit';
import { requireFromSite } from './site';

export type SignedIn = {
  scope: Scope;
  user: { id: string; name: string; email: string; timeZone: string | null };
  session: {
    id: string;
    createdAt: Date;
    /** When they last proved who they are; exact when the session was read `fresh`. */
    provenAt: Date;
  };
};

type Options = {
  /**
   * Ask the database even where a cookie of the last minute vouches for the session. For what
   * must stop at once when a device is signed out: settings, export, deletion.
   */
  fresh?: boolean;
};

/** Who sent these headers, or null. */
export async function getSession(
  headers: Headers,
  { fresh = false }: Options = {},
): Promise<SignedIn | null> {
  return readSession(getAuth(), getDatabase(), headers, { fresh });
}

/**
 * Who sent the request. Throws Unauthorized (401) when nobody is signed in, OtherPerson (409) when it
 * comes from a page that was made for somebody else, and 429 when they have read too much; what
 * changes something has limits of its own.
 */
export async function requireScope(
  request: Request,
  { reads = 'read', ...options }: Options & { reads?: ReadKind } = {},
): Promise<SignedIn> {
  const signedIn = await getSession(request.headers, options);
  if (!signedIn) throw new Unauthorized();
  requirePagePerson(request.headers, signedIn.user.id, { changes: !isRead(request) });
  if (isRead(request)) await countRead(reads, getDatabase(), signedIn.user.id, new Date());
  return signedIn;
}

const countRead = createReadLimits();

function isRead({ method }: Request): boolean {
  return method === 'GET' || method === 'HEAD';
}

/**
 * Whether the session is still there, for what goes on after its request was answered: asks the
 * database, and prolongs nothing, because there is no answer left to set a cookie with.
 */
export async function isStillSignedIn({ session }: SignedIn, headers: Headers): Promise<boolean> {
  const options = { fresh: true, disableRefresh: true };
  const found = await readSession(getAuth(), getDatabase(), headers, options);
  return found?.session.id === session.id;
}

const countClick = createClickLimit();

/**
 * Who runs this server action. Throws 403 for another site, 401 when nobody is signed in, 409 on a
 * page that was made for somebody else, and 429 when they have run too many.
 */
export async function requireActionScope(options: ActionOptions = {}): Promise<SignedIn> {
  const headers = await requestHeaders();
  requireFromSite(site, headers);
  actionIsUnderstood();
  try {
    return await requireClicker(headers, options);
  } catch (error) {
    if (!options.quiet) tellRefusal(error);
    throw error;
  }
}

type ActionOptions = Options & {
  /** Whether it counts as a click. What throws a thief out must not be held up by their clicks. */
  counted?: boolean;
  /** Whether the page itself asks, and nobody waits for the answer: it says nothing of a refusal. */
  quiet?: boolean;
  /** Whether a page may ask that was made before anybody signed in: it names nobody. */
  beforeSignIn?: boolean;
};

async function requireClicker(
  headers: Headers,
  { counted = true, beforeSignIn = false, quiet: _, ...options }: ActionOptions,
) {
  // With a cookie that is set anew Next.js renders the page again, which a refusal must not: the page
  // of somebody else would be left with all that was typed there. Doors prolong sessions often enough.
  const asked = { ...options, disableRefresh: true };
  const signedIn = await readSession(getAuth(), getDatabase(), headers, asked);
  if (!signedIn) throw new Unauthorized();
  // A form that is sent without scripts can't say for whom its page was made.
  requirePagePerson(headers, signedIn.user.id, {
    changes: headers.has('next-action') && !beforeSignIn,
  });
  if (counted) await countClick(getDatabase(), signedIn.user.id, new Date());
  return signedIn;
}

/**
 * Who looks at the page; goes to the sign-in page when nobody is signed in, and from there back to
 * `path`. Layout and page of one request share the answer.
 */
export async function requirePageScope(path?: string): Promise<SignedIn> {
  const headers = await requestHeaders();
  const signedIn = await pageSession();
  const person = headers.get(personHeader);
  if (signedIn && (person === null || person === signedIn.user.id)) {
    await countPage(signedIn.user.id);
    return signedIn;
  }
  const back = signInPath(path ?? headers.get(pathHeader) ?? '');
  redirect(signedIn ? otherPersonPath(back) : back);
}

/** Counts a page once, however many of its parts ask who looks. Throws what the error page tells. */
const countPage = cache((userId: string) =>
  countRead('read', getDatabase(), userId, new Date()).catch((error: unknown) => {
    throw error instanceof TooManyRequests ? Object.assign(error, { digest: tooOften }) : error;
  }),
);

/**
 * Who looks at the page, or null. Asks the database: a page can lead to the sign-in page, where a
 * cookie that vouches for an account that is gone would make it fail.
 */
export const pageSession = cache(async () => {
  const headers = new Headers(await requestHeaders());
  // An action that shows its page again may have set them: Next.js tells of that here alone.
  headers.set('cookie', (await cookies()).toString());
  // A page can't set cookies: a session prolonged here would outlive its cookie.
  const options = { fresh: true, disableRefresh: true };
  return readSession(getAuth(), getDatabase(), headers, options);
});

/** Who sent these headers according to `auth`, with a scope on `db`; null for nobody. */
export async function readSession(
  auth: Auth,
  db: Database,
  headers: Headers,
  { fresh = false, disableRefresh = false }: Options & { disableRefresh?: boolean } = {},
): Promise<SignedIn | null> {
  const found = await auth.api.getSession({
    headers,
    query: {
      ...(fresh && { disableCookieCache: true }),
      ...(disableRefresh && { disableRefresh }),
    },
  });
  if (!found || found.user.status === 'suspended') return null;
  const { user, session } = found;
  return {
    scope: createScope(db, user.id),
    user: {
      id: user.id,
      name: user.name,
      email: user.email,
      timeZone: user.timeZone ?? null,
    },
    session: {
      id: session.id,
      createdAt: session.createdAt,
      provenAt: session.provenAt ?? session.createdAt,
    },
  };
}
