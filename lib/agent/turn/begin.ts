import { and, asc, desc, eq, gt, inArray, isNull, sql } from 'drizzle-orm';
import { v7 as uuidv7 } from 'uuid';
import type { Transaction } from '@/db';
import { conversationMetadata, conversations, messages, toolCalls } from '@/db/schema';
import { isLost, type MessageRow, markInterrupted, titleFrom } from '@/lib/conversations';
import { HttpError, NotFound, TooManyRequests } from '@/lib/http';
import type { Scope } from '@/lib/scope';

/** How many answers a person may ask for in a minute. */
export const TURNS_PER_MINUTE = 30;
const MINUTE = 60_000;

/** The answer to write, or the one that was already written for this message. */
export type Begun =
  | { kind: 'run'; answer: MessageRow; conversationId: string }
  | { kind: 'done'; answer: MessageRow; conversationId: string };

export type Say = {
  conversationId: string;
  /** The client's id: sending it again is a retry of the same message. */
  messageId: string;
  text: string;
  model: string;
  now: Date;
};

/**
 * Saves a person's message and the answer that is about to be written, in one transaction. A
 * message that is already stored is not stored twice: its finished answer is given back, and one
 * that broke off goes on from what it had done.
 */
export function beginTurn(scope: Scope, say: Say): Promise<Begun> {
  return scope.run(async (tx) => {
    await lockConversation(tx, scope, say);
    const stored = await findMessage(tx, scope, say.messageId);
    if (stored) return retryTurn(tx, scope, say, stored);
    await limitRate(tx, scope, say.now);
    const last = await lastMessage(tx, scope, say.conversationId);
    if (last && isRunning(last, say.now)) throw answerIsRunning();
    if (last?.status === 'streaming') await markInterrupted(tx, scope, say.conversationId, say.now);
    if (last) await dropApprovals(tx, scope, last.id, say.now);
    const [, answer] = await tx
      .insert(messages)
      .values([
        {
          ...ownRow(scope, say),
          id: say.messageId,
          parentId: last?.id,
          role: 'user',
          status: 'complete',
          content: say.text,
          createdAt: say.now,
        },
        {
          ...ownRow(scope, say),
          id: uuidv7(),
          parentId: say.messageId,
          role: 'assistant',
          status: 'streaming',
          content: '',
          model: say.model,
          heartbeatAt: say.now,
          // The answer sorts behind its question, also within the same millisecond.
          createdAt: new Date(say.now.getTime() + 1),
        },
      ])
      .returning();
    if (!answer) throw new Error('The answer was not stored.');
    await tx
      .insert(conversationMetadata)
      .values({ userId: scope.userId, conversationId: say.conversationId, messageCount: 2 })
      .onConflictDoUpdate({
        target: [conversationMetadata.userId, conversationMetadata.conversationId],
        set: { messageCount: sql`${conversationMetadata.messageCount} + 2` },
      });
    return { kind: 'run', answer, conversationId: say.conversationId };
  });
}

/**
 * Makes the conversation when it is new, and holds its row: turns in one conversation begin one
 * after the other, whichever tab they come from.
 */
async function lockConversation(tx: Transaction, scope: Scope, say: Say): Promise<void> {
  const [row] = await tx
    .insert(conversations)
    .values({
      userId: scope.userId,
      id: say.conversationId,
      title: titleFrom(say.text),
      createdAt: say.now,
      updatedAt: say.now,
    })
    .onConflictDoUpdate({
      target: [conversations.userId, conversations.id],
      set: { updatedAt: say.now },
      setWhere: isNull(conversations.deletedAt),
    })
    .returning({ id: conversations.id });
  if (!row) throw new NotFound('conversation');
}

async function findMessage(tx: Transaction, scope: Scope, id: string) {
  const [row] = await tx
    .select()
    .from(messages)
    .where(and(eq(messages.userId, scope.userId), eq(messages.id, id)))
    .limit(1);
  return row;
}

async function lastMessage(tx: Transaction, scope: Scope, conversationId: string) {
  const [row] = await tx
    .select()
    .from(messages)
    .where(and(eq(messages.userId, scope.userId), eq(messages.conversationId, conversationId)))
    .orderBy(desc(messages.createdAt), desc(messages.id))
    .limit(1);
  return row;
}

/** Answers have version 7 ids, so those of the last minute are one range of the primary key. */
async function limitRate(tx: Transaction, scope: Scope, now: Date): Promise<void> {
  const minuteAgo = uuidv7({ msecs: now.getTime() - MINUTE, random: new Uint8Array(16), seq: 0 });
  const recent = await tx
    .select({ createdAt: messages.createdAt })
    .from(messages)
    .where(
      and(
        eq(messages.userId, scope.userId),
        gt(messages.id, minuteAgo),
        eq(messages.role, 'assistant'),
        gt(messages.createdAt, new Date(now.getTime() - MINUTE)),
      ),
    )
    .orderBy(asc(messages.id))
    .limit(TURNS_PER_MINUTE);
  const oldest = recent[0];
  if (oldest && recent.length >= TURNS_PER_MINUTE) {
    const free = oldest.createdAt.getTime() + MINUTE - now.getTime();
    throw new TooManyRequests(Math.max(1, Math.ceil(free / 1000)));
  }
}

async function retryTurn(
  tx: Transaction,
  scope: Scope,
  say: Say,
  stored: MessageRow,
): Promise<Begun> {
  if (
    stored.role !== 'user' ||
    stored.conversationId !== say.conversationId ||
    stored.content !== say.text
  ) {
    throw new HttpError(409, {
      error: 'This message id belongs to another message.',
      try_next: 'Send the message again with a new id.',
      field: 'message.id',
    });
  }
  const [answer] = await tx
    .select()
    .from(messages)
    .where(and(eq(messages.userId, scope.userId), eq(messages.parentId, stored.id)))
    .orderBy(desc(messages.createdAt))
    .limit(1);
  if (!answer) throw new Error('A stored message has no answer.');
  if (answer.status === 'complete')
    return { kind: 'done', answer, conversationId: say.conversationId };
  if (isRunning(answer, say.now)) throw answerIsRunning();
  await limitRate(tx, scope, say.now);
  return {
    kind: 'run',
    answer: await reopen(tx, scope, answer, say),
    conversationId: say.conversationId,
  };
}

/**
 * A broken-off answer goes on behind the last thing it did: what its tools wrote stays and is
 * told to the model, the text after it is written anew.
 */
async function reopen(
  tx: Transaction,
  scope: Scope,
  answer: MessageRow,
  say: Pick<Say, 'now' | 'model'>,
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
    .set({ status: 'streaming', heartbeatAt: now, finishedAt: null, error: null, model, content })
    .where(and(eq(messages.userId, scope.userId), eq(messages.id, id)))
    .returning();
  if (!row) throw new Error('A locked message is gone.');
  return row;
}

/** Saying something else instead of deciding is a no. */
async function dropApprovals(
  tx: Transaction,
  scope: Scope,
  answerId: string,
  now: Date,
): Promise<void> {
  await tx
    .update(toolCalls)
    .set({
      state: 'denied',
      error: 'The person said something else instead, and nothing was changed.',
      finishedAt: now,
    })
    .where(
      and(
        eq(toolCalls.userId, scope.userId),
        eq(toolCalls.messageId, answerId),
        inArray(toolCalls.state, ['pending_approval', 'running']),
      ),
    );
}

function isRunning(row: MessageRow, now: Date): boolean {
  return row.status === 'streaming' && !isLost(row, now);
}

export function answerIsRunning(): HttpError {
  return new HttpError(409, {
    error: 'An answer is still being written in this conversation.',
    try_next: 'Wait until it is done, or stop it, then send this again.',
  });
}

function ownRow(scope: Scope, say: Say) {
  return { userId: scope.userId, conversationId: say.conversationId };
}
