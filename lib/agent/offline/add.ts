import {
  blocks,
  describeRule,
  type LanguageOptions,
  MAX_TASKS,
  type ParsedDate,
  type ParsedTask,
  parseDate,
  parseTask,
  parseTasks,
  type Question,
} from '@/lib/language';
import { isNo, isYes } from './choice';
import { type Context, type Pending, type Plan, type Reply, say } from './plan';
import { askOrder, orderQuestion, otherReading } from './readings';
import type { Task } from './results';
import { due, filing, name, names, paragraphs, sayPriority, when } from './wording';
import { chunks, reply, write } from './writes';

/** Adds the tasks in a sentence, after asking what has to be asked. */
export function* addFrom(text: string, context: Context): Plan {
  const said = yield* add(parseTasks(text, context.options), context);
  if (!said.wrote) return said;
  const lines = text.split(/[\r\n]+/).filter((line) => line.trim() !== '').length;
  if (lines > MAX_TASKS)
    return {
      ...said,
      text: `${said.text} I read ${MAX_TASKS} tasks at a time: send the lines that are missing again.`,
    };
  if (!/^\W*(?:please |pls )?remind me\b/i.test(text)) return said;
  return { ...said, text: `${said.text} I can’t send reminders, but it is on your list.` };
}

/** Adds tasks that were read; a missing title, a date that isn't, a repetition is asked about first. */
export function* add(read: ParsedTask[], context: Context): Plan {
  const tasks = read.length > 1 ? read.filter((task) => task.title !== '') : read;
  const index = tasks.findIndex((task) => blocking(task) !== undefined);
  const blocked = tasks[index];
  if (blocked) {
    return ask(blocked, context, (settled) =>
      add(settled ? tasks.with(index, settled) : tasks.toSpliced(index, 1), context),
    );
  }
  if (tasks.length === 0) return { text: 'OK, nothing was added.' };
  const either = tasks.find((task) => !task.recurrence && orderQuestion(task.questions));
  const order = either && orderQuestion(either.questions);
  if (either?.dueDate && order) {
    return askOrder(either.dueDate, order, context, (date) =>
      add(
        tasks.map((task) => inOrder(task, date !== either.dueDate)),
        context,
      ),
    );
  }
  const inputs = tasks.map(toInput);
  const result = yield* write(
    chunks(inputs).map((part) => ({ name: 'add_task', input: { tasks: part } })),
  );
  const notes = tasks.flatMap((task) => task.questions.map(sayOther));
  const said = reply(
    'add_task',
    result,
    [],
    (added) => sayAdded(added, context),
    inputs.map(({ title }) => title),
  );
  return {
    ...said,
    text: paragraphs(said.text, result.tasks.length > 0 && notes.join('\n')),
    ...(result.tasks.length > 1 && { shown: result.tasks }),
    ...(result.tasks.length === 1 && offerOther(tasks, result.tasks, context)),
  };
}

/** The message, and how to say the other reading where the message doesn't tell. */
function sayOther({ kind, message, alternatives }: Question): string {
  const [rule] = alternatives;
  if (kind !== 'which_rule' || rule === undefined) return message;
  return `${message} Say “${rule === '' ? 'only once' : describeRule(rule)}” if you meant that.`;
}

/** The task with its date in the order that was chosen. */
function inOrder(task: ParsedTask, swapped: boolean): ParsedTask {
  const question = orderQuestion(task.questions);
  if (!question) return task;
  return {
    ...task,
    dueDate: swapped ? (question.alternatives[0] ?? task.dueDate) : task.dueDate,
    questions: task.questions.filter((one) => one !== question),
  };
}

/** The other day that the words may mean is taken up by the next answer. */
function offerOther(read: ParsedTask[], added: Task[], context: Context) {
  const [task] = read;
  if (!task || task.recurrence) return undefined;
  return otherReading(task.questions, context, {
    move: (date) => moveAdded(added, date, context),
    keep: () => keeps(added, context),
  });
}

function* moveAdded(added: Task[], date: string, { options }: Context): Plan {
  const moves = added.map(({ id }) => ({ id, due_date: date }));
  const result = yield* write([{ name: 'reschedule_task', input: { tasks: moves } }]);
  return reply('reschedule_task', result, added, (moved) => {
    const time = moved[0]?.due_time ?? null;
    return `Moved ${names(moved)} to ${when(date, time, options)}.`;
  });
}

function keeps(added: Task[], { options }: Context): string {
  const [task] = added;
  return task ? `OK, it stays due ${due(task, options)}.` : 'OK.';
}

function sayAdded(tasks: Task[], { options }: Context): string {
  const [only, ...others] = tasks;
  if (!only) return '';
  if (others.length > 0) return saySeveral(tasks, options);
  const facts = [
    only.due_date && ` for ${due(only, options)}`,
    only.repeats && `, ${only.repeats}`,
    only.priority !== 'none' && `, ${sayPriority(only.priority)}`,
    ...filing(only, options).map((fact) => `, ${fact}`),
    only.overdue && ', already overdue',
  ];
  return `Added ${name(only)}${facts.filter(Boolean).join('')}.`;
}

/** The card counts and names them; the words say what they have in common, or which comes first. */
function saySeveral(tasks: Task[], options: LanguageOptions): string {
  const all = tasks.length === 2 ? 'Both' : `All ${tasks.length}`;
  const dates = new Set(tasks.map((task) => due(task, options)));
  const levels = new Set(tasks.map(({ priority }) => priority));
  const [day = ''] = dates.size === 1 ? dates : [];
  const level = levels.size === 1 && tasks[0] ? sayPriority(tasks[0].priority) : '';
  if (day) return `${all} are due ${[day, level].filter(Boolean).join(', ')}.`;
  const [first] = tasks
    .filter(({ due_date }) => due_date !== null)
    .sort((a, b) => whenOf(a).localeCompare(whenOf(b)));
  const start = `${all} are on your list${level && `, ${level}`}`;
  return first
    ? `${start}. First comes ${name(first)}, ${due(first, options)}.`
    : `${start}, without a date.`;
}

/** In the order of the day: what has no time comes after what has one. */
function whenOf({ due_date, due_time }: Task): string {
  return `${due_date} ${due_time ?? '24:00'}`;
}

function blocking(task: ParsedTask): Question | undefined {
  return task.questions.find(blocks);
}

function ask(task: ParsedTask, context: Context, settle: (task: ParsedTask | null) => Plan): Reply {
  const question = blocking(task);
  const without = {
    ...task,
    recurrence: null,
    questions: task.questions.filter((one) => one !== question),
  };
  if (question?.kind === 'no_title') return askTitle(task, context, settle);
  if (question?.kind === 'recurrence') return askRule(without, question, context, settle);
  const accept: Pending['accept'] = (answer) => {
    if (
      /^\s*(?:no date|without(?: a date| one)?|none|any time|no due date|skip(?: the date)?)\s*[.!]?$/i.test(
        answer,
      )
    ) {
      return settle({ ...without, dueDate: null, dueTime: null });
    }
    if (isNo(answer)) return settle(null);
    return withDate(without, answer, context, settle);
  };
  const text = question?.message ?? 'Which day do you mean?';
  return {
    text: `${text} I’ll add ${name(task)} then; “no date” is fine too.`,
    pending: { accept },
  };
}

function askTitle(
  task: ParsedTask,
  context: Context,
  settle: (task: ParsedTask | null) => Plan,
): Reply {
  const day = when(task.dueDate, task.dueTime, context.options);
  return {
    text: day ? `What should I add for ${day}?` : 'What should the task be called?',
    pending: {
      greedy: true,
      accept: (answer) => {
        if (isNo(answer)) return settle(null);
        const named = parseTask(answer, context.options);
        if (named.title === '') return null;
        const { dueDate, dueTime, dateGiven } = named.dueDate ? named : task;
        const priority = named.priority === 'none' ? task.priority : named.priority;
        return settle({ ...named, dueDate, dueTime, dateGiven, priority });
      },
    },
  };
}

/** "Twice a week" is no rule that can be kept: which days, or only once? */
function askRule(
  task: ParsedTask,
  question: Question,
  context: Context,
  settle: (task: ParsedTask | null) => Plan,
): Reply {
  const [offered] = question.alternatives;
  const withRule = (recurrence: string, read?: ParsedDate) =>
    settle({
      ...task,
      recurrence,
      recurrenceFrom: read?.recurrenceFrom ?? 'due',
      dueDate: read?.dueDate ?? task.dueDate,
      dueTime: read?.dueTime ?? task.dueTime,
    });
  const rule = offered && describeRule(offered);
  return {
    text: `${question.message} I’ll add ${name(task)} then. Say ${rule ? `“${rule}” or ` : ''}“only once”.`,
    pending: {
      accept: (answer) => {
        if (ONCE.test(answer)) return settle(task);
        if (offered && isYes(answer)) return withRule(offered);
        if (isNo(answer)) return settle(null);
        const read = parseDate(answer.replace(/^\s*(?:yes|ok|sure)\b[\s,]*/i, ''), context.options);
        if (read.recurrence && read.rest === '') return withRule(read.recurrence, read);
        return withDate(task, answer, context, settle);
      },
    },
  };
}

const ONCE = /^\s*(?:only |just )?once[.!]*\s*$/i;

function withDate(
  task: ParsedTask,
  answer: string,
  context: Context,
  settle: (task: ParsedTask | null) => Plan,
): Plan | null {
  const date = parseDate(
    answer.replace(/^\s*(?:i meant?|make (?:it|that)|sorry|for|on)\s+/i, ''),
    context.options,
  );
  const wrong = date.questions.find(({ kind }) => kind === 'no_such_date');
  if (wrong)
    return say({
      text: wrong.message,
      pending: { accept: (next) => withDate(task, next, context, settle) },
    });
  if (!date.dueDate || date.rest !== '') return null;
  return settle({
    ...task,
    dueDate: date.dueDate,
    dueTime: date.dueTime ?? task.dueTime,
    dateGiven: true,
  });
}

/** A title holds 500 characters; what is longer is kept whole in the description. */
function toInput(task: ParsedTask) {
  const whole = task.title;
  const long = whole.length > TITLE_LIMIT;
  return {
    title: long ? `${whole.slice(0, 200).trimEnd()}…`.toWellFormed() : whole,
    ...(long && { description: whole.slice(0, DESCRIPTION_LIMIT).toWellFormed() }),
    ...(task.dueDate && { due_date: task.dueDate }),
    ...(task.dueDate && task.dueTime && { due_time: task.dueTime }),
    ...(task.priority !== 'none' && { priority: task.priority }),
    ...(task.recurrence && { recurrence: task.recurrence }),
    ...(task.recurrence &&
      task.recurrenceFrom === 'completion' && { recurrence_from: 'completion' }),
    ...(task.deadline && { deadline: task.deadline }),
    ...(task.durationMinutes && { duration_minutes: task.durationMinutes }),
    ...(task.project && { project: task.project }),
    ...(task.labels.length > 0 && { labels: task.labels }),
  };
}

const TITLE_LIMIT = 500;
const DESCRIPTION_LIMIT = 10_000;
