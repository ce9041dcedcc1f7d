import { and, desc, eq, isNull, sql } from 'drizzle-orm';
import type { Transaction } from '@/db';
import { messages, toolCalls } from '@/db/schema';
import { answerIsRunning, isRunning, type MessageRow } from '@/lib/conversations';
import { HttpError, TooManyRequests } from '@/lib/http';
import type { Scope } from '@/lib/scope';
import { type Ask, type Begun, idIsTaken, type Say, storeAnswer } from './store-turn';

/** What is known of the conversation. */
type Known = { last: MessageRow | undefined };

/**
 * Goes on with the answer of a message that is stored, or gives back what was answered. Only the
 * last answer of a conversation can go on: one in its middle would not know what came after it.
 */
export async function retryTurn(
  tx: Transaction,
  scope: Scope,
  say: Say,
  { stored, ...known }: Known & { stored: MessageRow },
): Promise<Begun> {
  if (
    stored.role !== 'user' ||
    stored.conversationId !== say.conversationId ||
    stored.content !== say.text
  ) {
    throw idIsTaken();
  }
  if (stored.deletedAt) throw wasTakenOut();
  // Of several answers, the one that is shown.
  const [answer] = await tx
    .select()
    .from(messages)
    .where(
      and(
        eq(messages.userId, scope.userId),
        eq(messages.parentId, stored.id),
        isNull(messages.deletedAt),
      ),
    )
    .orderBy(desc(messages.active), desc(messages.createdAt))
    .limit(1);
  if (answer) return retryAnswer(tx, scope, say, { answer, ...known });
  if (known.last?.id !== stored.id) throw somethingWasSaidSince();
  if (say.wait) throw new TooManyRequests(say.wait);
  return storeAnswer(tx, scope, say, { parentId: stored.id, after: stored });
}

/** Goes on with an answer that is stored, or gives it back when it is done. */
export async function retryAnswer(
  tx: Transaction,
  scope: Scope,
  ask: Ask,
  { answer, last }: Known & { answer: MessageRow },
): Promise<Begun> {
  if (answer.status === 'complete') return { kind: 'done', answer };
  if (isRunning(answer, ask.now)) throw answerIsRunning();
  if (last?.id !== answer.id) throw somethingWasSaidSince();
  const seconds = Math.max(ask.wait, secondsToRetry(answer, ask.now));
  if (seconds) throw new TooManyRequests(seconds);
  return { kind: 'run', answer: await reopen(tx, scope, answer, ask) };
}

/**
 * A broken-off answer goes on behind the last thing it did: what its tools wrote stays and is
 * told to the model, the text after it is written anew.
 */
async function reopen(
  tx: Transaction,
  scope: Scope,
  answer: MessageRow,
  say: Pick<Ask, 'now' | 'model'>,
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

function somethingWasSaidSince(): HttpError {
  return new HttpError(409, {
    error: 'Something else was said in this conversation since.',
    try_next: 'Send it again as a new message.',
  });
}

function wasTakenOut(): HttpError {
  return new HttpError(409, {
    error: 'This message was taken out of the conversation.',
    try_next: 'Bring it back, or send it again as a new message.',
  });
}
