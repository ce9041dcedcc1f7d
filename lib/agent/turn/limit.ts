import type { Database } from '@/db';
import { TooManyRequests } from '@/lib/http';
import { takeTurn } from '@/lib/rate-limit';
import { TURNS_PER_MINUTE } from './begin';

/**
 * Holds the answers that a person has written anew to `TURNS_PER_MINUTE`, besides the limit of all
 * turns: that one counts by the time in the answers' ids, and of these the client makes the id.
 */
export async function limitRegenerations(db: Database, userId: string, now: Date): Promise<void> {
  const rule = { window: 60, max: TURNS_PER_MINUTE };
  const turn = await takeTurn(db, `regenerate:${userId}`, rule, now);
  if (!turn.allowed) throw new TooManyRequests(turn.retryAfter);
}
