import { and, eq, gt, lt, lte, or, sql } from 'drizzle-orm';
import type { Database } from '@/db';
import { rateLimits } from '@/db/schema';
import { type Rule, secretKey, type Turn, takeTurn } from '@/lib/rate-limit';
import { networkOf } from './client-address';

/** How many guesses at one account strangers have before they wait, all of them together. */
const FREE = 5;
/** The first wait, in seconds; each further guess doubles it, up to the longest. */
const FIRST_WAIT = 5;
export const LONGEST_WAIT = 300;
/** After how many seconds without any guess the count begins anew. */
const QUIET = 12 * 60 * 60;
/** How long somebody who has waited may take to come back, in seconds. */
const RESERVED_FOR = 60 * 60;
/** What a browser that has signed in before may try, whatever strangers do. */
const OWN: Rule = { window: 900, max: 20 };

const ALLOWED: Turn = { allowed: true, retryAfter: null };

/**
 * Whether a password may be tried for the account that `email` names. A browser that has signed in to
 * it before (`device`) counts by itself. Everybody else waits the longer, the more guesses there were
 * from anywhere; who has waited at one `address` gets their turn there, however many others guess.
 * docs/decisions/0040.
 */
export async function takeGuess(
  db: Database,
  email: string,
  { device, address }: { device: string | null; address: string | null },
  now: Date,
): Promise<Turn> {
  if (device) return takeTurn(db, `device:${device}`, OWN, now);
  const account = secretKey('sign-in', email);
  const place = `${account}:${(address && networkOf(address)) || 'unknown'}`;
  const at = now.getTime();

  const reserved = await readTurn(db, place, at);
  if (reserved !== null && reserved > at) return waiting(reserved - at);
  if (reserved !== null && (await spendTurn(db, place, at))) {
    await countGuess(db, account, at);
    return ALLOWED;
  }
  if (await countFreeGuess(db, account, at)) return ALLOWED;
  const wait = waitAfter(await readCount(db, account)) * 1000;
  return waiting((await reserveTurn(db, place, at, at + wait)) - at);
}

/** Takes the guess out of the count: it was none, because the password was right. */
export async function giveGuessBack(db: Database, email: string): Promise<void> {
  await db
    .update(rateLimits)
    .set({ count: sql`${rateLimits.count} - 1` })
    .where(and(eq(rateLimits.key, secretKey('sign-in', email)), gt(rateLimits.count, 0)));
}

/** How many seconds the next stranger waits after this many guesses. */
function waitAfter(guesses: number): number {
  if (guesses < FREE) return 0;
  return Math.min(FIRST_WAIT * 2 ** Math.min(guesses - FREE, 20), LONGEST_WAIT);
}

/** Counts a guess while there are free ones; says whether there was one. One statement. */
async function countFreeGuess(db: Database, key: string, at: number): Promise<boolean> {
  const isQuiet = lte(rateLimits.lastRequest, at - QUIET * 1000);
  const rows = await db
    .insert(rateLimits)
    .values({ key, count: 1, lastRequest: at })
    .onConflictDoUpdate({
      target: rateLimits.key,
      set: {
        count: sql`case when ${isQuiet} then 1 else ${rateLimits.count} + 1 end`,
        lastRequest: at,
      },
      setWhere: or(lt(rateLimits.count, FREE), isQuiet),
    })
    .returning({ count: rateLimits.count });
  return rows.length > 0;
}

async function countGuess(db: Database, key: string, at: number): Promise<void> {
  await db
    .insert(rateLimits)
    .values({ key, count: 1, lastRequest: at })
    .onConflictDoUpdate({
      target: rateLimits.key,
      set: { count: sql`${rateLimits.count} + 1`, lastRequest: at },
    });
}

async function readCount(db: Database, key: string): Promise<number> {
  const [row] = await db
    .select({ count: rateLimits.count })
    .from(rateLimits)
    .where(eq(rateLimits.key, key));
  return row?.count ?? 0;
}

/** From when on a turn is reserved, in ms since the epoch; null for none that is still good. */
async function readTurn(db: Database, key: string, at: number): Promise<number | null> {
  const [row] = await db
    .select({ from: rateLimits.lastRequest })
    .from(rateLimits)
    .where(and(eq(rateLimits.key, key), gt(rateLimits.lastRequest, at - RESERVED_FOR * 1000)));
  return row?.from ?? null;
}

/** Uses a turn up; of several who come with it at once, one has it. */
async function spendTurn(db: Database, key: string, at: number): Promise<boolean> {
  const spent = await db
    .delete(rateLimits)
    .where(and(eq(rateLimits.key, key), lte(rateLimits.lastRequest, at)))
    .returning({ key: rateLimits.key });
  return spent.length > 0;
}

/** Reserves a turn from `from` on, and says from when on there is one: asking again changes nothing. */
async function reserveTurn(db: Database, key: string, at: number, from: number): Promise<number> {
  const [row] = await db
    .insert(rateLimits)
    .values({ key, count: 1, lastRequest: from })
    .onConflictDoUpdate({
      target: rateLimits.key,
      set: {
        lastRequest: sql`case when ${rateLimits.lastRequest} <= ${at - RESERVED_FOR * 1000}
          then ${from} else ${rateLimits.lastRequest} end`,
      },
    })
    .returning({ from: rateLimits.lastRequest });
  return row?.from ?? from;
}

function waiting(ms: number): Turn {
  return { allowed: false, retryAfter: Math.max(1, Math.ceil(ms / 1000)) };
}
