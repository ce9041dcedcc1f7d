import type { Database } from '@/db';
import { takeTurn } from '@/lib/rate-limit';

/** How many answers a person may ask for in a minute. */
export const TURNS_PER_MINUTE = 30;

/**
 * Counts an answer that is asked for, and gives the seconds until it may be written: 0 is now. The
 * count is no row of the person's, so nothing that they delete gives an answer back. It stands before
 * the transaction of the turn, which would hold it locked for the person's other conversations.
 */
export async function countAnswer(db: Database, userId: string, now: Date): Promise<number> {
  const rule = { window: 60, max: TURNS_PER_MINUTE };
  const { retryAfter } = await takeTurn(db, `answer:${userId}`, rule, now);
  return retryAfter ?? 0;
}
