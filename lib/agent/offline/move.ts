import { type ParsedDate, parseDate, parseShift } from '@/lib/language';
import { addFrom } from './add';
import { isNo, isYes } from './choice';
import { find } from './find';
import { missing } from './not-found';
import { type Again, type Context, type Pending, type Plan, type Reply, say } from './plan';
import { askOrder, orderQuestion, otherReading } from './readings';
import type { Task } from './results';
import { count, have, names, numbered, paragraphs, when } from './wording';
import { chunks, repeatable, reply, write } from './writes';

/** Where to: a day and time, a number of days, or no date at all. */
export type Destination =
  | { kind: 'date'; date: ParsedDate }
  | { kind: 'shift'; days: number }
  | { kind: 'clear'; what: 'date' | 'time' };

export interface Move {
  phrase: string;
  to: Destination | null;
  /** The whole sentence, when it may be a task instead: "move the sofa". */
  orAdd?: string;
}

/** Reads what stands after "move it to"; null when that is no date. */
export function readDestination(text: string, context: Context): Destination | null {
  const words = text
    .trim()
    .replace(/[.!?]+$/, '')
    .replace(/\s+(?:instead|then|please)$/i, '');
  if (/^(?:no (?:due )?date|no day|someday|some day|without a date|none)$/i.test(words)) {
    return { kind: 'clear', what: 'date' };
  }
  if (/^(?:no time|all day|the whole day|any time|anytime)$/i.test(words))
    return { kind: 'clear', what: 'time' };
  const days = parseShift(words);
  if (days !== null) return { kind: 'shift', days };
  const date = parseDate(words, context.options);
  const asks = date.questions.some(({ kind }) => kind === 'no_such_date');
  return date.rest === '' && (date.dueDate || asks) ? { kind: 'date', date } : null;
}

export function* move({ phrase, to, orAdd }: Move, context: Context): Plan {
  const again: Again = { status: 'open', run: (tasks) => moveTo(tasks, to, context) };
  const then = (tasks: Task[]) => repeatable(again.run(tasks), again);
  const found = yield* find(phrase, context, {
    status: 'open',
    then,
    ask: 'Which one should I move?',
  });
  if (found.kind === 'reply') return found.reply;
  if (found.kind === 'none') {
    if (orAdd) return yield* addFrom(orAdd, context);
    const {
      dueDate = null,
      dueTime = null,
      dateGiven = false,
    } = to?.kind === 'date' ? to.date : {};
    const questions = to?.kind === 'date' ? to.date.questions : [];
    const asNew = { dueDate, dueTime, dateGiven, questions };
    return missing({ ...found, status: 'open', verb: 'move', then, asNew }, context);
  }
  if (!found.sure && orAdd) return confirm(found.tasks, to, context);
  return yield* then(found.tasks);
}

/** Moves tasks that are known, after asking for a day when there is none or it doesn't exist. */
export function* moveTo(tasks: Task[], to: Destination | null, context: Context): Plan {
  if (to === null) return askWhen(tasks, `When should I move ${names(tasks)} to?`, context);
  const wrong = to.kind === 'date' && to.date.questions.find(({ kind }) => kind === 'no_such_date');
  if (wrong) return askWhen(tasks, wrong.message, context);
  const order =
    to.kind === 'date' && !to.date.recurrence ? orderQuestion(to.date.questions) : undefined;
  if (to.kind === 'date' && to.date.dueDate && order) {
    const reply = askOrder(to.date.dueDate, order, context, (day) =>
      moveTo(tasks, onDay(to.date, day), context),
    );
    return { ...reply, focus: tasks };
  }
  const moves = tasks.map((task) => ({ id: task.id, ...fields(task, to) }));
  const calls = chunks(moves).map((part) => ({ name: 'reschedule_task', input: { tasks: part } }));
  const result = yield* write(calls);
  const said = reply('reschedule_task', result, tasks, (moved) =>
    sayMoved(moved, result.batch_id, to, context),
  );
  const notes =
    to.kind === 'date' ? to.date.questions.filter(({ kind }) => kind === 'which_date') : [];
  return {
    ...said,
    text: paragraphs(said.text, notes.map(({ message }) => message).join('\n')),
    ...(to.kind === 'date' &&
      result.batch_id !== null &&
      otherReading(notes, context, {
        move: (day) => moveTo(result.tasks, onDay(to.date, day), context),
        keep: () => 'OK, it stays there.',
      })),
  };
}

/** The same destination on the day that was meant. */
function onDay(date: ParsedDate, day: string): Destination {
  return { kind: 'date', date: { ...date, dueDate: day, questions: [] } };
}

function fields(task: Task, to: Destination) {
  if (to.kind === 'shift') return { shift_days: to.days };
  if (to.kind === 'clear') {
    return to.what === 'time' || !task.due_time
      ? { [to.what === 'time' ? 'due_time' : 'due_date']: 'none' }
      : { due_date: 'none', due_time: 'none' };
  }
  const { dueDate, dueTime, dateGiven } = to.date;
  // "6pm" alone keeps the task's day, when it has one.
  const date = dueDate && (dateGiven || !task.due_date) ? { due_date: dueDate } : {};
  return { ...date, ...(dueTime && { due_time: dueTime }) };
}

function sayMoved(
  tasks: Task[],
  batchId: string | null,
  to: Destination,
  context: Context,
): string {
  const [only] = tasks;
  if (batchId === null && to.kind === 'clear')
    return `${names(tasks)} ${have(tasks.length)} no ${to.what} to remove.`;
  if (batchId === null)
    return `${names(tasks)} ${tasks.length === 1 ? 'was' : 'were'} there already.`;
  if (tasks.every((task) => !task.due_date))
    return `${names(tasks)} ${have(tasks.length)} no date now.`;
  const what = tasks.length === 1 ? names(tasks) : count(tasks.length);
  const alike = new Set(tasks.map(({ due_date }) => due_date)).size === 1;
  if (only && alike) {
    const times = new Set(tasks.map(({ due_time }) => due_time)).size;
    const time = times === 1 ? only.due_time : null;
    return `Moved ${what} to ${when(only.due_date, time, context.options)}.`;
  }
  if (to.kind !== 'shift') return `Moved ${what}.`;
  return `Moved ${what} ${count(Math.abs(to.days), 'day')} ${to.days < 0 ? 'earlier' : 'later'}.`;
}

function askWhen(tasks: Task[], text: string, context: Context): Reply {
  const accept: Pending['accept'] = (answer) => {
    if (isNo(answer)) return say('OK, nothing has changed.');
    const to = readDestination(answer.replace(/^\s*(?:to|on|make it)\s+/i, ''), context);
    return to && moveTo(tasks, to, context);
  };
  return { text, focus: tasks, pending: { accept } };
}

function confirm(tasks: Task[], to: Destination | null, context: Context): Reply {
  const day = to?.kind === 'date' ? when(to.date.dueDate, to.date.dueTime, context.options) : '';
  return {
    text: paragraphs(
      `Do you mean this one? Say “yes” and I’ll move it${day ? ` to ${day}` : ''}.`,
      numbered(tasks, context.options),
    ),
    shown: tasks,
    focus: tasks,
    pending: {
      accept: (answer) => {
        if (isYes(answer)) return moveTo(tasks, to, context);
        return isNo(answer) ? say('OK, nothing has changed.') : null;
      },
    },
  };
}
