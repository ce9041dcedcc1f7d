import { and, eq, isNotNull, isNull, lt, or, sql } from 'drizzle-orm';
import { conversations } from '@/db/schema';
import { HttpError } from '@/lib/http';
import type { Scope } from '@/lib/scope';

export const TITLE_LIMIT = 200;

/** How many conversations a person can pin: they come at once, not in pages. */
const PIN_LIMIT = 50;

/** The user's conversation, archived or not, or null. One in the trash is not found. */
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

/** Gives a conversation a title that stays; false when there is none of this id. */
export async function renameConversation(scope: Scope, id: string, title: string) {
  return changed(scope, id, { title, titledBy: 'person' }, 'kept');
}

/**
 * Pins a conversation to the top or takes the pin out; false when there is none of this id. Throws
 * 409 when too many are pinned.
 */
export async function pinConversation(scope: Scope, id: string, pinned: boolean, now: Date) {
  if (pinned && (await countPinned(scope)) >= PIN_LIMIT) {
    throw new HttpError(409, {
      error: `${PIN_LIMIT} conversations are pinned, and no more can be.`,
      try_next: 'Unpin one first.',
    });
  }
  return changed(scope, id, { pinnedAt: pinned ? now : null }, 'kept');
}

/**
 * Archives a conversation or takes it out of the archive, where it keeps its pin; false when there
 * is none of this id.
 */
export async function archiveConversation(scope: Scope, id: string, archived: boolean, now: Date) {
  return changed(scope, id, { archivedAt: archived ? now : null }, 'kept');
}

/** Notes that the person has seen all of a conversation; false when there is none of this id. */
export async function markRead(scope: Scope, id: string, now: Date): Promise<boolean> {
  const rows = await scope.run((tx) =>
    tx
      .update(conversations)
      // Another process, whose clock runs ahead, may have ended the answer.
      .set({ readAt: sql`greatest(${conversations.updatedAt}, ${now.toISOString()}::timestamptz)` })
      .where(
        and(
          mine(scope, id),
          isNull(conversations.deletedAt),
          or(isNull(conversations.readAt), lt(conversations.readAt, conversations.updatedAt)),
        ),
      )
      .returning({ id: conversations.id }),
  );
  return rows.length > 0 || (await getConversation(scope, id)) !== null;
}

/** Moves a conversation to the trash; false when there is none of this id. */
export async function deleteConversation(scope: Scope, id: string, now: Date) {
  return changed(scope, id, { deletedAt: now }, 'kept');
}

/** Takes a conversation out of the trash; false when there is none of this id. */
export async function restoreConversation(scope: Scope, id: string) {
  return changed(scope, id, { deletedAt: null }, 'deleted');
}

function countPinned(scope: Scope): Promise<number> {
  return scope.run((tx) =>
    tx.$count(
      conversations,
      and(
        eq(conversations.userId, scope.userId),
        isNull(conversations.deletedAt),
        isNull(conversations.archivedAt),
        isNotNull(conversations.pinnedAt),
      ),
    ),
  );
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
