import { eq } from 'drizzle-orm';
import type { Database } from '@/db';
import { accounts } from '@/db/schema';
import { type Rule, secretKey, type Turn, takeTurn } from '@/lib/rate-limit';

/**
 * Codes that are tried for one person, from wherever: with three right ones in a million, a day of
 * guessing finds one in about 8,300 times.
 */
const rules: Rule[] = [
  { window: 900, max: 10 },
  { window: 86_400, max: 40 },
];

/**
 * Counts a code that is tried. Whoever guesses has the password, so a new password counts from the
 * beginning: its owner is never locked out for longer than a reset takes. A passkey asks for no code.
 * A browser that has signed in before (`device`, its hash) counts by itself: who has learnt the password
 * can't use its owner's tries up.
 */
export async function countCode(
  db: Database,
  userId: string,
  device: string | null,
  now: Date,
): Promise<Turn> {
  const rows = await db
    .select({ password: accounts.password })
    .from(accounts)
    .where(eq(accounts.userId, userId));
  const password = rows.map((row) => row.password).join();
  for (const rule of rules) {
    // The word is lower-cased before it is hashed; two hashes that differ only by that don't occur.
    const key = `${secretKey(`code-${rule.window}`, `${password}${device ?? ''}`)}:${userId}`;
    const turn = await takeTurn(db, key, rule, now);
    if (!turn.allowed) return turn;
  }
  return { allowed: true, retryAfter: null };
}

/** Spends a code: false where it was tried before. Each opens the account once (RFC 6238, 5.2). */
export async function spendCode(
  db: Database,
  userId: string,
  code: string,
  now: Date,
): Promise<boolean> {
  const key = `${secretKey('spent', code)}:${userId}`;
  return (await takeTurn(db, key, { window: 120, max: 1 }, now)).allowed;
}
