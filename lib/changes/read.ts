import { and, eq, type SQL, sql } from 'drizzle-orm';
import { userChanges } from '@/db/schema';
import type { Scope } from '@/lib/scope';

/** What to read again; 'all' when nobody can say any more. */
export type Change =
  | { topic: 'tasks' }
  | { topic: 'conversations'; id: string }
  | { topic: 'messages'; id: string }
  | { topic: 'all' };

/** Rows are swept after a day; an hour less, for transactions that took long to commit. */
const HORIZON_SECONDS = 23 * 3600;
/** More than this is told as 'all'. */
const MOST_CHANGES = 100;
/** A cursor travels in a header. */
const LONGEST_SNAPSHOT = 1000;

/**
 * What has changed for the user since `cursor`, each thing once, and the cursor for the next time;
 * without a cursor, only that. A cursor holds what its reader could see (a Postgres snapshot), so a
 * transaction that began before and committed after is not missed. One that is too old, of another
 * database or no cursor at all gives 'all'.
 */
export async function readChanges(
  scope: Scope,
  cursor: string | null,
): Promise<{ changes: Change[]; cursor: string }> {
  const since = cursor === null ? null : parseCursor(cursor);
  const { rows } = await scope.run((tx) =>
    tx.execute<Row>(sql`
      select pg_current_snapshot()::text as snapshot, extract(epoch from now())::bigint::text as at,
        ${since ? changedSince(scope, since.snapshot) : sql`null`} as changes`),
  );
  const [row] = rows;
  if (!row) throw new Error('Changes were read without a row.');
  const next = `${row.at}.${inAHeader(row.snapshot)}`;
  if (cursor === null) return { changes: [], cursor: next };
  const changes = row.changes ?? [];
  if (!since || isForeign(since, row) || changes.length > MOST_CHANGES) {
    return { changes: [{ topic: 'all' }], cursor: next };
  }
  return { changes: changes.map(toChange), cursor: next };
}

/** That a row of user_changes comes from a transaction that `snapshot` could not see. */
export function later(snapshot: string): SQL {
  const { transactionId } = userChanges;
  // The first half finds them by the key; the second knows who still ran then.
  return sql`${transactionId} >= pg_snapshot_xmin(${snapshot}::pg_snapshot)::text::bigint
    and not pg_visible_in_snapshot(${transactionId}::text::xid8, ${snapshot}::pg_snapshot)`;
}

type Topic = (typeof userChanges.topic.enumValues)[number];
type Row = {
  snapshot: string;
  at: string;
  changes: { topic: Topic; id: string }[] | null;
};

type Cursor = { at: bigint; snapshot: string; end: bigint };

/**
 * As `<seconds since the epoch>.<snapshot>`, the snapshot as Postgres writes it: xmin:xmax:running.
 * Null for anything else, which Postgres would refuse.
 */
function parseCursor(text: string): Cursor | null {
  const [, at, snapshot, begin, end, running] =
    /^(\d{1,12})\.((\d{1,18}):(\d{1,18}):((?:\d{1,18}(?:,\d{1,18})*)?))$/.exec(text) ?? [];
  if (!at || !snapshot || !begin || !end || running === undefined) return null;
  const ids = running === '' ? [] : running.split(',').map(BigInt);
  const [from, to] = [BigInt(begin), BigInt(end)];
  const ordered = ids.every((id, place) => id >= (ids[place - 1] ?? from) && id < to);
  return from >= 1n && from <= to && ordered ? { at: BigInt(at), snapshot, end: to } : null;
}

function changedSince(scope: Scope, snapshot: string): SQL {
  return sql`(select json_agg(c) from (
    select distinct ${userChanges.topic} as topic, ${userChanges.subjectId} as id
    from ${userChanges}
    where ${and(eq(userChanges.userId, scope.userId), later(snapshot))}
    limit ${MOST_CHANGES + 1}) c)`;
}

/** Where very many transactions run, only the oldest is kept: some changes are then told twice. */
function inAHeader(snapshot: string): string {
  if (snapshot.length <= LONGEST_SNAPSHOT) return snapshot;
  const [oldest] = snapshot.split(':');
  return `${oldest}:${oldest}:`;
}

/** Older than what is kept, or of another database: a restored one, whose counter stands lower. */
function isForeign(since: Cursor, { at, snapshot }: Row): boolean {
  const [, end = '0'] = snapshot.split(':');
  return BigInt(at) - since.at > BigInt(HORIZON_SECONDS) || since.end > BigInt(end);
}

function toChange({ topic, id }: { topic: Topic; id: string }): Change {
  return topic === 'tasks' ? { topic } : { topic, id };
}
