import { sql } from 'drizzle-orm';
import type { Database } from '@/db';
import { userChanges } from '@/db/schema';
import { later } from './read';

type Poll = (userIds: string[]) => Promise<string[] | 'unknown'>;

/**
 * Asks, in one query for everybody who is connected, whose things have changed since it last asked;
 * 'unknown' the first time. It looks beyond one user's rows, and tells nobody what it saw but that.
 */
export function createPoll(db: Database): Poll {
  let since: string | null = null;
  return async (userIds) => {
    const ids = sql.join(
      userIds.map((id) => sql`${id}::uuid`),
      sql`, `,
    );
    const { rows } = await db.execute<{ snapshot: string; changed: string[] | null }>(sql`
      select pg_current_snapshot()::text as snapshot, ${
        since === null || userIds.length === 0
          ? sql`null`
          : sql`(select json_agg(distinct ${userChanges.userId}) from ${userChanges}
              where ${userChanges.userId} in (${ids}) and ${later(since)})`
      } as changed`);
    const [row] = rows;
    if (!row) throw new Error('The poll answered without a row.');
    const first = since === null;
    since = row.snapshot;
    return first ? 'unknown' : (row.changed ?? []);
  };
}
