import { setTimeout as sleep } from 'node:timers/promises';
import { sql } from 'drizzle-orm';
import { getDatabase, prepareDatabase } from '@/db';
import { explainFailure } from '@/db/failure';
import { windDown } from '@/lib/agent/turn/wind-down';
import { env } from '@/lib/env';
import { startSweeping } from '@/lib/sweep';
import { interruptAll } from '@/lib/sweep/answers';

/** Makes the database ready, or ends the process with the reason in one line. */
export async function startServer() {
  try {
    await prepareDatabase();
    // The built-in database is this process's alone: whoever wrote these answers is gone.
    if (env.DATABASE_DRIVER === 'pglite') await interruptAll(getDatabase(), new Date());
  } catch (error) {
    console.error(`Saydo can't start. ${explainFailure(error)}`);
    process.exit(1);
  }
  const stopSweeping = startSweeping(getDatabase());
  const end = (code: number) => {
    stopSweeping();
    void endServer(code);
  };
  process.once('SIGTERM', () => end(143));
  process.once('SIGINT', () => end(130));
}

/** How long Next may take, once all answers are saved, to end the requests that it has begun, in ms. */
const LAST_REQUESTS = 2_000;

/**
 * Saves what is being answered. Next itself hears the same signal, takes no new connections and
 * exits when its requests have ended; a reader that never reads would hold it up for ever.
 */
async function endServer(code: number) {
  await windDown();
  if (env.DATABASE_DRIVER === 'pglite') await checkpoint();
  await sleep(LAST_REQUESTS);
  process.exit(code);
}

/**
 * Leaves the built-in database with nothing to recover at the next start. It stays open until the
 * process exits, because Next still answers the requests that it has begun.
 */
async function checkpoint() {
  try {
    await getDatabase().execute(sql`checkpoint`);
  } catch (error) {
    console.error(`The last checkpoint failed: ${explainFailure(error)}`);
  }
}
