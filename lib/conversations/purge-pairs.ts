import { and, asc, eq, inArray, isNotNull, isNull, lt, or, sql } from 'drizzle-orm';
import type { Database, Transaction } from '@/db';
import { conversationMetadata, conversations, messages, taskUpdates, toolCalls } from '@/db/schema';

/**
 * Deletes for ever what anybody took out of a conversation before `before`, and says how many
 * messages that were. For the sweep, on the owner's connection: about `limit` a call.
 */
export async function purgeOldPairs(
  db: Database,
  { before, limit = 500 }: { before: Date; limit?: number },
): Promise<number> {
  const found = await db
    .select({ userId: messages.userId, conversationId: messages.conversationId })
    .from(messages)
    .where(and(isNotNull(messages.deletedAt), lt(messages.deletedAt, before)))
    .orderBy(asc(messages.deletedAt))
    .limit(limit);
  const places = new Map(found.map((place) => [`${place.userId} ${place.conversationId}`, place]));
  let purged = 0;
  for (const place of places.values())
    purged += await db.transaction((tx) => purge(tx, place, before));
  return purged;
}

type Place = { userId: string; conversationId: string };

async function purge(
  tx: Transaction,
  { userId, conversationId }: Place,
  before: Date,
): Promise<number> {
  // No turn begins in it, and nobody restores something, meanwhile.
  await tx
    .select({ id: conversations.id })
    .from(conversations)
    .where(and(eq(conversations.userId, userId), eq(conversations.id, conversationId)))
    .for('update');
  const ofUser = eq(messages.userId, userId);
  const columns = { id: messages.id, parentId: messages.parentId };
  const taken = await tx
    .select(columns)
    .from(messages)
    .where(
      and(
        ofUser,
        eq(messages.conversationId, conversationId),
        isNotNull(messages.deletedAt),
        lt(messages.deletedAt, before),
      ),
    );
  if (taken.length === 0) return 0;
  // Other answers to a question that goes have nothing left to answer.
  const answers = await tx
    .select(columns)
    .from(messages)
    .where(
      and(
        ofUser,
        inArray(messages.parentId, idsOf(taken)),
        eq(messages.role, 'assistant'),
        isNull(messages.deletedAt),
      ),
    );
  const gone = new Map([...taken, ...answers].map(({ id, parentId }) => [id, parentId]));
  await linkPast(tx, userId, gone);
  await forgetSource(tx, userId, [...gone.keys()]);
  await tx.delete(messages).where(and(ofUser, inArray(messages.id, [...gone.keys()])));
  await tx
    .update(conversationMetadata)
    .set({ messageCount: sql`${conversationMetadata.messageCount} - ${answers.length}` })
    .where(
      and(
        eq(conversationMetadata.userId, userId),
        eq(conversationMetadata.conversationId, conversationId),
      ),
    );
  return gone.size;
}

/** What followed a message that goes follows the nearest one above it that stays. */
async function linkPast(
  tx: Transaction,
  userId: string,
  gone: Map<string, string | null>,
): Promise<void> {
  const ids = [...gone.keys()];
  const following = await tx
    .select({ id: messages.id, parentId: messages.parentId })
    .from(messages)
    .where(and(eq(messages.userId, userId), inArray(messages.parentId, ids)));
  for (const { id, parentId } of following) {
    if (gone.has(id)) continue;
    let above = parentId;
    while (above && gone.has(above)) above = gone.get(above) ?? null;
    await tx
      .update(messages)
      .set({ parentId: above })
      .where(and(eq(messages.userId, userId), eq(messages.id, id)));
  }
}

/** The tasks' history stays, and no longer says where the change was asked for. */
async function forgetSource(tx: Transaction, userId: string, messageIds: string[]): Promise<void> {
  const calls = tx
    .select({ id: toolCalls.id })
    .from(toolCalls)
    .where(and(eq(toolCalls.userId, userId), inArray(toolCalls.messageId, messageIds)));
  await tx
    .update(taskUpdates)
    .set({ messageId: null, toolCallId: null })
    .where(
      and(
        eq(taskUpdates.userId, userId),
        or(inArray(taskUpdates.messageId, messageIds), inArray(taskUpdates.toolCallId, calls)),
      ),
    );
}

const idsOf = (rows: { id: string }[]) => rows.map(({ id }) => id);
