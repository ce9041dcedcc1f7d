import { isAPIError } from 'better-auth/api';
import { and, eq, isNotNull } from 'drizzle-orm';
import type { Database } from '@/db';
import { accounts } from '@/db/schema';
import { HttpError, TooManyRequests } from '@/lib/http';
import { takeTurn } from '@/lib/rate-limit';
import type { Auth } from './create';
import { markProven } from './proven-at';
import type { SignedIn } from './session';
import { proofs } from './turns';
import type { Watch } from './watch';

type Who = Pick<SignedIn, 'user' | 'session'>;

/**
 * Takes the person for who they are for another quarter of an hour, because they know the password.
 * Throws HttpError: 400 for a wrong one, 403 for somebody who has none, 429 after ten tries.
 */
export async function proveWithPassword(
  { auth, db, watch }: { auth: Auth; db: Database; watch: Watch },
  headers: Headers,
  who: Who,
  password: string,
  now: Date,
): Promise<void> {
  const turn = await takeTurn(db, `prove:${who.user.id}`, proofs, now);
  if (!turn.allowed) throw new TooManyRequests(turn.retryAfter);
  if (!(await hasPassword(db, who.user.id))) throw withoutPassword();
  if (!(await isPassword(auth, headers, password))) {
    await watch.note(who.user.id, 'sign_in_failed', headers, now);
    throw new HttpError(400, {
      error: 'That is not your password.',
      try_next: 'Write the password you sign in with.',
      field: 'currentPassword',
    });
  }
  await markProven(db, who, now);
  await watch.note(who.user.id, 'proved_again', headers, now);
}

/** Whether the user signs in with a password, and not only with Google or GitHub. */
export async function hasPassword(db: Database, userId: string): Promise<boolean> {
  const rows = await db
    .select({ id: accounts.id })
    .from(accounts)
    .where(and(eq(accounts.userId, userId), isNotNull(accounts.password)));
  return rows.length > 0;
}

async function isPassword(auth: Auth, headers: Headers, password: string): Promise<boolean> {
  try {
    await auth.api.verifyPassword({ headers, body: { password } });
    return true;
  } catch (error) {
    if (!isAPIError(error) || error.statusCode >= 500) throw error;
    return false;
  }
}

function withoutPassword() {
  return new HttpError(403, {
    error: 'This account has no password.',
    try_next: 'Sign out and in again, then try again within 15 minutes.',
  });
}
