import {
  and,
  desc,
  eq,
  exists,
  getTableColumns,
  inArray,
  isNotNull,
  isNull,
  or,
  type SQL,
  sql,
} from 'drizzle-orm';
import { alias } from 'drizzle-orm/pg-core';
import type { Transaction } from '@/db';
import { conversations, messages, toolCalls } from '@/db/schema';
import { writeOnce } from '@/db/write-once';
import {
  answerIsRunning,
  EXPIRED,
  endOfPath,
  expiredBefore,
  isRunning,
  isShownOf,
  type MessageRow,
  markInterrupted,
  titleFrom,
} from '@/lib/conversations';
import { NotFound, TooManyRequests } from '@/lib/http';
import { requireFit, usedBy } from '@/lib/quota';
import type { Scope } from '@/lib/scope';
import { retryTurn } from './retry';
import { type Ask, type Begun, type Say, storeTurn } from './store-turn';

/**
 * Saves a person's message and the answer that is about to be written, in one transaction. A
 * message that is already stored is not stored twice: its finished answer is given back, and one
 * that broke off goes on from what it had done.
 */
export function beginTurn(scope: Scope, say: Say): Promise<Begun> {
  return scope.run(async (tx) => {
    const { used, isNew } = await lockConversation(tx, scope, say);
    const { stored, last } = await findMessages(tx, scope, say, say.messageId);
    if (stored) return retryTurn(tx, scope, say, { stored, last });
    if (say.wait) throw new TooManyRequests(say.wait);
    requireFit(used, {
      conversations: Number(isNew),
      messages: 2,
      bytes: Buffer.byteLength(say.text),
    });
    await settle(tx, scope, say, last);
    const end = last && !last.hides ? last : await endOfPath(tx, scope, say.conversationId, last);
    const question = { id: say.messageId, parentId: end?.id, content: say.text };
    return storeTurn(tx, scope, say, { question, after: end });
  });
}

/** The last message that is shown, with what has to be known before another follows it. */
export type Last = MessageRow & {
  /** Whether calls of it wait for the person's word. */
  waits: boolean;
  /** Whether what followed it was taken out of the conversation. */
  hides: boolean;
};

/**
 * Makes room for another answer: one that lost its process is marked, and what waits for a word is
 * dropped. Throws 409 while an answer is being written.
 */
export async function settle(
  tx: Transaction,
  scope: Scope,
  { conversationId, now }: Ask,
  last: Last | undefined,
): Promise<void> {
  if (last && isRunning(last, now)) throw answerIsRunning();
  if (last?.status === 'streaming') await markInterrupted(tx, scope, conversationId, now);
  if (last?.waits) await dropApprovals(tx, scope, last.id, now);
}

const insertOrLock = writeOnce<{ userId: string; id: string; title: string; now: Date }>()(
  (db, value) =>
    db
      .insert(conversations)
      .values({
        userId: value('userId'),
        id: value('id'),
        title: value('title'),
        createdAt: value('now'),
        updatedAt: value('now'),
        readAt: value('now'),
      })
      .onConflictDoUpdate({
        target: [conversations.userId, conversations.id],
        set: usedAt(sql<Date>`excluded.updated_at`),
        setWhere: isNull(conversations.deletedAt),
      })
      // A row that no transaction has changed is one that was just made.
      .returning({ used: usedBy(db, value), isNew: sql<boolean>`xmax = 0` }),
);

/**
 * Makes the conversation when it is new, and holds its row: turns in one conversation begin one
 * after the other, whichever tab they come from. Gives what the person has besides.
 */
async function lockConversation(tx: Transaction, scope: Scope, say: Say) {
  const [row] = await insertOrLock(tx, {
    userId: scope.userId,
    id: say.conversationId,
    title: titleFrom(say.text),
    now: say.now,
  });
  if (!row) throw new NotFound('conversation');
  return row;
}

const lockExisting = writeOnce<{ userId: string; id: string; now: string }>()((db, value) =>
  db
    .update(conversations)
    .set(usedAt(sql<Date>`${value('now')}`))
    .where(
      and(
        eq(conversations.userId, value('userId')),
        eq(conversations.id, value('id')),
        isNull(conversations.deletedAt),
      ),
    )
    .returning({ used: usedBy(db, value) }),
);

/** The same for a turn in a conversation that must be there; throws `NotFound`. */
export async function lockKnown(tx: Transaction, scope: Scope, ask: Ask): Promise<number[]> {
  const [row] = await lockExisting(tx, {
    userId: scope.userId,
    id: ask.conversationId,
    now: ask.now.toISOString(),
  });
  if (!row) throw new NotFound('conversation');
  return row.used;
}

/** Who writes in a conversation has read it, and has no more use for it in the archive. */
function usedAt(now: SQL<Date>) {
  return { updatedAt: now, readAt: now, archivedAt: null };
}

const findStoredAndLast = writeOnce<{ userId: string; conversationId: string; id: string }>()(
  (db, value) => {
    const lastId = db
      .select({ id: messages.id })
      .from(messages)
      .where(isShownOf(value))
      .orderBy(desc(messages.createdAt), desc(messages.id))
      .limit(1);
    const waiting = db
      .select({ id: toolCalls.id })
      .from(toolCalls)
      .where(
        and(
          eq(toolCalls.userId, messages.userId),
          eq(toolCalls.messageId, messages.id),
          inArray(toolCalls.state, ['pending_approval', 'running']),
        ),
      );
    const next = alias(messages, 'next');
    const hidden = db
      .select({ id: next.id })
      .from(next)
      .where(
        and(
          eq(next.userId, messages.userId),
          eq(next.parentId, messages.id),
          isNotNull(next.deletedAt),
        ),
      );
    return db
      .select({
        ...getTableColumns(messages),
        isLast: sql<boolean>`${messages.id} = (${lastId})`,
        waits: sql<boolean>`${exists(waiting)}`,
        hides: sql<boolean>`${exists(hidden)}`,
      })
      .from(messages)
      .where(
        and(
          eq(messages.userId, value('userId')),
          or(eq(messages.id, value('id')), eq(messages.id, lastId)),
        ),
      );
  },
);

/** The message of this id, if it is stored, and the last one that the conversation shows. */
export async function findMessages(
  tx: Transaction,
  scope: Scope,
  { conversationId }: Ask,
  id: string,
): Promise<{ stored: MessageRow | undefined; last: Last | undefined }> {
  const rows = await findStoredAndLast(tx, { userId: scope.userId, conversationId, id });
  return {
    stored: rows.find((row) => row.id === id),
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
      error: sql`case when ${toolCalls.startedAt} < ${expiredBefore(now).toISOString()} then ${EXPIRED}
        else 'The person said something else instead, and nothing was changed.' end`,
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
