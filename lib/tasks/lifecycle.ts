import type { Scope } from '@/lib/scope';
import { type ChangeContext, changeTasks, IN_TRASH, type WriteOutcome } from './changes';

/** Marks tasks done; one that is done already stays as it is. */
export function completeTasks(
  scope: Scope,
  context: ChangeContext,
  ids: string[],
): Promise<WriteOutcome> {
  return changeTasks(scope, context, ids, (task) => {
    if (task.deletedAt) return IN_TRASH;
    if (task.completedAt) return 'unchanged';
    return {
      type: 'completed',
      patch: { completedAt: context.clock.now },
      sentence: `Completed “${task.title}”.`,
    };
  });
}

/** Makes done tasks open again. */
export function reopenTasks(
  scope: Scope,
  context: ChangeContext,
  ids: string[],
): Promise<WriteOutcome> {
  return changeTasks(scope, context, ids, (task) => {
    if (task.deletedAt) return IN_TRASH;
    if (!task.completedAt) return 'unchanged';
    return {
      type: 'reopened',
      patch: { completedAt: null },
      sentence: `Reopened “${task.title}”.`,
    };
  });
}

/** Puts tasks into the trash, from where `restoreTasks` brings them back. */
export function deleteTasks(
  scope: Scope,
  context: ChangeContext,
  ids: string[],
): Promise<WriteOutcome> {
  return changeTasks(scope, context, ids, (task) =>
    task.deletedAt
      ? 'unchanged'
      : {
          type: 'deleted',
          patch: { deletedAt: context.clock.now },
          sentence: `Deleted “${task.title}”.`,
        },
  );
}

/** Takes tasks out of the trash, as they were. */
export function restoreTasks(
  scope: Scope,
  context: ChangeContext,
  ids: string[],
): Promise<WriteOutcome> {
  return changeTasks(scope, context, ids, (task) =>
    task.deletedAt
      ? { type: 'restored', patch: { deletedAt: null }, sentence: `Restored “${task.title}”.` }
      : 'unchanged',
  );
}
