import type { Database } from '@/db';
import { env } from '@/lib/env';
import { createPersonLimit } from './person-limit';

/** What a person reads: a page or list, a search over everything, or all of what they have. */
export type ReadKind = 'read' | 'search' | 'export';

/** Holds what each person reads to the limits of the environment; one a server process. */
export function createReadLimits(most = env) {
  const limits = {
    read: createPersonLimit({
      kind: 'read',
      window: 60,
      max: most.READS_PER_MINUTE,
      handful: handfulOf(most.READS_PER_MINUTE),
    }),
    search: createPersonLimit({
      kind: 'search',
      window: 60,
      max: most.SEARCHES_PER_MINUTE,
      handful: handfulOf(most.SEARCHES_PER_MINUTE),
    }),
    // Few enough to be counted one by one.
    export: createPersonLimit({
      kind: 'export',
      window: 3600,
      max: most.EXPORTS_PER_HOUR,
      handful: 1,
    }),
  };
  return (kind: ReadKind, db: Database, userId: string, now: Date) => limits[kind](db, userId, now);
}

/** A fifteenth of a limit at once: the count is wrong by no more than that in each process. */
function handfulOf(max: number): number {
  return Math.max(1, Math.floor(max / 15));
}
