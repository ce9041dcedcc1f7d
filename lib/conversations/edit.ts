import { and, eq, isNotNull, isNull } from 'drizzle-orm';
import { conversations } from '@/db/schema';
import type { Scope } from '@/lib/scope';

export const TITLE_LIMIT = 200;

/** The user's conversation, or null. One in the trash is not found. */
export async function getConversation(scope: Scope, id: string) {
  const [row] = await scope.run((tx) =>
    tx
      .select()
      .from(conversations)
      .where(and(mine(scope, id), isNull(conversations.deletedAt)))
      .limit(1),
  );
  return row ?? null;
}

/** Gives a conversation another title; false when there is none of this id. */
export async function renameConversation(scope: Scope, id: string, title: string) {
  return changed(scope, id, { title }, 'kept');
}

/** Moves a conversation to the trash; false when there is none of this id. */
export async function deleteConversation(scope: Scope, id: string, now: Date) {
  return changed(scope, id, { deletedAt: now }, 'kept');
}

/** Takes a conversation out of the trash; false when there is none of this id. */
export async function restoreConversation(scope: Scope, id: string) {
  return changed(scope, id, { deletedAt: null }, 'deleted');
}

async function changed(
  scope: Scope,
  id: string,
  patch: Partial<typeof conversations.$inferInsert>,
  state: 'kept' | 'deleted',
): Promise<boolean> {
  const inState =
    state === 'kept' ? isNull(conversations.deletedAt) : isNotNull(conversations.deletedAt);
  const rows = await scope.run((tx) =>
    tx
      .update(conversations)
      .set(patch)
      .where(and(mine(scope, id), inState))
      .returning({ id: conversations.id }),
  );
  return rows.length > 0;
}

function mine(scope: Scope, id: string) {
  return and(eq(conversations.userId, scope.userId), eq(conversations.id, id));
}
