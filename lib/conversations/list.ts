import { and, asc, eq, exists, gt, isNotNull, isNull, type SQL, sql } from 'drizzle-orm';
import type { Transaction } from '@/db';
import { conversations, messages } from '@/db/schema';
import type { Scope } from '@/lib/scope';
import { decodeCursor, encodeCursor } from './cursor';
import { lostBefore } from './messages';

/** A conversation in the sidebar. Instants are ISO 8601, UTC. */
export type ConversationSummary = {
  id: string;
  title: string;
  created_at: string;
  /** When its last message came. */
  updated_at: string;
  /** Whether an answer is being written. */
  running: boolean;
  /** Whether an answer has ended since the person last saw it. */
  unread: boolean;
  pinned: boolean;
};

export type ConversationPage = {
  /** The pinned ones in the order they were pinned: all of them on the first page, none after it. */
  pinned: ConversationSummary[];
  /** The others, last used first. */
  conversations: ConversationSummary[];
  next_cursor: string | null;
};

/**
 * The user's conversations that are neither archived nor in the trash, a page at a time. `limit`:
 * 1 to 100, default 30.
 */
export async function listConversations(
  scope: Scope,
  { cursor, limit = 30, now }: { cursor?: string; limit?: number; now: Date },
): Promise<ConversationPage> {
  const from = cursor === undefined ? undefined : decodeCursor(cursor);
  return scope.run(async (tx) => {
    const pinned = from
      ? []
      : await summaries(tx, now)
          .where(inSidebar(scope, isNotNull(conversations.pinnedAt)))
          .orderBy(asc(conversations.pinnedAt));
    const rows = await summaries(tx, now)
      .where(
        inSidebar(
          scope,
          isNull(conversations.pinnedAt),
          from &&
            sql`(${conversations.updatedAt}, ${conversations.id}) < (${from.at}::timestamptz, ${from.id}::uuid)`,
        ),
      )
      // As the index has it: Postgres takes another place of nulls for another order.
      .orderBy(
        sql`${conversations.updatedAt} desc nulls last`,
        sql`${conversations.id} desc nulls last`,
      )
      .limit(limit + 1);
    const page = rows.slice(0, limit);
    const last = page.at(-1);
    return {
      pinned: pinned.map(toSummary),
      conversations: page.map(toSummary),
      next_cursor: rows.length > limit && last ? encodeCursor(last.updatedAt, last.id) : null,
    };
  });
}

function summaries(tx: Transaction, now: Date) {
  return tx
    .select({
      id: conversations.id,
      title: conversations.title,
      createdAt: conversations.createdAt,
      updatedAt: conversations.updatedAt,
      running: sql<boolean>`${exists(runningAnswer(tx, now))}`,
      // An answer's end moves updated_at, a turn's beginning moves both; one never opened has no mark.
      unread: sql<boolean>`coalesce(${conversations.updatedAt} > ${conversations.readAt}, false)`,
      pinned: sql<boolean>`${conversations.pinnedAt} is not null`,
    })
    .from(conversations)
    .$dynamic();
}

function inSidebar(scope: Scope, ...conditions: (SQL | undefined)[]) {
  return and(
    eq(conversations.userId, scope.userId),
    isNull(conversations.deletedAt),
    isNull(conversations.archivedAt),
    ...conditions,
  );
}

function runningAnswer(tx: Transaction, now: Date) {
  return tx
    .select({ id: messages.id })
    .from(messages)
    .where(
      and(
        eq(messages.userId, conversations.userId),
        eq(messages.conversationId, conversations.id),
        eq(messages.status, 'streaming'),
        gt(messages.heartbeatAt, lostBefore(now)),
      ),
    );
}

type SummaryRow = Awaited<ReturnType<typeof summaries>>[number];

function toSummary({ createdAt, updatedAt, ...row }: SummaryRow): ConversationSummary {
  return {
    ...row,
    created_at: createdAt.toISOString(),
    updated_at: updatedAt.toISOString(),
  };
}
