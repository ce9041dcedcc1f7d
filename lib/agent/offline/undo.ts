import type { Context, Plan } from './plan';
import type { Task } from './results';
import { due, name, paragraphs, sayPriority } from './wording';
import { reply, write } from './writes';

/** Takes back the last change. "Undo that" takes back the one just made here, wherever else something changed. */
export function* undo(that: boolean, context: Context): Plan {
  const { wrote, fresh } = context.memory;
  // What was redone is not the last change in the history, so it has to be named.
  const named = wrote?.tool === 'redo' || (that && wrote?.tool !== 'undo');
  const batch = fresh && named ? wrote?.batchId : null;
  const result = yield* write([{ name: 'undo', input: batch ? { batch_id: batch } : {} }]);
  return reply('undo', result, [], (tasks) =>
    paragraphs(
      'Undone.',
      tasks
        .toReversed()
        .map((task) => `- ${state(task, context)}`)
        .join('\n'),
    ),
  );
}

export function* redo(context: Context): Plan {
  const { wrote } = context.memory;
  if (wrote?.tool !== 'undo' || !wrote.batchId) return { text: 'There is nothing to redo.' };
  const result = yield* write([{ name: 'undo', input: { batch_id: wrote.batchId } }]);
  return reply('redo', result, [], (tasks) =>
    paragraphs(
      'Done again.',
      tasks
        .toReversed()
        .map((task) => `- ${state(task, context)}`)
        .join('\n'),
    ),
  );
}

function state(task: Task, { options }: Context): string {
  if (task.deleted) return `${name(task)} is off your list`;
  const when = due(task, options);
  const priority = task.priority === 'none' ? '' : `, ${sayPriority(task.priority)}`;
  return `${name(task)} is ${task.completed ? 'done' : 'open'}${when ? `, due ${when}` : ', without a date'}${priority}`;
}
