import { and, asc, desc, eq, isNull, lt, or, type Placeholder, type SQL, sql } from 'drizzle-orm';
import type { Database, Transaction } from '@/db';
import { messages, toolCalls } from '@/db/schema';
import { type Value, writeOnce } from '@/db/write-once';
import { NotFound } from '@/lib/http';
import type { Scope } from '@/lib/scope';
import { decodeCursor, encodeCursor } from './cursor';
import { expireCalls } from './expired-calls';

export type MessageRow = typeof messages.$inferSelect;
export type ToolCallRow = typeof toolCalls.$inferSelect;
/** A message with what the assistant did in it, in the order it was done. */
export type StoredMessage = MessageRow & { toolCalls: ToolCallRow[] };

/** Where a page stands: before or after a cursor, around a message, or else at the newest. */
export type PagePlace = { before?: string; after?: string; around?: string };
export type MessagePage<Message> = {
  /** Oldest first. */
  messages: Message[];
  /** Leads to the page before; null at the oldest message. */
  previous_cursor: string | null;
  /** Leads to the page after; null at the newest message. */
  next_cursor: string | null;
};

/** A running answer that hasn't been heard of for this long has lost its process, in ms. */
export const HEARTBEAT_LIMIT = 20_000;

/**
 * A page of the shown messages of the user's conversation. `around` is a message id, with about
 * half of the page on each side of it; where that message isn't shown any more, the page is of its
 * time. Throws `BadCursor`, and `NotFound` for a message of another conversation.
 */
export function pageMessages(
  scope: Scope,
  conversationId: string,
  { limit, now, ...place }: PagePlace & { limit: number; now: Date },
): Promise<MessagePage<StoredMessage>> {
  return scope.run(async (tx) => {
    const { rows, ...cursors } = await findPage(tx, scope, conversationId, place, limit);
    if (rows.some((row) => isLost(row, now))) await markInterrupted(tx, scope, conversationId, now);
    const stored = await withToolCalls(
      tx,
      scope,
      rows.map((row) => (isLost(row, now) ? { ...row, status: 'interrupted' as const } : row)),
    );
    return { messages: stored.map((message) => expireCalls(message, now)), ...cursors };
  });
}

/** On the path that is shown: of several versions the chosen one, and not taken out. */
export function isShown({ userId }: Scope, conversationId: string): SQL | undefined {
  return shown(userId, conversationId);
}

/** The same in a query that is written once. */
export function isShownOf(
  value: Value<{ userId: string; conversationId: string }>,
): SQL | undefined {
  return shown(value('userId'), value('conversationId'));
}

function shown(userId: string | Placeholder, conversationId: string | Placeholder) {
  return and(
    eq(messages.userId, userId),
    eq(messages.conversationId, conversationId),
    eq(messages.active, true),
    isNull(messages.deletedAt),
  );
}

type Found = { rows: MessageRow[]; previous_cursor: string | null; next_cursor: string | null };

async function findPage(
  tx: Transaction,
  scope: Scope,
  conversationId: string,
  { before, after, around }: PagePlace,
  limit: number,
): Promise<Found> {
  const shown = { userId: scope.userId, conversationId };
  const newer = (than: Place, count: number) =>
    readAfter(tx, { ...shown, ...than, many: count + 1 });

  if (around !== undefined) {
    const place = await placeOf(tx, scope, conversationId, around);
    const half = Math.ceil(limit / 2);
    const upTo = await readUpTo(tx, { ...shown, ...place, many: half + 1 });
    const from = await newer(place, limit - half);
    const rows = [...upTo.slice(0, half).reverse(), ...from.slice(0, limit - half)];
    return {
      rows,
      previous_cursor: upTo.length > half ? cursorOf(rows[0]) : null,
      next_cursor: from.length > limit - half ? cursorOf(rows.at(-1)) : null,
    };
  }
  if (after !== undefined) {
    const found = await newer(decodeCursor(after), limit);
    const rows = found.slice(0, limit);
    return {
      rows,
      previous_cursor: cursorOf(rows[0]) ?? after,
      next_cursor: found.length > limit ? cursorOf(rows.at(-1)) : null,
    };
  }
  const many = limit + 1;
  const found =
    before === undefined
      ? await readNewest(tx, { ...shown, many })
      : await readBefore(tx, { ...shown, ...decodeCursor(before), many });
  const rows = found.slice(0, limit).reverse();
  return {
    rows,
    previous_cursor: found.length > limit ? cursorOf(rows[0]) : null,
    next_cursor: before === undefined ? null : (cursorOf(rows.at(-1)) ?? before),
  };
}

/** An instant in ISO 8601, UTC, and the id that tells apart what came in the same one. */
type Place = { at: string; id: string };

type Shown = { userId: string; conversationId: string; many: number };

const readNewest = writeOnce<Shown>()((db, value) => page(db, value, 'desc'));
const readBefore = writeOnce<Shown & Place>()((db, value) =>
  page(db, value, 'desc', beside(value, sql`<`)),
);
const readUpTo = writeOnce<Shown & Place>()((db, value) =>
  page(db, value, 'desc', beside(value, sql`<=`)),
);
const readAfter = writeOnce<Shown & Place>()((db, value) =>
  page(db, value, 'asc', beside(value, sql`>`)),
);

function page(db: Database, value: Value<Shown>, order: 'asc' | 'desc', place?: SQL) {
  const by = { asc, desc }[order];
  return db
    .select()
    .from(messages)
    .where(and(isShownOf(value), place))
    .orderBy(by(messages.createdAt), by(messages.id))
    .limit(value('many'));
}

/** A comparison of whole keys, of which the index on the time holds the first part. */
function beside(value: Value<Place>, comparison: SQL): SQL {
  return sql`(${messages.createdAt}, ${messages.id}) ${comparison} (${value('at')}::timestamptz, ${value('id')}::uuid)`;
}

async function placeOf(
  tx: Transaction,
  scope: Scope,
  conversationId: string,
  id: string,
): Promise<Place> {
  const [row] = await tx
    .select({ createdAt: messages.createdAt })
    .from(messages)
    .where(
      and(
        eq(messages.userId, scope.userId),
        eq(messages.id, id),
        eq(messages.conversationId, conversationId),
      ),
    );
  if (!row) throw new NotFound('message');
  return { at: row.createdAt.toISOString(), id };
}

function cursorOf(row: MessageRow | undefined): string | null {
  return row ? encodeCursor(row.createdAt, row.id) : null;
}

const readToolCalls = writeOnce<{ userId: string; messageIds: string[] }>()((db, value) =>
  db
    .select()
    .from(toolCalls)
    .where(
      and(
        eq(toolCalls.userId, value('userId')),
        sql`${toolCalls.messageId} = any(${value('messageIds')}::uuid[])`,
      ),
    )
    .orderBy(
      asc(toolCalls.messageId),
      asc(toolCalls.step),
      asc(toolCalls.contentOffset),
      asc(toolCalls.id),
    ),
);

/** Joins messages with their tool calls; one query for all of them. */
export async function withToolCalls(
  tx: Transaction,
  scope: Scope,
  rows: MessageRow[],
): Promise<StoredMessage[]> {
  const answers = rows.filter((row) => row.role === 'assistant').map((row) => row.id);
  const calls =
    answers.length === 0
      ? []
      : await readToolCalls(tx, { userId: scope.userId, messageIds: answers });
  const byMessage = Map.groupBy(calls, (call) => call.messageId);
  return rows.map((row) => ({ ...row, toolCalls: byMessage.get(row.id) ?? [] }));
}

/** Answers whose process is gone become 'interrupted', with the text that they had. */
export async function markInterrupted(
  tx: Transaction,
  scope: Scope,
  conversationId: string,
  now: Date,
): Promise<void> {
  await tx
    .update(messages)
    .set({ status: 'interrupted', finishedAt: now })
    .where(
      and(
        eq(messages.userId, scope.userId),
        eq(messages.conversationId, conversationId),
        eq(messages.status, 'streaming'),
        or(isNull(messages.heartbeatAt), lt(messages.heartbeatAt, lostBefore(now))),
      ),
    );
}

/** Whether this running answer has lost its process. */
export function isLost(row: Pick<MessageRow, 'status' | 'heartbeatAt'>, now: Date): boolean {
  return (
    row.status === 'streaming' && (row.heartbeatAt === null || row.heartbeatAt < lostBefore(now))
  );
}

/** Running answers that were last heard of before this have lost their process. */
export function lostBefore(now: Date): Date {
  return new Date(now.getTime() - HEARTBEAT_LIMIT);
}
