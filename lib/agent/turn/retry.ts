import { and, desc, eq, sql } from 'drizzle-orm';
import type { Transaction } from '@/db';
import { messages, toolCalls } from '@/db/schema';
import { isLost, type MessageRow } from '@/lib/conversations';
import { HttpError, TooManyRequests } from '@/lib/http';
import type { Scope } from '@/lib/scope';

type Said = { conversationId: string; text: string; model: string; now: Date };

/**
 * Goes on with the answer of a message that is stored, or gives back what was answered. Only the
 * last answer of a conversation can go on: one in its middle would not know what came after it.
 * `wait`: seconds until the person may ask for another answer.
 */
export async function retryTurn(
  tx: Transaction,
  scope: Scope,
  say: Said,
  { stored, last, wait }: { stored: MessageRow; last: MessageRow | undefined; wait: number },
) {
  if (
    stored.role !== 'user' ||
    stored.conversationId !== say.conversationId ||
    stored.content !== say.text
  ) {
    throw idIsTaken();
  }
  const [answer] = await tx
    .select()
    .from(messages)
    .where(and(eq(messages.userId, scope.userId), eq(messages.parentId, stored.id)))
    .orderBy(desc(messages.createdAt))
    .limit(1);
  if (!answer) throw new Error('A stored message has no answer.');
  if (answer.status === 'complete') return { kind: 'done', answer } as const;
  if (isRunning(answer, say.now)) throw answerIsRunning();
  if (last && last.id !== answer.id) throw somethingWasSaidSince();
  const seconds = Math.max(wait, secondsToRetry(answer, say.now));
  if (seconds) throw new TooManyRequests(seconds);
  return { kind: 'run', answer: await reopen(tx, scope, answer, say) } as const;
}

/**
 * A broken-off answer goes on behind the last thing it did: what its tools wrote stays and is
 * told to the model, the text after it is written anew.
 */
async function reopen(
  tx: Transaction,
  scope: Scope,
  answer: MessageRow,
  say: Pick<Said, 'now' | 'model'>,
) {
  await tx
    .update(toolCalls)
    .set({ state: 'failed', error: 'This broke off before it was done.', finishedAt: say.now })
    .where(
      and(
        eq(toolCalls.userId, scope.userId),
        eq(toolCalls.messageId, answer.id),
        eq(toolCalls.state, 'running'),
      ),
    );
  const [last] = await tx
    .select({ offset: sql<number>`coalesce(max(${toolCalls.contentOffset}), 0)::int` })
    .from(toolCalls)
    .where(and(eq(toolCalls.userId, scope.userId), eq(toolCalls.messageId, answer.id)));
  return setRunning(tx, scope, answer.id, {
    ...say,
    content: answer.content.slice(0, last?.offset ?? 0),
  });
}

/** Marks an answer as being written again. */
export async function setRunning(
  tx: Transaction,
  scope: Scope,
  id: string,
  { now, model, content }: { now: Date; model: string; content?: string },
): Promise<MessageRow> {
  const [row] = await tx
    .update(messages)
    .set({
      status: 'streaming',
      attempt: sql`${messages.attempt} + 1`,
      heartbeatAt: now,
      finishedAt: null,
      error: null,
      model,
      content,
    })
    .where(and(eq(messages.userId, scope.userId), eq(messages.id, id)))
    .returning();
  if (!row) throw new Error('A locked message is gone.');
  return row;
}

/** The first retry is free; each one after it waits a second longer, so that a loop runs dry. */
function secondsToRetry(answer: MessageRow, now: Date): number {
  if (!answer.finishedAt) return 0;
  const pause = Math.min(60, Math.max(0, answer.attempt - 2));
  const waited = Math.max(0, now.getTime() - answer.finishedAt.getTime()) / 1000;
  return Math.max(0, Math.ceil(pause - waited));
}

/** Whether an answer is being written, by a process that is heard of. */
export function isRunning(row: MessageRow, now: Date): boolean {
  return row.status === 'streaming' && !isLost(row, now);
}

export function idIsTaken(): HttpError {
  return new HttpError(409, {
    error: 'This message id belongs to another message.',
    try_next: 'Send the message again with a new id.',
    field: 'message.id',
  });
}

function somethingWasSaidSince(): HttpError {
  return new HttpError(409, {
    error: 'Something else was said in this conversation since.',
    try_next: 'Send it again as a new message.',
  });
}

export function answerIsRunning(): HttpError {
  return new HttpError(409, {
    error: 'An answer is still being written in this conversation.',
    try_next: 'Wait until it is done, or stop it, then send this again.',
  });
}
