import { and, asc, eq, gt, inArray, or, sql } from 'drizzle-orm';
import type { Transaction } from '@/db';
import { conversationMetadata, messages } from '@/db/schema';
import type { Scope } from '@/lib/scope';
import { isShown, type MessageRow } from './messages';
import { holdQuiet } from './quiet';

/**
 * Takes a question and its shown answer out of the conversation; what follows stays. What the answer
 * did to tasks stays too. False when the conversation shows no such question; throws `NotFound`
 * without such a conversation, and 409 while an answer is being written in it.
 */
export function deletePair(
  scope: Scope,
  conversationId: string,
  questionId: string,
  now: Date,
): Promise<boolean> {
  return scope.run(async (tx) => {
    await holdQuiet(tx, scope, conversationId, now);
    const shown = isShown(scope, conversationId);
    const [question] = await tx
      .select({ id: messages.id })
      .from(messages)
      .where(and(shown, eq(messages.id, questionId), eq(messages.role, 'user')));
    if (!question) return false;
    const answers = await tx
      .select({ id: messages.id })
      .from(messages)
      .where(and(shown, eq(messages.parentId, questionId), eq(messages.role, 'assistant')));
    const pair = [questionId, ...answers.map(({ id }) => id)];
    await tx
      .update(messages)
      .set({ deletedAt: now, active: false })
      .where(and(eq(messages.userId, scope.userId), inArray(messages.id, pair)));
    await count(tx, scope, conversationId, -pair.length);
    return true;
  });
}

/**
 * Brings back what `deletePair` took out, to its place. Where another version has taken that place
 * since, it comes back beside that, not shown. False when there is nothing to bring back; throws as
 * `deletePair`.
 */
export function restorePair(
  scope: Scope,
  conversationId: string,
  questionId: string,
  now: Date,
): Promise<boolean> {
  return scope.run(async (tx) => {
    await holdQuiet(tx, scope, conversationId, now);
    const ofConversation = and(
      eq(messages.userId, scope.userId),
      eq(messages.conversationId, conversationId),
    );
    const [question] = await tx
      .select()
      .from(messages)
      .where(and(ofConversation, eq(messages.id, questionId), eq(messages.role, 'user')));
    if (!question?.deletedAt) return false;
    const active = await isOnPath(tx, scope, question);
    const restored = await tx
      .update(messages)
      .set({ deletedAt: null, active })
      .where(
        and(
          ofConversation,
          // The answer that went with its question carries the same time.
          eq(messages.deletedAt, question.deletedAt),
          or(eq(messages.id, questionId), eq(messages.parentId, questionId)),
        ),
      )
      .returning({ id: messages.id });
    await count(tx, scope, conversationId, restored.length);
    return true;
  });
}

/**
 * Whether the shown path leads through the place of a question that was taken out: what is shown
 * next behind that place follows from it, or nothing is.
 */
async function isOnPath(tx: Transaction, scope: Scope, question: MessageRow): Promise<boolean> {
  const above = await takenOutAbove(tx, scope, question);
  if (above.kept && !above.kept.active) return false;
  const [next] = await tx
    .select()
    .from(messages)
    .where(
      and(
        isShown(scope, question.conversationId),
        above.kept && gt(messages.createdAt, above.kept.createdAt),
      ),
    )
    .orderBy(asc(messages.createdAt), asc(messages.id))
    .limit(1);
  return !next || (await takenOutAbove(tx, scope, next)).ids.includes(question.id);
}

/** The messages right above this one that were taken out, and the first above it that was not. */
async function takenOutAbove(tx: Transaction, scope: Scope, { parentId }: MessageRow) {
  const ids: string[] = [];
  for (let id = parentId; id; ) {
    const [parent] = await tx
      .select()
      .from(messages)
      .where(and(eq(messages.userId, scope.userId), eq(messages.id, id)));
    if (!parent?.deletedAt) return { ids, kept: parent };
    ids.push(parent.id);
    id = parent.parentId;
  }
  return { ids, kept: undefined };
}

async function count(
  tx: Transaction,
  scope: Scope,
  conversationId: string,
  added: number,
): Promise<void> {
  await tx
    .update(conversationMetadata)
    .set({ messageCount: sql`${conversationMetadata.messageCount} + ${added}` })
    .where(
      and(
        eq(conversationMetadata.userId, scope.userId),
        eq(conversationMetadata.conversationId, conversationId),
      ),
    );
}
