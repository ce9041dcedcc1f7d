import type { Priority } from '@/lib/language';
import { addFrom } from './add';
import { find, notFound } from './find';
import type { Again, Context, Plan, SubPlan } from './plan';
import { readOne, type Task } from './results';
import { are, count, have, name, names, sayPriority } from './wording';
import { chunks, repeatable, reply, write } from './writes';

export type Change =
  | { kind: 'rename'; title: string }
  | { kind: 'note'; note: string }
  | { kind: 'clear_note' }
  | { kind: 'priority'; priority: Priority };

export interface Edit {
  phrase: string;
  change: Change;
  /** The whole sentence, when it may be a task instead. */
  orAdd?: string;
}

export function* edit({ phrase, change, orAdd }: Edit, context: Context): Plan {
  const again: Again = { status: 'open', run: (tasks) => editTasks(tasks, change) };
  const then = (tasks: Task[]) => repeatable(again.run(tasks), again);
  const found = yield* find(phrase, context, {
    status: 'open',
    then,
    ask: 'Which one should I change?',
  });
  if (found.kind === 'reply') return found.reply;
  if (found.kind === 'none')
    return orAdd ? yield* addFrom(orAdd, context) : notFound(found.phrase, 'open');
  return yield* then(found.tasks);
}

export function* editTasks(tasks: Task[], change: Change): Plan {
  if (change.kind === 'rename' && tasks.length > 1) {
    return {
      text: `That would give ${count(tasks.length)} the same name. Say which one, like “rename 1 to …”.`,
    };
  }
  const current = change.kind === 'note' ? yield* asTheyAre(tasks) : tasks;
  const changes = current.map((task) => ({ id: task.id, ...fields(task, change) }));
  const calls = chunks(changes).map((part) => ({ name: 'update_task', input: { tasks: part } }));
  const result = yield* write(calls);
  return reply('update_task', result, tasks, (changed) =>
    result.batch_id === null
      ? `${names(changed)} ${changed.length === 1 ? 'was' : 'were'} like that already.`
      : sayChanged(tasks, changed, change),
  );
}

/** The notes may have changed since the tasks were seen, and must not be lost. */
function* asTheyAre(tasks: Task[]): SubPlan<Task[]> {
  const outcomes = yield tasks.map(({ id }) => ({ name: 'get_task', input: { id } }));
  return tasks.map((_, index) => readOne(outcomes[index]));
}

function fields(task: Task, change: Change): Record<string, string> {
  switch (change.kind) {
    case 'rename':
      return { title: change.title };
    case 'priority':
      return { priority: change.priority };
    case 'clear_note':
      return { description: 'none' };
    case 'note':
      return { description: [task.description, change.note].filter(Boolean).join('\n') };
  }
}

function sayChanged(before: Task[], changed: Task[], change: Change): string {
  const [only] = changed;
  switch (change.kind) {
    case 'rename':
      return only ? `Renamed ${names(before)} to ${name(only)}.` : '';
    case 'note':
      return `Noted on ${names(changed)}.`;
    case 'clear_note':
      return `Cleared the notes of ${names(changed)}.`;
    case 'priority': {
      const level = only?.priority ?? 'none';
      return level === 'none'
        ? `${names(changed)} ${have(changed.length)} no priority now.`
        : `${names(changed)} ${are(changed.length)} ${sayPriority(level)} now.`;
    }
  }
}
