import type { ParsedTask, Priority } from '@/lib/language';
import { addFrom } from './add';
import { changesOf, type Details } from './details';
import { find } from './find';
import { missing } from './not-found';
import type { Again, Context, Plan, SubPlan } from './plan';
import { askOrder } from './readings';
import { readOne, type Task } from './results';
import { are, count, facts, have, name, names, sayPriority } from './wording';
import { chunks, repeatable, reply, write } from './writes';

export type Change =
  | { kind: 'rename'; title: string }
  | { kind: 'note'; note: string }
  | { kind: 'clear_note' }
  | { kind: 'priority'; priority: Priority }
  | { kind: 'details'; details: Details };

export interface Edit {
  phrase: string;
  change: Change;
  /** The whole sentence, when it may be a task instead. */
  orAdd?: string;
}

export function* edit({ phrase, change, orAdd }: Edit, context: Context): Plan {
  const again: Again = { status: 'open', run: (tasks) => editTasks(tasks, change, context) };
  const then = (tasks: Task[]) => repeatable(again.run(tasks), again);
  const found = yield* find(phrase, context, {
    status: 'open',
    then,
    ask: 'Which one should I change?',
  });
  if (found.kind === 'reply') return found.reply;
  if (found.kind === 'none') {
    if (orAdd) return yield* addFrom(orAdd, context);
    const asNew = asNewTask(change);
    return missing(
      { ...found, status: 'open', verb: 'change', then, ...(asNew && { asNew }) },
      context,
    );
  }
  return yield* then(found.tasks);
}

/** What the change would say of a task that is added instead; a name, a note or what is cleared makes none. */
function asNewTask(change: Change): Partial<ParsedTask> | null {
  if (change.kind === 'priority')
    return change.priority === 'none' ? null : { priority: change.priority };
  if (change.kind !== 'details') return null;
  const { due_date, due_time, priority, labels, project, order } = change.details;
  const said: Partial<ParsedTask> = {
    ...(due_date && { dueDate: due_date, dueTime: due_time ?? null, dateGiven: true }),
    ...(priority && { priority }),
    ...(labels && labels.length > 0 && { labels }),
    ...(project && project !== 'none' && { project }),
    ...(order && { questions: [order] }),
  };
  return Object.keys(said).length > 0 ? said : null;
}

export function* editTasks(tasks: Task[], change: Change, context: Context): Plan {
  if (change.kind === 'rename' && tasks.length > 1) {
    return {
      text: `That would give ${count(tasks.length)} the same name. Say which one, like “rename 1 to …”.`,
    };
  }
  const { due_date: day, order } = change.kind === 'details' ? change.details : {};
  if (change.kind === 'details' && day && order) {
    const { order: _, ...settled } = change.details;
    const reply = askOrder(day, order, context, (due_date) =>
      editTasks(tasks, { kind: 'details', details: { ...settled, due_date } }, context),
    );
    return { ...reply, focus: tasks };
  }
  const current = change.kind === 'note' ? yield* asTheyAre(tasks) : tasks;
  const changes = current.map((task) => ({ id: task.id, ...fields(task, change, context) }));
  const calls = chunks(changes).map((part) => ({ name: 'update_task', input: { tasks: part } }));
  const result = yield* write(calls);
  return reply('update_task', result, tasks, (changed) =>
    result.batch_id === null
      ? `${names(changed)} ${changed.length === 1 ? 'was' : 'were'} like that already.`
      : sayChanged(tasks, changed, change, context),
  );
}

/** The notes may have changed since the tasks were seen, and must not be lost. */
function* asTheyAre(tasks: Task[]): SubPlan<Task[]> {
  const outcomes = yield tasks.map(({ id }) => ({ name: 'get_task', input: { id } }));
  return tasks.map((_, index) => readOne(outcomes[index]));
}

function fields(task: Task, change: Change, { options }: Context): Record<string, unknown> {
  switch (change.kind) {
    case 'rename':
      return { title: change.title };
    case 'priority':
      return { priority: change.priority };
    case 'details':
      return { ...changesOf(task, change.details, options.now.slice(0, 10)) };
    case 'clear_note':
      return { description: 'none' };
    case 'note':
      return { description: [task.description, change.note].filter(Boolean).join('\n') };
  }
}

function sayChanged(before: Task[], changed: Task[], change: Change, { options }: Context): string {
  const [only] = changed;
  switch (change.kind) {
    case 'rename':
      return only ? `Renamed ${names(before)} to ${name(only)}.` : '';
    case 'note':
      return `Noted on ${names(changed)}.`;
    case 'details': {
      if (!only || changed.length > 1) return `Changed ${count(changed.length)}.`;
      const now = facts(only, options).join(', ');
      return `Changed ${name(only)}${now && `: now ${now}`}.`;
    }
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
