import type { Database } from '@/db';
import { TooManyRequests } from '@/lib/http';
import { type Rule, takeTurn } from '@/lib/rate-limit';

/** How many clicks a process takes at once from the count that all processes share. */
export const HANDFUL = 20;
/** Handfuls: 300 clicks a minute, far more than a hand does. */
export const HANDFULS: Rule = { window: 60, max: 15 };
/** Of how many people a process remembers what is left; whoever is forgotten takes a new handful. */
const PEOPLE = 10_000;

/** What a person has left in this process, and until when there is no more, in ms since the epoch. */
type Left = { clicks: number; refusedUntil: number; taking?: Promise<void> | undefined };

/** Holds each person's clicks to a limit; one a server process. Decision 0005. */
export function createClickLimit() {
  const people = new Map<string, Left>();

  function leftOf(userId: string): Left {
    const left = people.get(userId) ?? { clicks: 0, refusedUntil: 0 };
    // Whoever clicks goes to the end, so that the first is who has not clicked for longest.
    people.delete(userId);
    people.set(userId, left);
    const [longest] = people.keys();
    if (people.size > PEOPLE && longest !== undefined) people.delete(longest);
    return left;
  }

  async function take(db: Database, userId: string, left: Left, now: Date): Promise<void> {
    const turn = await takeTurn(db, `click:${userId}`, HANDFULS, now);
    if (turn.allowed) left.clicks += HANDFUL;
    else left.refusedUntil = now.getTime() + turn.retryAfter * 1000;
  }

  /** Counts one click. Throws 429 when there were too many. */
  return async (db: Database, userId: string, now: Date): Promise<void> => {
    const left = leftOf(userId);
    while (left.clicks === 0) {
      if (now.getTime() < left.refusedUntil) throw refusal(left, now);
      // Clicks that come together take one handful together.
      left.taking ??= take(db, userId, left, now).finally(() => {
        left.taking = undefined;
      });
      await left.taking;
    }
    left.clicks -= 1;
  };
}

function refusal({ refusedUntil }: Left, now: Date): TooManyRequests {
  return new TooManyRequests(Math.ceil((refusedUntil - now.getTime()) / 1000));
}
