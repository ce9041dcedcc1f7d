import { and, desc, eq, gt, isNull, ne, or } from 'drizzle-orm';
import { taskUpdates } from '@/db/schema';
import { writeOnce } from '@/db/write-once';
import { leastIdAt } from '@/lib/ids';
import type { Scope } from '@/lib/scope';

/** A change as it is told: who made it, and what it was in one sentence. */
export type ElsewhereChange = { actor: string; content: string };

const readElsewhere = writeOnce<{
  userId: string;
  first: string;
  conversationId: string;
  limit: number;
}>()((db, value) =>
  db
    .select({ actor: taskUpdates.actor, content: taskUpdates.content })
    .from(taskUpdates)
    .where(
      and(
        eq(taskUpdates.userId, value('userId')),
        gt(taskUpdates.id, value('first')),
        or(
          isNull(taskUpdates.conversationId),
          ne(taskUpdates.conversationId, value('conversationId')),
        ),
        isNull(taskUpdates.undoneAt),
      ),
    )
    .orderBy(desc(taskUpdates.id))
    .limit(value('limit')),
);

/**
 * The newest changes of the user's tasks since a moment that did not come from this conversation,
 * oldest first; at most `limit`. What was taken back since is left out: the undo tells it.
 */
export async function changedElsewhere(
  scope: Scope,
  { conversationId, since, limit }: { conversationId: string; since: Date; limit: number },
): Promise<ElsewhereChange[]> {
  // Ids begin with their time, so what is newer is one range of the primary key.
  const first = leastIdAt(since.getTime());
  const { userId } = scope;
  const rows = await scope.run((tx) => readElsewhere(tx, { userId, first, conversationId, limit }));
  return rows.reverse();
}
