import {
  and,
  desc,
  eq,
  exists,
  getTableColumns,
  gt,
  inArray,
  isNull,
  or,
  type SQL,
  sql,
} from 'drizzle-orm';
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
  /** `fresh`: nothing was done in it yet. */
  { kind: 'run'; answer: MessageRow; fresh: boolean } | { kind: 'done'; answer: MessageRow };

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
    const wait = await lockConversation(tx, scope, say);
    const { stored, last } = await findMessages(tx, scope, say);
    if (stored) return retryTurn(tx, scope, say, stored, wait);
    if (wait) throw new TooManyRequests(wait);
    if (last && isRunning(last, say.now)) throw answerIsRunning();
    if (last?.status === 'streaming') await markInterrupted(tx, scope, say.conversationId, say.now);
    if (last?.waits) await dropApprovals(tx, scope, last.id, say.now);
    const counted = tx.$with('counted').as(
      tx
        .insert(conversationMetadata)
        .values({ userId: scope.userId, conversationId: say.conversationId, messageCount: 2 })
        .onConflictDoUpdate({
          target: [conversationMetadata.userId, conversationMetadata.conversationId],
          set: { messageCount: sql`${conversationMetadata.messageCount} + 2` },
        }),
    );
    const [, answer] = await tx
      .with(counted)
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
    return { kind: 'run', answer, fresh: true };
  });
}

/**
 * Makes the conversation when it is new, and holds its row: turns in one conversation begin one
 * after the other, whichever tab they come from. Gives the seconds to wait for the next answer.
 */
async function lockConversation(tx: Transaction, scope: Scope, say: Say): Promise<number> {
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
    .returning({ limitedSince: limitedSince(tx, scope, say.now) });
  if (!row) throw new NotFound('conversation');
  if (row.limitedSince === null) return 0;
  const free = row.limitedSince + MINUTE - say.now.getTime();
  return Math.max(1, Math.ceil(free / 1000));
}

/**
 * When the oldest of the last `TURNS_PER_MINUTE` answers was asked for, in ms, if all of them came
 * within a minute. Answers have version 7 ids, so those of a minute are one range of the primary key.
 */
function limitedSince(tx: Transaction, scope: Scope, now: Date): SQL<number | null> {
  const minuteAgo = uuidv7({ msecs: now.getTime() - MINUTE, random: new Uint8Array(16), seq: 0 });
  const oldest = tx
    .select({ at: sql`extract(epoch from ${messages.createdAt}) * 1000` })
    .from(messages)
    .where(
      and(
        eq(messages.userId, scope.userId),
        gt(messages.id, minuteAgo),
        eq(messages.role, 'assistant'),
        gt(messages.createdAt, new Date(now.getTime() - MINUTE)),
      ),
    )
    .orderBy(desc(messages.id))
    .offset(TURNS_PER_MINUTE - 1)
    .limit(1);
  return sql<number | null>`(${oldest})`.mapWith(Number);
}

/** The message that is said, if it is stored, and the last one of the conversation. */
async function findMessages(tx: Transaction, scope: Scope, say: Say) {
  const own = eq(messages.userId, scope.userId);
  const lastId = tx
    .select({ id: messages.id })
    .from(messages)
    .where(and(own, eq(messages.conversationId, say.conversationId)))
    .orderBy(desc(messages.createdAt), desc(messages.id))
    .limit(1);
  const waiting = tx
    .select({ id: toolCalls.id })
    .from(toolCalls)
    .where(
      and(
        eq(toolCalls.userId, messages.userId),
        eq(toolCalls.messageId, messages.id),
        inArray(toolCalls.state, ['pending_approval', 'running']),
      ),
    );
  const rows = await tx
    .select({
      ...getTableColumns(messages),
      isLast: sql<boolean>`${messages.id} = (${lastId})`,
      /** Whether calls of it wait for the person's word. */
      waits: sql<boolean>`${exists(waiting)}`,
    })
    .from(messages)
    .where(and(own, or(eq(messages.id, say.messageId), eq(messages.id, lastId))));
  return {
    stored: rows.find(({ id }) => id === say.messageId),
    last: rows.find(({ isLast }) => isLast),
  };
}

async function retryTurn(
  tx: Transaction,
  scope: Scope,
  say: Say,
  stored: MessageRow,
  wait: number,
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
  if (answer.status === 'complete') return { kind: 'done', answer };
  if (isRunning(answer, say.now)) throw answerIsRunning();
  if (wait) throw new TooManyRequests(wait);
  return { kind: 'run', answer: await reopen(tx, scope, answer, say), fresh: false };
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
