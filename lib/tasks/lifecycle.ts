import { and, eq, isNull } from 'drizzle-orm';
import type { Transaction } from '@/db';
import { taskUpdates } from '@/db/schema';
import type { Clock } from '@/lib/clock';
import type { Scope } from '@/lib/scope';
import {
  type ChangeContext,
  changeTasks,
  type Decision,
  IN_TRASH,
  type TaskPatch,
  type WriteOutcome,
} from './changes';
import { sayDue } from './dates';
import { nextTurn, turnTo } from './repeating';
import type { TaskRow } from './view';

/**
 * Marks tasks done; one that is done already stays as it is. One that repeats moves to its next
 * occurrence and stays open, until its rule ends. `seen` is when such a task was due for who
 * completes it ('YYYY-MM-DD' or 'YYYY-MM-DDTHH:mm'), by id: when it has moved on since, it stays.
 * One sentence or click completes one occurrence of a task.
 */
export function completeTasks(
  scope: Scope,
  context: ChangeContext,
  ids: string[],
  seen: Record<string, string> = {},
): Promise<WriteOutcome> {
  let done: Promise<Set<string>> | undefined;
  return changeTasks(scope, context, ids, async (task, tx) => {
    if (task.deletedAt) return IN_TRASH;
    if (task.completedAt) return 'unchanged';
    if (!task.recurrence)
      return {
        type: 'completed',
        patch: { completedAt: context.clock.now },
        sentence: `Completed “${task.title}”.`,
      };
    if (movedOn(task, seen)) return 'unchanged';
    // Read with the first task that repeats: most don't, and then nobody needs it.
    done ??= completedIn(tx, scope, context.batchId);
    return (await done).has(task.id) ? 'unchanged' : completeTurn(task, context.clock);
  });
}

function completeTurn(task: TaskRow, clock: Clock): Decision {
  const next = nextTurn(task, 'completed', clock);
  if (!next)
    return {
      type: 'completed',
      patch: { completedAt: clock.now, turnsOver: task.turnsOver + 1 },
      sentence: `Completed “${task.title}” for the last time.`,
    };
  const patch = turnTo(task, next);
  return {
    type: 'completed',
    patch: { ...patch, lastTurnAt: clock.now },
    sentence: `Completed “${task.title}”; next on ${sayPatch(patch)}.`,
  };
}

/** The tasks that a batch has completed already. */
async function completedIn(tx: Transaction, scope: Scope, batchId: string): Promise<Set<string>> {
  const rows = await tx
    .select({ taskId: taskUpdates.taskId })
    .from(taskUpdates)
    .where(
      and(
        eq(taskUpdates.userId, scope.userId),
        eq(taskUpdates.batchId, batchId),
        eq(taskUpdates.updateType, 'completed'),
        isNull(taskUpdates.undoneAt),
      ),
    );
  return new Set(rows.map(({ taskId }) => taskId));
}

/**
 * Moves repeating tasks to their next occurrence without completing the open one. `seen` as in
 * `completeTasks`.
 */
export function skipTasks(
  scope: Scope,
  context: ChangeContext,
  ids: string[],
  seen: Record<string, string> = {},
): Promise<WriteOutcome> {
  return changeTasks(scope, context, ids, (task) => {
    if (task.deletedAt) return IN_TRASH;
    if (!task.recurrence || task.completedAt)
      return {
        error: `“${task.title}” ${task.completedAt ? 'is done' : 'doesn’t repeat'}, so there is no time to skip.`,
        try_next: 'call reschedule_task, complete_task or delete_task, whichever is meant.',
      };
    if (movedOn(task, seen)) return 'unchanged';
    const next = nextTurn(task, 'skipped', context.clock);
    if (!next)
      return {
        error: `This is the last time of “${task.title}”.`,
        try_next: 'call complete_task when it is done, or delete_task.',
      };
    const patch = turnTo(task, next);
    return {
      type: 'skipped',
      patch,
      sentence: `Skipped “${task.title}”; next on ${sayPatch(patch)}.`,
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

function movedOn({ id, dueDate, dueTime }: TaskRow, seen: Record<string, string>): boolean {
  const due = dueTime ? `${dueDate}T${dueTime.slice(0, 5)}` : dueDate;
  return seen[id] !== undefined && seen[id] !== due;
}

function sayPatch({ dueDate = null, dueTime = null, timeZone = null }: TaskPatch): string {
  return sayDue({ dueDate, dueTime, timeZone });
}
