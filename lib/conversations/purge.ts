import { and, eq, inArray, isNotNull, lt, lte, or } from 'drizzle-orm';
import type { Database, Transaction } from '@/db';
import { conversations, messages, taskUpdates, toolCalls } from '@/db/schema';
import type { Scope } from '@/lib/scope';
import { isIn } from './kept';

/** How long the trash keeps a conversation, in days. */
export const TRASH_DAYS = 30;

/** How many conversations go in one transaction. */
const BATCH = 50;

/** Deletes a conversation in the user's trash for ever; false when there is none of this id. */
export async function deleteForever(scope: Scope, id: string): Promise<boolean> {
  return scope.run(async (tx) => {
    const found = await tx
      .select({ id: conversations.id })
      .from(conversations)
      .where(and(isIn(scope, 'trash'), eq(conversations.id, id)))
      .for('update');
    await purge(
      tx,
      scope.userId,
      found.map((row) => row.id),
    );
    return found.length > 0;
  });
}

/**
 * Deletes for ever what is in the user's trash since `until` or before, and says how many that
 * were. What is put there meanwhile stays: nobody agreed to that.
 */
export async function emptyTrash(scope: Scope, until: Date): Promise<number> {
  let purged = 0;
  for (;;) {
    const count = await scope.run(async (tx) => {
      const found = await tx
        .select({ id: conversations.id })
        .from(conversations)
        .where(and(isIn(scope, 'trash'), lte(conversations.deletedAt, until)))
        .limit(BATCH)
        .for('update');
      await purge(
        tx,
        scope.userId,
        found.map((row) => row.id),
      );
      return found.length;
    });
    purged += count;
    if (count < BATCH) return purged;
  }
}

/**
 * Deletes for ever what has been in anybody's trash for `TRASH_DAYS`, and says how many that were.
 * For the sweep: on the owner's connection, at most `limit` a call.
 */
export async function purgeOldTrash(
  db: Database,
  now: Date,
  { limit = 500 }: { limit?: number } = {},
): Promise<number> {
  const before = new Date(now.getTime() - TRASH_DAYS * 24 * 60 * 60 * 1000);
  const old = and(isNotNull(conversations.deletedAt), lt(conversations.deletedAt, before));
  const found = await db
    .select({ userId: conversations.userId, id: conversations.id })
    .from(conversations)
    .where(old)
    .orderBy(conversations.deletedAt)
    .limit(limit);
  let purged = 0;
  for (const { userId, id } of found) {
    purged += await db.transaction(async (tx) => {
      // It may have been restored since.
      const still = await tx
        .select({ id: conversations.id })
        .from(conversations)
        .where(and(eq(conversations.userId, userId), eq(conversations.id, id), old))
        .for('update');
      await purge(
        tx,
        userId,
        still.map((row) => row.id),
      );
      return still.length;
    });
  }
  return purged;
}

/**
 * Deletes conversations with everything in them. What they changed in the user's tasks stays in the
 * tasks' history, which then no longer says where it was said.
 */
async function purge(tx: Transaction, userId: string, ids: string[]): Promise<void> {
  if (ids.length === 0) return;
  const ofThem = tx
    .select({ id: messages.id })
    .from(messages)
    .where(and(eq(messages.userId, userId), inArray(messages.conversationId, ids)));
  const callsOfThem = tx
    .select({ id: toolCalls.id })
    .from(toolCalls)
    .where(and(eq(toolCalls.userId, userId), inArray(toolCalls.messageId, ofThem)));
  await tx
    .update(taskUpdates)
    .set({ conversationId: null, messageId: null, toolCallId: null })
    .where(
      and(
        eq(taskUpdates.userId, userId),
        or(
          inArray(taskUpdates.conversationId, ids),
          inArray(taskUpdates.messageId, ofThem),
          inArray(taskUpdates.toolCallId, callsOfThem),
        ),
      ),
    );
  await tx
    .delete(conversations)
    .where(and(eq(conversations.userId, userId), inArray(conversations.id, ids)));
}
