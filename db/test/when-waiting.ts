import { sql } from 'drizzle-orm';
import type { Database } from '@/db';

/** Resolves once some connection to this database waits for a lock that another one holds. */
export async function untilOneWaits(db: Database): Promise<void> {
  for (let tries = 0; tries < 500; tries += 1) {
    const { rows } = await db.execute(sql`
      select from pg_stat_activity
      where datname = current_database() and wait_event_type = 'Lock'`);
    if (rows.length > 0) return;
    await new Promise((resolve) => setTimeout(resolve, 10));
  }
  throw new Error('Nothing waits for a lock.');
}
