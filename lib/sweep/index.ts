import type { Database } from '@/db';
import { purgeOldPairs, purgeOldTrash, TRASH_DAYS } from '@/lib/conversations';
import { logError } from '@/lib/log';
import { expireApprovals, interruptLost } from './answers';
import { forgetChanges } from './changes';
import { forgetSecurityEvents, forgetUnusedDevices } from './security';
import { addUpUsage } from './usage';

const SECOND = 1000;
const HOUR = 60 * 60 * SECOND;
const DAY = 24 * HOUR;

type Chore = { every: number; chore: (db: Database, now: Date) => Promise<unknown> };

/** What is looked after, and how often, in ms. Those of a day read whole tables. */
const CHORES = [
  { every: 10 * SECOND, chore: interruptLost },
  { every: HOUR, chore: purgeOldTrash },
  { every: HOUR, chore: forgetChanges },
  { every: HOUR, chore: addUpUsage },
  { every: DAY, chore: expireApprovals },
  { every: DAY, chore: purgePairs },
  { every: DAY, chore: forgetSecurityEvents },
  { every: DAY, chore: forgetUnusedDevices },
] satisfies Chore[];

function purgePairs(db: Database, now: Date): Promise<number> {
  return purgeOldPairs(db, { before: new Date(now.getTime() - TRASH_DAYS * DAY) });
}

/**
 * Keeps everybody's rows in order while the server runs: what has lost its process, has waited too
 * long or is long in the trash. `db` is the owner's connection. Several processes may sweep at once.
 * Call the result to end it.
 */
export function startSweeping(db: Database): () => void {
  const sweepers = CHORES.map(({ every, chore }) => {
    let busy = false;
    const sweep = async () => {
      if (busy) return;
      busy = true;
      await chore(db, new Date()).catch((error: unknown) => logError('A sweep failed', error));
      busy = false;
    };
    void sweep();
    return setInterval(sweep, every).unref();
  });
  return () => {
    for (const timer of sweepers) clearInterval(timer);
  };
}
