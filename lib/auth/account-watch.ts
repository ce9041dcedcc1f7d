import type { BetterAuthPlugin } from 'better-auth';
import { createAuthMiddleware, isAPIError } from 'better-auth/api';
import { and, eq, inArray } from 'drizzle-orm';
import type { Database } from '@/db';
import { securityEvents } from '@/db/schema';
import { giveGuessBack } from './guesses';
import {
  cookieOf,
  deviceCookie,
  deviceCookieAttributes,
  findKnownDevice,
  forgetDevices,
  rememberDevice,
} from './known-devices';
import { endOpenTokens } from './open-tokens';
import type { Site } from './site';
import type { Watch } from './watch';

type Options = { db: Database; watch: Watch; site: Site };

/** What begins a session for somebody who had none, by the paths of Better Auth and its plugins. */
const signsIn =
  /^\/(sign-(in|up)\/|callback\/|passkey\/verify-authentication$|two-factor\/verify-)/;

/**
 * Sees each answer of Better Auth, after its other plugins: a sign-in that a second factor held up is
 * none yet. Writes the account's activity down and knows the browser again.
 */
export function watchAccounts({ db, watch, site }: Options) {
  return {
    id: 'saydo-account-watch',
    hooks: {
      after: [
        {
          matcher: () => true,
          handler: createAuthMiddleware(async (ctx) => {
            const { returned, newSession, session } = ctx.context;
            const cookieNamed = (name: string) => ctx.getCookie(name);
            const headers = ctx.headers ?? new Headers();
            if (ctx.path === '/sign-in/email') {
              await weighGuess({ db, watch, site }, ctx.body?.email, returned, {
                headers,
                cookieNamed,
              });
            }
            if (isAPIError(returned)) {
              const isGuess =
                ctx.path === '/change-password' && returned.body?.code === 'INVALID_PASSWORD';
              if (isGuess && session) {
                await watch.note(session.user.id, 'sign_in_failed', headers, new Date());
              }
              return;
            }
            if (ctx.path === '/change-password' && session) {
              await afterNewPassword(
                { db, watch, site },
                'password_changed',
                session.user.id,
                headers,
              );
            }
            // Who proves something in a session that they have does not sign in.
            if (!newSession || session || !signsIn.test(ctx.path)) return;
            const userId = newSession.user.id;
            const name = deviceCookie(site, userId);
            const isSignUp = ctx.path.startsWith('/sign-up/');
            const held = cookieNamed(name);
            const token = await welcome({ db, watch, site }, { userId, isSignUp, held, headers });
            ctx.setCookie(name, token, deviceCookieAttributes(site));
          }),
        },
      ],
    },
  } satisfies BetterAuthPlugin;
}

/** A wrong password is written down; a right one was no guess, whatever else is still missing. */
async function weighGuess(
  { db, watch, site }: Options,
  email: unknown,
  returned: unknown,
  { headers, cookieNamed }: { headers: Headers; cookieNamed: (name: string) => string | null },
): Promise<void> {
  if (typeof email !== 'string') return;
  if (isAPIError(returned) && returned.body?.code === 'INVALID_EMAIL_OR_PASSWORD') {
    watch.noteFailure(email, headers, new Date());
  } else if (!(await findKnownDevice(db, site, email, cookieNamed))) {
    await giveGuessBack(db, email);
  }
}

/** What a thief has in hand ends with the old password: letters that wait, browsers that are known. */
export async function afterNewPassword(
  { db, watch, site }: Options,
  how: 'password_changed' | 'password_reset',
  userId: string,
  headers: Headers,
): Promise<void> {
  const now = new Date();
  await endOpenTokens(db, userId);
  await forgetDevices(db, userId, cookieOf(headers, deviceCookie(site, userId)));
  await watch.note(userId, how, headers, now);
  watch.tell(userId, how, headers, now);
}

/** Remembers where somebody signed in, and tells them if it is a new place; gives its token. */
async function welcome(
  { db, watch }: Options,
  who: { userId: string; isSignUp: boolean; held: string | null; headers: Headers },
): Promise<string> {
  const { userId, isSignUp, held, headers } = who;
  const now = new Date();
  const isFirst = isSignUp || (await isFirstSignIn(db, userId));
  if (!isSignUp) await watch.note(userId, 'signed_in', headers, now);
  const { token, isNew } = await rememberDevice(db, userId, held, now);
  if (isNew && !isFirst) watch.tell(userId, 'new_device', headers, now);
  return token;
}

/** Nobody is told of the device with which they signed up, or came the first time after it. */
async function isFirstSignIn(db: Database, userId: string): Promise<boolean> {
  const rows = await db
    .select({ kind: securityEvents.kind })
    .from(securityEvents)
    .where(
      and(
        eq(securityEvents.userId, userId),
        inArray(securityEvents.kind, ['signed_up', 'signed_in']),
      ),
    )
    .limit(2);
  return rows.length === 1 && rows[0]?.kind === 'signed_up';
}
