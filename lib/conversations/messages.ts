import { and, asc, desc, eq, inArray, isNull, lt, or, sql } from 'drizzle-orm';
import type { Transaction } from '@/db';
import { messages, toolCalls } from '@/db/schema';
import type { Scope } from '@/lib/scope';
import { decodeCursor, encodeCursor } from './cursor';

export type MessageRow = typeof messages.$inferSelect;
export type ToolCallRow = typeof toolCalls.$inferSelect;
/** A message with what the assistant did in it, in the order it was done. */
export type StoredMessage = MessageRow & { toolCalls: ToolCallRow[] };

/** A running answer that hasn't been heard of for this long has lost its process, in ms. */
export const HEARTBEAT_LIMIT = 20_000;

/**
 * The messages of the user's conversation, oldest first, ending before `cursor` (or at the
 * newest). `previous_cursor` leads to the page before it.
 */
export function pageMessages(
  scope: Scope,
  conversationId: string,
  { before, limit, now }: { before?: string; limit: number; now: Date },
): Promise<{ messages: StoredMessage[]; previous_cursor: string | null }> {
  const until = before === undefined ? undefined : decodeCursor(before);
  return scope.run(async (tx) => {
    const rows = await tx
      .select()
      .from(messages)
      .where(
        and(
          eq(messages.userId, scope.userId),
          eq(messages.conversationId, conversationId),
          until &&
            sql`(${messages.createdAt}, ${messages.id}) < (${until.at}::timestamptz, ${until.id}::uuid)`,
        ),
      )
      .orderBy(desc(messages.createdAt), desc(messages.id))
      .limit(limit + 1);
    const page = rows.slice(0, limit).reverse();
    if (page.some((row) => isLost(row, now))) await markInterrupted(tx, scope, conversationId, now);
    const first = page[0];
    return {
      messages: await withToolCalls(
        tx,
        scope,
        page.map((row) => (isLost(row, now) ? { ...row, status: 'interrupted' as const } : row)),
      ),
      previous_cursor:
        rows.length > limit && first ? encodeCursor(first.createdAt, first.id) : null,
    };
  });
}

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
      : await tx
          .select()
          .from(toolCalls)
          .where(and(eq(toolCalls.userId, scope.userId), inArray(toolCalls.messageId, answers)))
          .orderBy(
            asc(toolCalls.messageId),
            asc(toolCalls.step),
            asc(toolCalls.contentOffset),
            asc(toolCalls.id),
          );
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
