import { and, eq, isNull } from 'drizzle-orm';
import type { Transaction } from '@/db';
import { conversations, messages } from '@/db/schema';
import { HttpError, NotFound } from '@/lib/http';
import type { Scope } from '@/lib/scope';
import { isLost, type MessageRow, markInterrupted } from './messages';

/**
 * Holds the user's conversation, so that no turn begins in it meanwhile. Throws `NotFound`, also of
 * one in the trash, and 409 while an answer is being written in it.
 */
export async function holdQuiet(
  tx: Transaction,
  scope: Scope,
  conversationId: string,
  now: Date,
): Promise<void> {
  const [held] = await tx
    .select({ id: conversations.id })
    .from(conversations)
    .where(
      and(
        eq(conversations.userId, scope.userId),
        eq(conversations.id, conversationId),
        isNull(conversations.deletedAt),
      ),
    )
    .for('update');
  if (!held) throw new NotFound('conversation');
  const running = await tx
    .select({ status: messages.status, heartbeatAt: messages.heartbeatAt })
    .from(messages)
    .where(
      and(
        eq(messages.userId, scope.userId),
        eq(messages.conversationId, conversationId),
        eq(messages.status, 'streaming'),
      ),
    );
  if (running.some((row) => isRunning(row, now))) throw answerIsRunning();
  if (running.length > 0) await markInterrupted(tx, scope, conversationId, now);
}

/** Whether an answer is being written, by a process that is heard of. */
export function isRunning(row: Pick<MessageRow, 'status' | 'heartbeatAt'>, now: Date): boolean {
  return row.status === 'streaming' && !isLost(row, now);
}

export function answerIsRunning(): HttpError {
  return new HttpError(409, {
    code: 'answer_is_running',
    error: 'An answer is still being written in this conversation.',
    try_next: 'Wait until it is done, or stop it, then send this again.',
  });
}
