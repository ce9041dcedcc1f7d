import { eq } from 'drizzle-orm';
import type { Database } from '@/db';
import { users } from '@/db/schema';
import { endOpenTokens } from '@/lib/auth/open-tokens';
import { requireProof } from '@/lib/auth/proof';
import type { SignedIn } from '@/lib/auth/session';
import { HttpError } from '@/lib/http';
import { forgetTurns } from '@/lib/rate-limit';
import { deletionWords } from './deletion-words';

/**
 * Throws HttpError unless the person typed the words (400), and has proved within the last quarter
 * of an hour who they are (403). `session` must be one that was read `fresh`.
 */
export function confirmDeletion(
  { session }: Pick<SignedIn, 'session'>,
  typed: { words: string },
  now: Date,
): void {
  if (typed.words.trim().toLowerCase() !== deletionWords) {
    throw new HttpError(400, {
      error: `Type “${deletionWords}” to confirm.`,
      try_next: 'Nothing was deleted.',
      field: 'confirmation',
    });
  }
  requireProof({ session }, now);
}

/**
 * Removes the user and, by cascade, every row that is theirs. It can't be undone. The links that
 * wait in their mailbox and what was counted of them name them without a foreign key, so these go
 * with them.
 */
export async function deleteAccount(db: Database, userId: string) {
  await db.transaction(async (tx) => {
    await endOpenTokens(tx, userId);
    const [gone] = await tx.delete(users).where(eq(users.id, userId)).returning();
    if (gone) await forgetTurns(tx, gone);
  });
}
