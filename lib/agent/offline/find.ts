import { parseTask } from '@/lib/language';
import { readChoice } from './choice';
import { type Query, readFilter } from './filters';
import { matchTasks, nearest, stem, tokens } from './match';
import type { Context, Plan, Reply, SubPlan } from './plan';
import { type Reference, readReference } from './references';
import { type ListResult, readList, type Task } from './results';
import { are, count, due, names, numbered, paragraphs } from './wording';

/**
 * The tasks that were meant, or the reply that ends the turn: a question or that there is no such task. `near` are
 * tasks whose names share something with the words.
 */
export type Found =
  | { kind: 'tasks'; tasks: Task[]; sure: boolean }
  | { kind: 'reply'; reply: Reply }
  | { kind: 'none'; phrase: string; near: Task[] };

interface FindOptions {
  status: NonNullable<Query['status']>;
  /** What goes on once the person has said which of several they meant. */
  then: (tasks: Task[]) => Plan;
  /** The question when several match: "Which one should I delete?" */
  ask: string;
}

/** Finds the tasks a phrase speaks of: in what was shown or said before, or by looking them up. */
export function* find(phrase: string, context: Context, options: FindOptions): SubPlan<Found> {
  const except = EXCEPT.exec(phrase);
  if (except?.[1] && except[2]) {
    const all = yield* find(except[1], context, options);
    return all.kind === 'tasks' ? without(except[2], all.tasks) : all;
  }
  const reference = readReference(phrase, context.options);
  const remembered = recall(reference, context, options);
  if (remembered) return remembered;
  if (reference.kind === 'filter') {
    const titled = yield* byTitle(phrase, reference, options);
    return titled ?? (yield* byFilter(reference, context, options));
  }
  const all = yield* lookUp({ status: options.status }, phrase);
  const whole = pick(phrase, all, context);
  if (whole.tasks.length === 1 && (whole.sure || !JOINT.test(phrase))) {
    return { kind: 'tasks', ...whole };
  }
  const several = severalByWords(phrase, all, context, options);
  if (whole.tasks.length === 1 && several.kind !== 'tasks') return { kind: 'tasks', ...whole };
  if (whole.tasks.length === 0 || (!whole.sure && several.kind === 'tasks')) return several;
  return { kind: 'reply', reply: askWhich(whole.tasks, context, options) };
}

const EXCEPT =
  /^((?:all|everything|every|both|them|those|these|the)\b.{0,60}?)\s+(?:except(?: for)?|but(?: not)?|apart from|other than)\s+(.{1,80})$/i;

/** "Everything except milk": only when it is clear what milk is. */
function without(phrase: string, tasks: Task[]): Found {
  const kept = phrase
    .split(/\s*,\s*(?:and\s+)?|\s+and\s+/i)
    .map((part) => namedOrFiled(part, tasks));
  if (kept.some((match) => match.tasks.length === 0 || !match.sure))
    return said(`I couldn’t find “${phrase.trim()}” among them, so nothing has changed.`);
  const left = tasks.filter((task) => !kept.some((match) => match.tasks.includes(task)));
  return left.length > 0 ? some(left) : said('Nothing is left then, so nothing has changed.');
}

/** A task by its title, or all that are filed under the name: "all errands", "except errands". */
function namedOrFiled(phrase: string, tasks: Task[]): { tasks: Task[]; sure: boolean } {
  const filed = tasks.filter(({ labels, project }) =>
    [...labels, project].some((name) => isName(name, phrase)),
  );
  const titled = matchTasks(phrase, tasks);
  if (filed.length === 0) return titled;
  return { tasks: [...new Set([...filed, ...(titled.sure ? titled.tasks : [])])], sure: true };
}

function isName(name: string | null, phrase: string): boolean {
  const said = phrase
    .trim()
    .replace(/^(?:the |my )?[#+]?/i, '')
    .replace(/ (?:tasks|ones|stuff)$/i, '');
  return name?.toLowerCase() === said.toLowerCase();
}

function recall(reference: Reference, context: Context, options: FindOptions): Found | null {
  const { shown, focus } = context.memory;
  const group = focus.length > 1 ? focus : shown.length > 0 ? shown : focus;
  switch (reference.kind) {
    case 'it':
      if (focus.length > 1) return { kind: 'reply', reply: askWhich(focus, context, options) };
      if (focus.length === 1) return some(focus);
      return shown.length === 1
        ? some(shown)
        : said('Which task do you mean? Name it, or say “show my tasks”.');
    case 'them':
      if (reference.howMany === 2 && group.length > 2) {
        return said(
          `I see ${count(group.length)} there, not two. Say which, like “1 and 3”, or “all of them”.`,
        );
      }
      return group.length > 0
        ? some(group)
        : said('Which tasks do you mean? Say “show my tasks” to see them.');
    case 'others': {
      const others = shown.filter((task) => !focus.some(({ id }) => id === task.id));
      return others.length > 0 ? some(others) : said('There are no others in the last list.');
    }
    case 'positions': {
      if (shown.length === 0) return said('I haven’t shown a list yet. Say “show my tasks” first.');
      const places = reference.positions.map((place) =>
        place < 0 ? shown.length + place : place - 1,
      );
      const tasks = places.map((place) => shown[place]);
      const missing = reference.positions.find((_, n) => !tasks[n]);
      if (missing !== undefined) {
        return said(
          `The last list has ${count(shown.length)}, so there is no number ${Math.abs(missing)}.`,
        );
      }
      return some([...new Set(tasks.filter((task) => task !== undefined))]);
    }
    default:
      return null;
  }
}

function some(tasks: Task[]): Found {
  return { kind: 'tasks', tasks, sure: true };
}

function said(text: string): Found {
  return { kind: 'reply', reply: { text } };
}

function* byFilter(
  { query, words }: Extract<Reference, { kind: 'filter' }>,
  context: Context,
  options: FindOptions,
): SubPlan<Found> {
  // "Everything done last week" says by itself that it is not about open ones.
  const done = /\b(?:done|finished|completed)\b/i.test(query.filter ?? '');
  const listed = yield* lookUp({ ...(!done && { status: options.status }), ...query }, '');
  // Among what is done are tasks that repeat, and are open again: those are not over.
  const all = done || query.status === 'done' ? listed.filter((task) => task.completed) : listed;
  const { tasks, sure } = words ? namedOrFiled(words, all) : { tasks: all, sure: true };
  if (tasks.length > 0) return { kind: 'tasks', tasks, sure };
  const again = listed.filter((task) => !task.completed);
  return all.length === 0 && again.length > 0
    ? { kind: 'reply', reply: openAgain(again, context) }
    : said('There are no such tasks, so nothing has changed.');
}

/** "Everything done", when all that was done comes back for its next day. */
function openAgain(tasks: Task[], { options }: Context): Reply {
  const [first] = tasks;
  const one = tasks.length === 1;
  const next = one && first?.due_date ? `, next ${due(first, options)}` : '';
  const them = one ? 'it' : 'them';
  return {
    text: `Only ${names(tasks)} ${one ? 'was' : 'were'} done, and ${one ? 'it repeats, so it' : 'they repeat, so they'} ${are(tasks.length)} open again${next}. Nothing has changed; name ${them} if you mean ${them} all the same.`,
    focus: tasks,
  };
}

/** A task may be called "tomorrow": its own name is a better reading than the day. */
function* byTitle(
  phrase: string,
  { query }: Extract<Reference, { kind: 'filter' }>,
  options: FindOptions,
): SubPlan<Found | null> {
  const day = query.due ?? query.status ?? query.priority;
  if (!day || /\s/.test(phrase.trim())) return null;
  const all = yield* lookUp({ status: options.status }, phrase);
  const same = all.filter((task) => task.title.toLowerCase() === phrase.trim().toLowerCase());
  return same.length === 1 ? some(same) : null;
}

const JOINT = /,|&|\band\b/i;
const PAGES = 5;

/**
 * The tasks that a phrase may mean: those with its words in them, otherwise all of the filter, a page
 * at a time, since a word may be misspelled or a date. Looking for few also keeps the card small.
 */
function* lookUp(query: Query, phrase: string): SubPlan<Task[]> {
  const search = tokens(phrase).map(stem).join(' ').slice(0, 200).trim().toWellFormed();
  const found = new Map<string, Task>();
  // "Milk and eggs" may be two tasks, and neither has both words.
  if (search !== '' && !JOINT.test(phrase)) {
    const narrowed = yield* page({ ...query, search });
    if (matchTasks(phrase, narrowed.tasks).sure) return narrowed.tasks;
    for (const task of narrowed.tasks) found.set(task.id, task);
  }
  let cursor: string | null | undefined;
  for (let pages = 0; cursor !== null && pages < PAGES; pages++) {
    const { tasks, next_cursor } = yield* page({ ...query, ...(cursor && { cursor }) });
    for (const task of tasks) found.set(task.id, task);
    cursor = next_cursor;
  }
  return [...found.values()];
}

function* page(input: Query & { cursor?: string }): SubPlan<ListResult> {
  return readList(
    (yield [{ name: 'list_tasks', input: { ...input, shown: false, limit: 100 } }])[0],
  );
}

/** By the words; a date or a priority in them tells tasks of one name apart. */
function pick(
  phrase: string,
  tasks: Task[],
  { options }: Context,
): { tasks: Task[]; sure: boolean } {
  const plain = matchTasks(phrase, tasks);
  if (plain.tasks.length === 1 && plain.sure) return plain;
  const read = parseTask(phrase, options);
  const { query, rest } = readFilter(phrase, options);
  const priority = query.priority ?? (read.priority === 'none' ? undefined : read.priority);
  const overdue = query.due === 'overdue';
  if (!read.dueDate && !priority && !overdue) return plain;
  const fits = tasks.filter(
    (task) =>
      (!read.dateGiven || task.due_date === read.dueDate) &&
      (!read.dueTime || task.due_time === read.dueTime) &&
      (!priority || task.priority === priority) &&
      (!overdue || task.overdue),
  );
  const title =
    rest === ''
      ? ''
      : read.title.replace(/^(?:the|my)\b\s*|\boverdue\b|\b(?:one|task|item)$/gi, '').trim();
  if (title === '') return { tasks: fits, sure: true };
  const named = matchTasks(title, fits);
  if (named.tasks.length > 0) return named;
  // There is milk, but none that is overdue: only a guess.
  return plain.tasks.length > 0 ? plain : { ...matchTasks(title, tasks), sure: false };
}

/** "milk and eggs", when no one task is called that. */
function severalByWords(
  phrase: string,
  all: Task[],
  context: Context,
  options: FindOptions,
): Found {
  const parts = phrase
    .split(/\s*,\s*(?:and\s+)?|\s+and\s+|\s*&\s*/i)
    .filter((part) => part.trim() !== '');
  if (parts.length < 2) return none(phrase, all);
  const tasks: Task[] = [];
  let sure = true;
  for (const part of parts) {
    const found = pick(part, all, context);
    if (found.tasks.length > 1)
      return { kind: 'reply', reply: askWhich(found.tasks, context, options, part) };
    const [task] = found.tasks;
    if (!task) return none(part, all);
    tasks.push(task);
    sure &&= found.sure;
  }
  return { kind: 'tasks', tasks: [...new Set(tasks)], sure };
}

function none(phrase: string, all: Task[]): Found {
  return { kind: 'none', phrase, near: nearest(phrase, all) };
}

function askWhich(tasks: Task[], context: Context, options: FindOptions, part?: string): Reply {
  const shown = tasks.slice(0, 10);
  const more =
    tasks.length > shown.length ? `…and ${tasks.length - shown.length} more with those words.` : '';
  const intro = part ? `Several tasks match “${part.trim()}”.` : `${count(tasks.length)} match.`;
  return {
    text: paragraphs(`${intro} ${options.ask}`, numbered(shown, context.options), more),
    shown,
    focus: [],
    pending: {
      choose: (answer) => readChoice(answer, shown, context.options),
      accept: (answer) => {
        const choice = readChoice(answer, shown, context.options);
        return choice && options.then(choice);
      },
    },
  };
}
