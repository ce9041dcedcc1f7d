import { setTimeout as sleep } from 'node:timers/promises';
import { isConnectionLost } from '@/db/failure';

/** Before each new attempt to reach the database, in ms: together as long as a restart of it takes. */
const WAITS = [250, 500, 1000, 2000, 4000, 6000];

/**
 * Does `attempt`, and again while the database can't be reached. It may have been done although its
 * answer was lost, so it must be something that does nothing when it is done a second time.
 */
export async function persist<Result>(
  attempt: () => Promise<Result>,
  signal?: AbortSignal,
): Promise<Result> {
  for (const wait of WAITS) {
    try {
      return await attempt();
    } catch (error) {
      if (!isConnectionLost(error) || signal?.aborted) throw error;
      // A stop cuts the wait short, not what is done.
      await sleep(wait, undefined, { signal }).catch(() => {});
    }
  }
  return attempt();
}
