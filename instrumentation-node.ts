import { sql } from 'drizzle-orm';
import { getDatabase, prepareDatabase } from '@/db';
import { explainFailure } from '@/db/failure';
import { env } from '@/lib/env';

/** Makes the database ready, or ends the process with the reason in one line. */
export async function startServer() {
  try {
    await prepareDatabase();
  } catch (error) {
    console.error(`Saydo can't start. ${explainFailure(error)}`);
    process.exit(1);
  }
  if (env.DATABASE_DRIVER === 'pglite') {
    process.once('SIGTERM', checkpoint);
    process.once('SIGINT', checkpoint);
  }
}

/**
 * Leaves the built-in database with nothing to recover at the next start. It stays open until the
 * process exits, because Next still answers the requests that it has begun.
 */
function checkpoint() {
  getDatabase()
    .execute(sql`checkpoint`)
    .catch((error: unknown) =>
      console.error(`The last checkpoint failed: ${explainFailure(error)}`),
    );
}
