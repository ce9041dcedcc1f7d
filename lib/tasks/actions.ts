'use server';

import { v5 as uuidv5, v7 as uuidv7 } from 'uuid';
import { z } from 'zod';
import { getClock } from '@/lib/account/preferences';
import { requireActionScope } from '@/lib/auth/session';
import { check, HttpError } from '@/lib/http';
import { uuid } from '@/lib/ids';
import { logError } from '@/lib/log';
import type { Scope } from '@/lib/scope';
import { isStorable } from '@/lib/storable';
import { addTasks } from './add';
import type { ChangeContext, WriteOutcome } from './changes';
import { editTasks, rescheduleTasks } from './edit';
import {
  description,
  dueDate,
  dueTime,
  durationMinutes,
  labels,
  NONE,
  priority,
  project,
  recurrenceFrom,
  recurrenceOrNone,
  title,
} from './fields';
import { completeTasks, deleteTasks, reopenTasks, skipTasks } from './lifecycle';
import { draftQuickAdd } from './quick-add';
import { getTask } from './read';
import { undo } from './undo';
import type { TaskView } from './view';

/**
 * What a click did, or why not. `failures` says what of it was left as it is; `current` is the
 * stored task when an edit came too late.
 */
export type TaskActionResult =
  | { ok: true; tasks: TaskView[]; batch_id: string | null; failures: string[] }
  | { ok: false; error: string; try_next: string; current?: TaskView };

const id = uuid;
const none = z.literal(NONE);

const edit = z.strictObject({
  id,
  version: z.int().min(1).optional(),
  title: title.optional(),
  description: description.optional(),
  due_date: z.union([dueDate, none]).optional(),
  due_time: z.union([dueTime, none]).optional(),
  priority: priority.optional(),
  recurrence: recurrenceOrNone.optional(),
  recurrence_from: recurrenceFrom.optional(),
  deadline: z.union([dueDate, none]).optional(),
  duration_minutes: z.union([durationMinutes, none]).optional(),
  project: z.union([z.null(), project]).optional(),
  labels: labels.optional(),
});

const place = z.int().min(0);

const words = z.strictObject({
  id: id.optional(),
  text: z
    .string()
    .max(20_000, 'That is too long for one go.')
    .refine(isStorable, 'Contains characters that cannot be stored.'),
  plain: z
    .array(z.strictObject({ start: place, end: place }))
    .max(100)
    .optional(),
  split: z.boolean().optional(),
  day: dueDate.optional(),
});

/**
 * Adds what was said in words: a task, or one for each line. `day` is meant when they name none. `id`
 * is the first task's, and the others' are made from it, so that a retry adds nothing twice.
 */
export async function addTasksInWords(input: z.input<typeof words>): Promise<TaskActionResult> {
  return act((scope, context) => {
    const { id: first = uuidv7(), day, ...quick } = check(words, input);
    const read = draftQuickAdd(quick, context.clock, day);
    if ('question' in read)
      throw new HttpError(400, { error: read.question, try_next: 'Nothing is added yet.' });
    const drafts = read.drafts.map((draft, index) => ({
      ...draft,
      id: index === 0 ? first : uuidv5(index.toString(), first),
      title: check(title, draft.title),
      ...(draft.project && { project: check(project, draft.project) }),
      ...(draft.labels && { labels: check(labels, draft.labels) }),
    }));
    return addTasks(scope, context, drafts);
  });
}

export async function editTask(input: z.input<typeof edit>): Promise<TaskActionResult> {
  return act((scope, context) => editTasks(scope, context, [check(edit, input)]));
}

/** Like `editTask`, but a new date or time is for this turn of a repeating task: its rule stays. */
export async function editThisTurn(input: z.input<typeof edit>): Promise<TaskActionResult> {
  return act(async (scope, context) => {
    const { due_date, due_time, ...rest } = check(edit, input);
    // First what is not the date: it refuses when the task is newer than the version that was seen.
    const edited = await editTasks(scope, context, [rest]);
    if (edited.failures.length > 0) return edited;
    const moved = await rescheduleTasks(scope, context, [{ id: rest.id, due_date, due_time }]);
    return { ...moved, batch_id: moved.batch_id ?? edited.batch_id };
  });
}

/** Moves a repeating task to its next turn, without completing this one. */
export async function skipTask(taskId: string): Promise<TaskActionResult> {
  return act((scope, context) => skipTasks(scope, context, [check(id, taskId)]));
}

const done = z.strictObject({
  id,
  /** When it is due on the screen, 'YYYY-MM-DD' or 'YYYY-MM-DDTHH:mm'. */
  seen: z.string().max(20).optional(),
});

/** Completes what is on the screen: a repeating task that has moved on elsewhere stays where it is. */
export async function completeTask(input: z.input<typeof done>): Promise<TaskActionResult> {
  return act((scope, context) => {
    const { id: taskId, seen } = check(done, input);
    return completeTasks(scope, context, [taskId], seen ? { [taskId]: seen } : {});
  });
}

export async function reopenTask(taskId: string): Promise<TaskActionResult> {
  return act((scope, context) => reopenTasks(scope, context, [check(id, taskId)]));
}

export async function deleteTask(taskId: string): Promise<TaskActionResult> {
  return act((scope, context) => deleteTasks(scope, context, [check(id, taskId)]));
}

/** Takes back what one sentence or click did. */
export async function undoBatch(batchId: string): Promise<TaskActionResult> {
  return act((scope, context) => undo(scope, context, check(id, batchId)));
}

/**
 * Runs one click as one batch of the signed-in person. Next refuses server actions that another
 * origin sends, so there is no check of the origin here.
 */
async function act(
  work: (scope: Scope, context: ChangeContext) => Promise<WriteOutcome>,
): Promise<TaskActionResult> {
  try {
    const { scope } = await requireActionScope();
    const clock = await getClock(scope, new Date());
    const outcome = await work(scope, { actor: 'user', batchId: uuidv7(), clock });
    const { tasks, batch_id, failures } = outcome;
    const [failure] = failures;
    if (!failure || batch_id)
      return { ok: true, tasks, batch_id, failures: failures.map(({ error }) => error) };
    const current = failure.id ? await getTask(scope, failure.id, clock) : null;
    return {
      ok: false,
      error: failure.error,
      // The failure's own advice names tools; a person looks at the screen.
      try_next: 'Look at it as it is now, then try again.',
      ...(current && { current }),
    };
  } catch (error) {
    if (error instanceof HttpError) return { ok: false, ...error.body };
    logError('A change of a task failed', error);
    return { ok: false, error: 'This was not saved.', try_next: 'Try again in a moment.' };
  }
}
