import { and, desc, eq, inArray } from 'drizzle-orm';
import { v7 as uuidv7 } from 'uuid';
import { taskUpdates } from '@/db/schema';
import type { Clock } from '@/lib/clock';
import { HttpError } from '@/lib/http';
import type { Scope } from '@/lib/scope';
import { undo } from './undo';

/** How many batches are taken back at once, at most. */
const TAKE_BACK_LIMIT = 200;

type Update = Pick<
  typeof taskUpdates.$inferSelect,
  'batchId' | 'taskId' | 'updateType' | 'createdAt' | 'undoneAt'
>;

/**
 * Undoes what these answers did, newest first, each batch as far as `undo` can. Throws 409 when
 * that is more than `TAKE_BACK_LIMIT` batches.
 */
export function takeBack(scope: Scope, clock: Clock, answerIds: string[]): Promise<void> {
  if (answerIds.length === 0) return Promise.resolve();
  return scope.run(async (tx) => {
    const updates = await tx
      .select({
        batchId: taskUpdates.batchId,
        taskId: taskUpdates.taskId,
        updateType: taskUpdates.updateType,
        createdAt: taskUpdates.createdAt,
        undoneAt: taskUpdates.undoneAt,
      })
      .from(taskUpdates)
      .where(and(eq(taskUpdates.userId, scope.userId), inArray(taskUpdates.messageId, answerIds)))
      .orderBy(desc(taskUpdates.id));
    const standing = updates.filter((update) => !update.undoneAt && !cancels(update, updates));
    const batches = new Set(standing.map(({ batchId }) => batchId));
    if (batches.size > TAKE_BACK_LIMIT) throw tooMuchToTakeBack();
    for (const batch of batches)
      await undo(scope, { actor: 'user', batchId: uuidv7(), clock }, batch);
  });
}

/**
 * Whether this is an undo of what the same answers had done. Both are gone already; to take the
 * undo back would bring the change back. What an undo took back carries the undo's time.
 */
function cancels(update: Update, updates: Update[]): boolean {
  if (update.updateType !== 'undone') return false;
  return updates.some(
    (other) =>
      other.taskId === update.taskId && other.undoneAt?.getTime() === update.createdAt.getTime(),
  );
}

function tooMuchToTakeBack(): HttpError {
  return new HttpError(409, {
    error: `More than ${TAKE_BACK_LIMIT} of the answers from there on changed tasks: too many to take back at once.`,
    try_next: 'Begin further down, or keep what they did.',
    field: 'take_back',
  });
}
