import { and, eq, inArray, sql } from 'drizzle-orm';
import { conversationMetadata, conversations, messages } from '@/db/schema';
import type { MessageRow } from '@/lib/conversations';
import type { Scope } from '@/lib/scope';

/**
 * Saves the text so far and a heartbeat. False when the answer is no longer running: somebody
 * stopped it, or deleted it.
 */
export async function flushAnswer(
  scope: Scope,
  answer: MessageRow,
  content: string,
): Promise<boolean> {
  const rows = await scope.run((tx) =>
    tx
      .update(messages)
      .set({ content, heartbeatAt: sql`clock_timestamp()` })
      .where(and(mine(scope, answer), eq(messages.status, 'streaming')))
      .returning({ id: messages.id }),
  );
  return rows.length > 0;
}

export type Ending = {
  status: 'complete' | 'stopped' | 'failed';
  content: string;
  error: string | null;
  inputTokens: number | null;
  outputTokens: number | null;
  steps: number;
};

/** Writes how the answer ended, with the counters. One that was stopped meanwhile stays stopped. */
export async function endAnswer(scope: Scope, answer: MessageRow, { steps, ...ending }: Ending) {
  return scope.run(async (tx) => {
    const [row] = await tx
      .update(messages)
      .set({
        ...ending,
        status: sql`case when ${messages.status} = 'stopped' then ${messages.status} else ${ending.status}::message_status end`,
        heartbeatAt: null,
        finishedAt: sql`clock_timestamp()`,
      })
      .where(and(mine(scope, answer), inArray(messages.status, ['streaming', 'stopped'])))
      .returning({ status: messages.status, finishedAt: messages.finishedAt });
    if (!row) return null;
    await tx
      .update(conversations)
      .set({ updatedAt: sql`date_trunc('milliseconds', clock_timestamp())` })
      .where(
        and(eq(conversations.userId, scope.userId), eq(conversations.id, answer.conversationId)),
      );
    await tx
      .update(conversationMetadata)
      .set({ stepCount: sql`${conversationMetadata.stepCount} + ${steps}` })
      .where(
        and(
          eq(conversationMetadata.userId, scope.userId),
          eq(conversationMetadata.conversationId, answer.conversationId),
        ),
      );
    return row.status;
  });
}

function mine(scope: Scope, answer: MessageRow) {
  return and(eq(messages.userId, scope.userId), eq(messages.id, answer.id));
}
