import { setTimeout as sleep } from 'node:timers/promises';
import { getHeapStatistics, setFlagsFromString } from 'node:v8';
import { runInNewContext } from 'node:vm';
import { sql } from 'drizzle-orm';
import { getDatabase, prepareDatabase } from '@/db';
import { explainFailure } from '@/db/failure';
import { windDown } from '@/lib/agent/turn/wind-down';
import { site } from '@/lib/auth/origin';
import { env } from '@/lib/env';
import { guardServers } from '@/lib/server';
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
  const isProduction = env.NODE_ENV === 'production';
  const proxyHeader = env.TRUSTED_PROXY_HEADER;
  if (!guardServers({ site, proxyHeader, isProduction }) && isProduction && !proxyHeader) {
    console.error(
      "Saydo can't start. Start it with npm start, or set TRUSTED_PROXY_HEADER: Next.js alone believes any address that a client invents.",
    );
    process.exit(1);
  }
  keepSmall();
  const stopSweeping = startSweeping(getDatabase());
  const end = (code: number) => {
    stopSweeping();
    void endServer(code);
  };
  process.once('SIGTERM', () => end(143));
  process.once('SIGINT', () => end(130));
}

/** In ms: by then a server has loaded its routes, unless the machine is slow, which costs only memory. */
const STARTED = 4_000;
/** From this size on, in bytes, the heap is collected whenever it has grown so many times. */
const LARGE = 180e6;
const GROWN = 1.06;
/** In ms. */
const WATCH_EVERY = 100;
/** At most this part of the time is spent so. */
const SHARE = 1 / 3;

/**
 * Collects garbage where V8 would wait. A process that has never collected all of it grows by
 * hundreds of MB before it does; and while hundreds of answers begin at once, V8 marks beside them
 * for seconds, and keeps what was made meanwhile.
 */
function keepSmall() {
  if (env.NODE_ENV !== 'production') return;
  setFlagsFromString('--expose-gc');
  const collect: () => void = runInNewContext('gc');
  setTimeout(collect, STARTED).unref();
  let left = LARGE;
  let rested = 0;
  const watch = setInterval(() => {
    const used = getHeapStatistics().used_heap_size;
    // What a crowd left behind may have been collected since.
    left = Math.max(Math.min(left, used), LARGE / GROWN);
    const begun = performance.now();
    if (used < left * GROWN || begun < rested) return;
    collect();
    const ended = performance.now();
    rested = ended + (ended - begun) * (1 / SHARE - 1);
    left = getHeapStatistics().used_heap_size;
  }, WATCH_EVERY);
  watch.unref();
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
