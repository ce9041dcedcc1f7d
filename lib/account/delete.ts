import { isAPIError } from 'better-auth/api';
import { and, eq, isNotNull } from 'drizzle-orm';
import type { Database } from '@/db';
import { accounts, users, verifications } from '@/db/schema';
import type { Auth } from '@/lib/auth/create';
import type { SignedIn } from '@/lib/auth/session';
import { HttpError, TooManyRequests } from '@/lib/http';
import { forgetTurns, takeTurn } from '@/lib/rate-limit';
import { deletionWords } from './deletion-words';

/** How long ago somebody without a password must have signed in, in milliseconds. */
const RECENTLY = 15 * 60 * 1000;

/**
 * Throws HttpError unless the person typed the words and their password. Who signs in with Google
 * or GitHub has no password: they must have signed in within the last quarter of an hour.
 */
export async function confirmDeletion(
  auth: Auth,
  db: Database,
  headers: Headers,
  { user, session }: Pick<SignedIn, 'user' | 'session'>,
  typed: { words: string; password: string },
) {
  const turn = await takeTurn(db, `delete:${user.id}`, { window: 900, max: 10 }, new Date());
  if (!turn.allowed) throw new TooManyRequests(turn.retryAfter);
  if (typed.words.trim().toLowerCase() !== deletionWords) {
    throw new HttpError(400, {
      error: `Type “${deletionWords}” to confirm.`,
      try_next: 'Nothing was deleted.',
      field: 'confirmation',
    });
  }
  if (await hasPassword(db, user.id)) {
    await requirePassword(auth, headers, typed.password);
  } else if (Date.now() - session.createdAt.getTime() > RECENTLY) {
    throw new HttpError(403, {
      error: 'You signed in a while ago. Nothing was deleted.',
      try_next: 'Sign out, sign in again, and delete the account within 15 minutes.',
    });
  }
}

/**
 * Removes the user and, by cascade, every row that is theirs. It can't be undone. The links that
 * wait in their mailbox and what was counted of them name them without a foreign key, so these go
 * with them.
 */
export async function deleteAccount(db: Database, userId: string) {
  await db.transaction(async (tx) => {
    await tx.delete(verifications).where(eq(verifications.value, userId));
    const [gone] = await tx.delete(users).where(eq(users.id, userId)).returning();
    if (gone) await forgetTurns(tx, gone);
  });
}

/** Whether the user signs in with a password, and not only with Google or GitHub. */
export async function hasPassword(db: Database, userId: string): Promise<boolean> {
  const rows = await db
    .select({ id: accounts.id })
    .from(accounts)
    .where(and(eq(accounts.userId, userId), isNotNull(accounts.password)));
  return rows.length > 0;
}

async function requirePassword(auth: Auth, headers: Headers, password: string) {
  try {
    await auth.api.verifyPassword({ headers, body: { password } });
  } catch (error) {
    if (!isAPIError(error) || error.statusCode >= 500) throw error;
    throw new HttpError(400, {
      error: 'That is not your password. Nothing was deleted.',
      try_next: 'Write the password you sign in with.',
      field: 'currentPassword',
    });
  }
}
