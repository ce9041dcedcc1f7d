import { and, eq, exists, lt, ne, not, type SQL, sql } from 'drizzle-orm';
import { alias } from 'drizzle-orm/pg-core';
import type { Database, Transaction } from '@/db';
import { conversations, messages, taskUpdates, toolCalls } from '@/db/schema';

/** How long what was deleted can be restored, in ms. */
const KEPT_FOR = 30 * 24 * 60 * 60 * 1000;
/** How many conversations are deleted in one transaction. */
const AT_ONCE = 100;

/** Deletes for good the conversations that were in the trash for thirty days. Tasks and their history stay. */
export async function purgeTrash(db: Database, now: Date): Promise<void> {
  const before = new Date(now.getTime() - KEPT_FOR);
  let purged = AT_ONCE;
  while (purged === AT_ONCE) {
    purged = await db.transaction(async (tx) => {
      const doomed = await tx
        .select({ userId: conversations.userId, id: conversations.id })
        .from(conversations)
        .where(lt(conversations.deletedAt, before))
        .limit(AT_ONCE)
        // Another process may sweep too, or the person restore one of them.
        .for('update', { skipLocked: true });
      for (const { userId, id } of doomed) {
        await forgetSource(
          tx,
          and(eq(taskUpdates.userId, userId), eq(taskUpdates.conversationId, id)),
        );
        await tx
          .delete(conversations)
          .where(and(eq(conversations.userId, userId), eq(conversations.id, id)));
      }
      return doomed.length;
    });
  }
}

/** What stands in for the words of a message that others still follow. */
const PURGED = '…';

/**
 * Wipes the messages that were taken out of a conversation thirty days ago. A message that others
 * follow keeps its row, without its words, so that they stay where they are.
 */
export async function purgeMessages(db: Database, now: Date): Promise<void> {
  const old = lt(messages.deletedAt, new Date(now.getTime() - KEPT_FOR));
  await db.transaction(async (tx) => {
    const wiped = await tx
      .update(messages)
      .set({ content: PURGED, error: null })
      .where(and(old, ne(messages.content, PURGED)))
      .returning({ userId: messages.userId, id: messages.id });
    for (const { userId, id } of wiped) {
      await forgetSource(tx, and(eq(taskUpdates.userId, userId), eq(taskUpdates.messageId, id)));
      await tx
        .delete(toolCalls)
        .where(and(eq(toolCalls.userId, userId), eq(toolCalls.messageId, id)));
    }
  });
  const child = alias(messages, 'child');
  const followed = exists(
    db
      .select({ one: sql`1` })
      .from(child)
      .where(and(eq(child.userId, messages.userId), eq(child.parentId, messages.id))),
  );
  // From the end backwards: an answer goes before its question.
  let left = 1;
  while (left > 0) {
    const gone = await db
      .delete(messages)
      .where(and(old, not(followed)))
      .returning({ id: messages.id });
    left = gone.length;
  }
}

/** The history of the tasks stays, and no longer says which words it came from. */
async function forgetSource(tx: Transaction, where: SQL | undefined): Promise<void> {
  await tx
    .update(taskUpdates)
    .set({ conversationId: null, messageId: null, toolCallId: null })
    .where(where);
}
