import { sql } from 'drizzle-orm';
import { FolderInUseError, getDatabase, prepareDatabase, UnpreparedDatabaseError } from '@/db';
import { env } from '@/lib/env';

/** Makes the database ready, or ends the process with the reason in one line. */
export async function startServer() {
  try {
    await prepareDatabase();
  } catch (error) {
    console.error(`Saydo can't start. ${explain(error)}`);
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
    .catch((error: unknown) => console.error(`The last checkpoint failed: ${explain(error)}`));
}

/** Errors of drivers hold the address they tried, so the password in it must not be shown. */
function explain(error: unknown): string {
  if (error instanceof FolderInUseError || error instanceof UnpreparedDatabaseError) {
    return error.message;
  }
  const causes: string[] = [];
  for (let cause = error; cause instanceof Error; cause = cause.cause) {
    const inner = cause instanceof AggregateError ? cause.errors.map(String).join(', ') : '';
    causes.push(cause.message || inner);
  }
  return `The database can't be prepared: ${causes.at(-1) || String(error)}`;
}
