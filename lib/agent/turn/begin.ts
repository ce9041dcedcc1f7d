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
import { type MessageRow, markInterrupted, titleFrom } from '@/lib/conversations';
import { NotFound, TooManyRequests } from '@/lib/http';
import type { Scope } from '@/lib/scope';
import { answerIsRunning, idIsTaken, isRunning, retryTurn } from './retry';

/** How many answers a person may ask for in a minute. */
export const TURNS_PER_MINUTE = 30;
const MINUTE = 60_000;

/** The answer to write, or the one that was already written for this message. */
export type Begun = { kind: 'run' | 'done'; answer: MessageRow };

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
    if (stored) return retryTurn(tx, scope, say, { stored, last, wait });
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
      // The same message, begun in another conversation at the same moment.
      .onConflictDoNothing()
      .returning();
    if (!answer) throw idIsTaken();
    return { kind: 'run', answer };
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
      readAt: say.now,
    })
    .onConflictDoUpdate({
      target: [conversations.userId, conversations.id],
      // Who writes in it has read it, and has no more use for it in the archive.
      set: { updatedAt: say.now, readAt: say.now, archivedAt: null },
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

function ownRow(scope: Scope, say: Say) {
  return { userId: scope.userId, conversationId: say.conversationId };
}
