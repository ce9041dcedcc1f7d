import { createHash } from 'node:crypto';
import { lt, or, sql } from 'drizzle-orm';
import type { Database, Transaction } from '@/db';
import { rateLimits } from '@/db/schema';

/** At most `max` turns within `window` seconds. */
export type Rule = { window: number; max: number };

/** Whether the turn was free, and if not, in how many whole seconds the next one is. */
export type Turn = { allowed: true; retryAfter: null } | { allowed: false; retryAfter: number };

/**
 * Takes one turn under `key` in the database, so that all server processes count together. One
 * statement: turns that come at once are counted one by one.
 */
export async function takeTurn(
  db: Database,
  key: string,
  { window, max }: Rule,
  now: Date,
): Promise<Turn> {
  const at = now.getTime();
  const windowIsOver = sql`${rateLimits.lastRequest} <= ${at - window * 1000}`;
  const [row] = await db
    .insert(rateLimits)
    .values({ key, count: 1, lastRequest: at })
    .onConflictDoUpdate({
      target: rateLimits.key,
      set: {
        count: sql`case when ${windowIsOver} then 1 else ${rateLimits.count} + 1 end`,
        lastRequest: sql`case when ${windowIsOver} then ${at} else ${rateLimits.lastRequest} end`,
      },
    })
    .returning();
  if (!row) throw new Error('A rate limit was neither added nor counted.');
  if (row.count === 1) await forgetOld(db, at);
  if (row.count <= max) return { allowed: true, retryAfter: null };
  return {
    allowed: false,
    retryAfter: Math.max(1, Math.ceil((row.lastRequest + window * 1000 - at) / 1000)),
  };
}

/** A key that counts by a person's word (an e-mail address) without keeping the word. */
export function secretKey(kind: string, word: string): string {
  return `${kind}:${createHash('sha256').update(word.trim().toLowerCase()).digest('base64url')}`;
}

/**
 * Forgets what was counted of a person, whatever it was: a key ends in their id, or names their
 * address by its hash.
 */
export async function forgetTurns(
  db: Database | Transaction,
  { id, email }: { id: string; email: string },
): Promise<void> {
  const end = `:${id}`;
  const { key } = rateLimits;
  await db.delete(rateLimits).where(or(sql`right(${key}, ${end.length}) = ${end}`, names(email)));
}

/** Forgets what was counted by an address that is nobody's any more. */
export async function forgetAddress(db: Database | Transaction, email: string): Promise<void> {
  await db.delete(rateLimits).where(names(email));
}

function names(email: string) {
  return sql`position(${secretKey('', email)} in ${rateLimits.key}) > 0`;
}

/** Longer than every rule's window. */
const OLDEST = 25 * 60 * 60 * 1000;
const FORGET_EVERY = 60 * 60 * 1000;
let forgotAt = 0;

async function forgetOld(db: Database, at: number) {
  if (at - forgotAt < FORGET_EVERY) return;
  forgotAt = at;
  await db.delete(rateLimits).where(lt(rateLimits.lastRequest, at - OLDEST));
}
