import type { Database } from '@/db';
import { TooManyRequests } from '@/lib/http';
import { takeTurn } from '@/lib/rate-limit';

/** At most `max` of something by one person within `window` seconds. */
export type PersonRule = {
  /** What is counted; `<kind>:<user id>` is its key in the database. */
  kind: 'click' | 'read' | 'search' | 'export';
  window: number;
  max: number;
  /** How many a process takes at once from the count that all processes share. */
  handful: number;
};

/** Of how many people a process remembers what is left; whoever is forgotten takes a new handful. */
const PEOPLE = 10_000;

/** What a person has left in this process, and until when there is no more, in ms since the epoch. */
type Left = { free: number; refusedUntil: number; taking?: Promise<void> | undefined };

/** Holds what each person does to a limit; one a server process and rule. Decision 0005. */
export function createPersonLimit({ kind, window, max, handful }: PersonRule) {
  const people = new Map<string, Left>();
  const handfuls = { window, max: Math.ceil(max / handful) };

  function leftOf(userId: string): Left {
    const left = people.get(userId) ?? { free: 0, refusedUntil: 0 };
    // Whoever comes goes to the end, so that the first is who has not come for longest.
    people.delete(userId);
    people.set(userId, left);
    const [longest] = people.keys();
    if (people.size > PEOPLE && longest !== undefined) people.delete(longest);
    return left;
  }

  async function take(db: Database, userId: string, left: Left, now: Date): Promise<void> {
    const turn = await takeTurn(db, `${kind}:${userId}`, handfuls, now);
    if (turn.allowed) left.free += handful;
    else left.refusedUntil = now.getTime() + turn.retryAfter * 1000;
  }

  /** Counts one. Throws 429 when there were too many. */
  return async (db: Database, userId: string, now: Date): Promise<void> => {
    const left = leftOf(userId);
    while (left.free === 0) {
      if (now.getTime() < left.refusedUntil) throw refusal(left, now);
      // What comes together takes one handful together.
      left.taking ??= take(db, userId, left, now).finally(() => {
        left.taking = undefined;
      });
      await left.taking;
    }
    left.free -= 1;
  };
}

function refusal({ refusedUntil }: Left, now: Date): TooManyRequests {
  return new TooManyRequests(Math.ceil((refusedUntil - now.getTime()) / 1000));
}
