import type { Context, Plan } from './plan';
import type { Task } from './results';
import { are, due, have, name, names, sayPriority } from './wording';
import { reply, write } from './writes';

/** Takes back the last change. "Undo that" takes back the one just made here, wherever else something changed. */
export function* undo(that: boolean, context: Context): Plan {
  const { wrote, fresh } = context.memory;
  // What was redone is not the last change in the history, so it has to be named.
  const named = wrote?.tool === 'redo' || (that && wrote?.tool !== 'undo');
  const batch = fresh && named ? wrote?.batchId : null;
  const result = yield* write([{ name: 'undo', input: batch ? { batch_id: batch } : {} }]);
  return reply('undo', result, [], (tasks) => sayUndone(tasks, context));
}

export function* redo(context: Context): Plan {
  const { wrote } = context.memory;
  if (wrote?.tool !== 'undo' || !wrote.batchId) return { text: 'There is nothing to redo.' };
  const result = yield* write([{ name: 'undo', input: { batch_id: wrote.batchId } }]);
  return reply('redo', result, [], (tasks) => `Redone: ${sayBack(tasks.toReversed(), context)}.`);
}

/** "Undone: **a** is open again." */
export function sayUndone(tasks: Task[], context: Context): string {
  return `Undone: ${sayBack(tasks.toReversed(), context)}.`;
}

/** What tasks are again, told by what they were a moment ago where that is known. */
function sayBack(tasks: Task[], context: Context): string {
  const states = new Set(tasks.map((task) => stateOf(task, context)));
  const [state] = states;
  const alike = states.size === 1 && state;
  return `${names(tasks)} ${alike ? alike.replace(/^\w+/, (verb) => agree(verb, tasks.length)) : `${are(tasks.length)} as before`}`;
}

function agree(verb: string, number: number): string {
  return verb === 'has' ? have(number) : are(number);
}

function stateOf(task: Task, { memory, options }: Context): string {
  const before = memory.focus.find(({ id }) => id === task.id);
  if (task.deleted) return 'is off the list';
  if (!before || before.deleted !== task.deleted) {
    return `is ${task.completed ? 'done' : before ? 'back' : 'open'} again`;
  }
  if (before.completed !== task.completed) return `is ${task.completed ? 'done' : 'open'} again`;
  if (before.title !== task.title) return `has its old name again, not ${name(before)}`;
  if (before.due_date !== task.due_date || before.due_time !== task.due_time) {
    return task.due_date ? `is due ${due(task, options)} again` : 'has no date again';
  }
  if (before.priority !== task.priority) {
    return task.priority === 'none'
      ? 'has no priority again'
      : `is ${sayPriority(task.priority)} again`;
  }
  return 'is as before';
}
