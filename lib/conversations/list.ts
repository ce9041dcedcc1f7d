import { and, desc, eq, exists, gt, isNull, sql } from 'drizzle-orm';
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
};

export type ConversationPage = {
  conversations: ConversationSummary[];
  next_cursor: string | null;
};

/** The user's conversations, last used first, a page at a time. `limit`: 1 to 100, default 30. */
export async function listConversations(
  scope: Scope,
  { cursor, limit = 30, now }: { cursor?: string; limit?: number; now: Date },
): Promise<ConversationPage> {
  const from = cursor === undefined ? undefined : decodeCursor(cursor);
  const rows = await scope.run((tx) =>
    tx
      .select({
        id: conversations.id,
        title: conversations.title,
        createdAt: conversations.createdAt,
        updatedAt: conversations.updatedAt,
        running: sql<boolean>`${exists(runningAnswer(tx, now))}`,
      })
      .from(conversations)
      .where(
        and(
          eq(conversations.userId, scope.userId),
          isNull(conversations.deletedAt),
          from &&
            sql`(${conversations.updatedAt}, ${conversations.id}) < (${from.at}::timestamptz, ${from.id}::uuid)`,
        ),
      )
      .orderBy(desc(conversations.updatedAt), desc(conversations.id))
      .limit(limit + 1),
  );
  const page = rows.slice(0, limit);
  const last = page.at(-1);
  return {
    conversations: page.map(({ createdAt, updatedAt, ...row }) => ({
      ...row,
      created_at: createdAt.toISOString(),
      updated_at: updatedAt.toISOString(),
    })),
    next_cursor: rows.length > limit && last ? encodeCursor(last.updatedAt, last.id) : null,
  };
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
