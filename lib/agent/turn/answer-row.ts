import { and, eq, inArray, sql } from 'drizzle-orm';
import type { PgColumn } from 'drizzle-orm/pg-core';
import { conversationMetadata, conversations, messages } from '@/db/schema';
import { writeOnce } from '@/db/write-once';
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
  return scope.run(async (tx) => {
    const [row] = await endOnce(tx, {
      ...ending,
      userId: scope.userId,
      conversationId: answer.conversationId,
      id: answer.id,
      attempt: answer.attempt,
      steps,
      now: now.toISOString(),
    });
    if (row) return row.status;
    const [known] = await tx
      .select({ status: messages.status })
      .from(messages)
      .where(mine(scope, answer));
    return known?.status ?? null;
  });
}

type Known = { userId: string; conversationId: string; id: string; attempt: number; now: string };

const endOnce = writeOnce<Ending & Known>()((db, value) => {
  const ofConversation = (table: { userId: PgColumn; conversationId: PgColumn }) =>
    and(eq(table.userId, value('userId')), eq(table.conversationId, value('conversationId')));
  const ended = db.$with('ended').as(
    db
      .update(messages)
      .set({
        status: sql`case when ${messages.status} = 'stopped' then ${messages.status} else ${value('status')}::message_status end`,
        content: sql`${value('content')}`,
        error: sql`${value('error')}`,
        inputTokens: sql`${value('inputTokens')}`,
        outputTokens: sql`${value('outputTokens')}`,
        heartbeatAt: null,
        finishedAt: sql`${value('now')}`,
      })
      .where(
        and(
          eq(messages.userId, value('userId')),
          eq(messages.id, value('id')),
          eq(messages.attempt, value('attempt')),
          inArray(messages.status, ['streaming', 'stopped']),
        ),
      )
      .returning({ status: messages.status }),
  );
  const happened = sql`exists (select from ${ended})`;
  const used = db.$with('used').as(
    db
      .update(conversations)
      .set({ updatedAt: sql`${value('now')}` })
      .where(
        and(
          ofConversation({ userId: conversations.userId, conversationId: conversations.id }),
          happened,
        ),
      ),
  );
  const counted = db.$with('counted').as(
    db
      .update(conversationMetadata)
      .set({ stepCount: sql`${conversationMetadata.stepCount} + ${value('steps')}` })
      .where(and(ofConversation(conversationMetadata), happened)),
  );
  return db.with(ended, used, counted).select({ status: ended.status }).from(ended);
});

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
