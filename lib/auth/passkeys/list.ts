import { and, asc, eq, isNotNull, ne, or } from 'drizzle-orm';
import { z } from 'zod';
import type { Database } from '@/db';
import { accounts, passkeys, users } from '@/db/schema';
import { HttpError, NotFound } from '@/lib/http';

/** What a passkey is called: visible, one line. */
export const passkeyName = z
  .string()
  .trim()
  .max(60, 'A passkey’s name has at most 60 characters.')
  .regex(/[^\p{C}\p{Z}]/u, 'Write a name.')
  .regex(/^[^\p{Cc}\p{Cs}]*$/u, 'A name is written without control characters.');

/** The user's passkeys, the oldest first, without their keys. */
export async function listPasskeys(db: Database, userId: string) {
  const rows = await db
    .select({ id: passkeys.id, name: passkeys.name, createdAt: passkeys.createdAt })
    .from(passkeys)
    .where(eq(passkeys.userId, userId))
    .orderBy(asc(passkeys.id));
  return rows.map(({ id, name, createdAt }) => ({
    id,
    name: name || 'Passkey',
    createdAt: createdAt ?? new Date(0),
  }));
}

/** Renames one. Throws NotFound where the user has none with this id. */
export async function renamePasskey(db: Database, userId: string, id: string, name: string) {
  const renamed = await db
    .update(passkeys)
    .set({ name })
    .where(and(eq(passkeys.userId, userId), eq(passkeys.id, id)))
    .returning({ id: passkeys.id });
  if (renamed.length === 0) throw new NotFound('passkey');
}

/** Removes one. Throws HttpError (409) where nothing else would open the account. */
export async function removePasskey(db: Database, userId: string, id: string) {
  await db.transaction(async (tx) => {
    // Two removals that come at once see one another.
    await tx.select({ id: users.id }).from(users).where(eq(users.id, userId)).for('update');
    const removed = await tx
      .delete(passkeys)
      .where(and(eq(passkeys.userId, userId), eq(passkeys.id, id)))
      .returning({ id: passkeys.id });
    if (removed.length === 0) throw new NotFound('passkey');
    const others = await tx.$count(passkeys, eq(passkeys.userId, userId));
    const isWayIn = or(isNotNull(accounts.password), ne(accounts.providerId, 'credential'));
    const accountsLeft = await tx.$count(accounts, and(eq(accounts.userId, userId), isWayIn));
    if (others + accountsLeft === 0) {
      throw new HttpError(409, {
        error: 'This passkey is the only way into your account. It was not removed.',
        try_next: 'Add another passkey first, then remove this one.',
      });
    }
  });
}

/**
 * Takes away what opens the account besides its password. For an address that is confirmed only now:
 * whoever signed up with it before may not have been its owner.
 */
export async function forgetUnprovenKeys(db: Database, userId: string) {
  await db.delete(passkeys).where(eq(passkeys.userId, userId));
}
