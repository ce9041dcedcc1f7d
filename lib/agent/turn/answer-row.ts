import { and, eq, inArray, sql } from 'drizzle-orm';
import type { PgColumn } from 'drizzle-orm/pg-core';
import { conversationMetadata, conversations, messages } from '@/db/schema';
import type { MessageRow } from '@/lib/conversations';
import type { Scope } from '@/lib/scope';

/**
 * Saves the text so far and a heartbeat. False when the answer is no longer running: somebody
 * stopped it, deleted it, or has it written anew.
 */
export async function flushAnswer(
  scope: Scope,
  answer: MessageRow,
  content: string,
  now: Date,
): Promise<boolean> {
  // Written out, because it is what a busy server does most, and building it takes longer than sending it.
  const { rows } = await scope.run((tx) =>
    tx.execute(sql`
      update ${messages} set content = ${content}, heartbeat_at = ${now.toISOString()}
      where user_id = ${scope.userId} and id = ${answer.id} and attempt = ${answer.attempt}
        and status = 'streaming'
      returning id`),
  );
  return rows.length > 0;
}

export type Ending = {
  status: 'complete' | 'stopped' | 'failed' | 'interrupted';
  content: string;
  error: string | null;
  inputTokens: number | null;
  outputTokens: number | null;
  steps: number;
};

/**
 * Writes how the answer ended, with the counters, and gives its status: one that was stopped
 * meanwhile stays stopped. Null when it is being written anew, or gone. Does nothing the second time.
 */
export async function endAnswer(
  scope: Scope,
  answer: MessageRow,
  { steps, ...ending }: Ending,
  now: Date,
) {
  const ofConversation = (table: { userId: PgColumn; conversationId: PgColumn }) =>
    and(eq(table.userId, scope.userId), eq(table.conversationId, answer.conversationId));
  return scope.run(async (tx) => {
    const ended = tx.$with('ended').as(
      tx
        .update(messages)
        .set({
          ...ending,
          status: sql`case when ${messages.status} = 'stopped' then ${messages.status} else ${ending.status}::message_status end`,
          heartbeatAt: null,
          finishedAt: now,
        })
        .where(and(mine(scope, answer), inArray(messages.status, ['streaming', 'stopped'])))
        .returning({ status: messages.status }),
    );
    const happened = sql`exists (select from ${ended})`;
    const used = tx.$with('used').as(
      tx
        .update(conversations)
        .set({ updatedAt: now })
        .where(
          and(
            ofConversation({ userId: conversations.userId, conversationId: conversations.id }),
            happened,
          ),
        ),
    );
    const counted = tx.$with('counted').as(
      tx
        .update(conversationMetadata)
        .set({ stepCount: sql`${conversationMetadata.stepCount} + ${steps}` })
        .where(and(ofConversation(conversationMetadata), happened)),
    );
    const [row] = await tx.with(ended, used, counted).select({ status: ended.status }).from(ended);
    if (row) return row.status;
    const [known] = await tx
      .select({ status: messages.status })
      .from(messages)
      .where(mine(scope, answer));
    return known?.status ?? null;
  });
}

/** The answer, as long as this writing of it is the newest and nobody has ended it. */
export function isWriting(scope: Scope, answer: MessageRow) {
  return and(mine(scope, answer), eq(messages.status, 'streaming'));
}

/** The answer, as long as this writing of it is the newest. */
function mine(scope: Scope, answer: MessageRow) {
  return and(
    eq(messages.userId, scope.userId),
    eq(messages.id, answer.id),
    eq(messages.attempt, answer.attempt),
  );
}
