import { Temporal } from 'temporal-polyfill';
import { describeDate } from '@/lib/language';
import type { Query } from './filters';
import { find, notFound } from './find';
import { type Context, type Plan, type Reply, say } from './plan';
import { type ListResult, readHistory, readList, type Task } from './results';
import { count, line, name, numbered, paragraphs } from './wording';

const PAGE = 25;

/** Shows the tasks of a filter as a numbered list, a page at a time. */
export function* list(query: Query, context: Context): Plan {
  const found = readList((yield [{ name: 'list_tasks', input: { ...query, limit: PAGE } }])[0]);
  return show(found, query, context, []);
}

function show(found: ListResult, query: Query, context: Context, before: Task[]): Reply {
  const shown = [...before, ...found.tasks];
  if (shown.length === 0)
    return { text: `No ${lower(understood(found, query, context))}.`, shown: [], focus: [] };
  const left = found.total - shown.length;
  const cursor = found.next_cursor;
  return {
    text: paragraphs(
      before.length === 0 && `${understood(found, query, context)}: ${found.total}.`,
      numbered(found.tasks, context.options, before.length + 1),
      cursor !== null && `…and ${left} more. Say “more” to see them.`,
    ),
    shown,
    focus: shown.length === 1 ? shown : [],
    ...(cursor && {
      pending: {
        accept: (answer: string) =>
          MORE.test(answer) ? next(query, cursor, context, shown) : null,
      },
    }),
  };
}

const MORE =
  /^\s*(?:(?:show|see|list)(?: me)?\s+)?(?:the )?(?:more|rest|next(?: page| ones)?|others|go on|continue)\s*[.!?]*$/i;

function* next(query: Query, cursor: string, context: Context, shown: Task[]): Plan {
  const call = { name: 'list_tasks', input: { ...query, limit: PAGE, cursor } };
  return show(readList((yield [call])[0]), query, context, shown);
}

function understood({ understood }: ListResult, { from, to }: Query, context: Context): string {
  // One day reads better than "from Friday to Friday".
  const day =
    from && from === to ? describeDate(from, null, context.options).replace(/^\w+, /, '') : '';
  return (day ? understood.replace(/due from .*$/, `due ${day}`) : understood) || 'Tasks';
}

function lower(words: string): string {
  return words.charAt(0).toLowerCase() + words.slice(1);
}

export function* howMany(query: Query): Plan {
  const { total, understood } = readList(
    (yield [{ name: 'list_tasks', input: { ...query, limit: 1 } }])[0],
  );
  const words = total === 1 ? understood.replace(/\btasks\b/, 'task') : understood;
  return { text: `${total === 0 ? 'No' : `**${total}**`} ${lower(words)}.` };
}

/** What to do next: what is overdue or due soonest. */
export function* whatNext(context: Context): Plan {
  const found = readList((yield [{ name: 'list_tasks', input: { status: 'open', limit: 3 } }])[0]);
  const [first] = found.tasks;
  if (!first)
    return {
      text: 'Nothing is open. Enjoy the calm, or tell me what comes next.',
      shown: [],
      focus: [],
    };
  return {
    text: paragraphs('Next up:', numbered(found.tasks, context.options)),
    shown: found.tasks,
    focus: [first],
  };
}

/** What was finished on a day, by the person's clock. */
export function* finishedOn(daysAgo: number, context: Context): Plan {
  const { options } = context;
  const day = Temporal.PlainDate.from(options.now.slice(0, 10)).subtract({ days: daysAgo });
  const found = readList(
    (yield [{ name: 'list_tasks', input: { status: 'done', limit: 100 } }])[0],
  );
  const tasks = found.tasks.filter((task) => {
    if (!task.completed_at) return false;
    const at = Temporal.Instant.from(task.completed_at).toZonedDateTimeISO(options.timeZone);
    return at.toPlainDate().equals(day);
  });
  const when = daysAgo === 0 ? 'today' : 'yesterday';
  if (tasks.length === 0) return { text: `Nothing was finished ${when}.`, shown: [], focus: [] };
  return {
    text: paragraphs(`Finished ${when}: ${tasks.length}.`, numbered(tasks, options)),
    shown: tasks,
    focus: [],
  };
}

/** "When is the dentist?", "is the milk done?", "what is the second one about?" */
export function* about(phrase: string, context: Context): Plan {
  const then = (tasks: Task[]) => recount(tasks, context);
  const found = yield* find(phrase, context, {
    status: 'all',
    then,
    ask: 'Which one do you mean?',
  });
  if (found.kind === 'reply') return found.reply;
  if (found.kind === 'none') return notFound(found.phrase, 'all');
  return yield* then(found.tasks);
}

function recount(tasks: Task[], context: Context): Plan {
  const [task] = tasks;
  if (!task || tasks.length > 1) {
    return say({ text: numbered(tasks, context.options), shown: tasks, focus: [] });
  }
  const told =
    task.completed || task.due_date
      ? `${line(task, context.options)}.`
      : `${name(task)} is open and has no date.`;
  const notes = task.description && `Notes: ${quote(task.description)}`;
  return say({ text: paragraphs(told, notes), focus: tasks });
}

function quote(text: string): string {
  const short = text.length > 500 ? `${text.slice(0, 500)}…` : text;
  return name({ title: short }).slice(2, -2);
}

export function* history(): Plan {
  const entries = readHistory((yield [{ name: 'task_history', input: { limit: 10 } }])[0]);
  if (entries.length === 0) return { text: 'Nothing has changed yet.' };
  const lines = entries.map(
    ({ content, undone }) => `- ${quote(content)}${undone ? ' (undone)' : ''}`,
  );
  return {
    text: paragraphs(
      `The last ${count(entries.length, 'change')}, newest first:`,
      lines.join('\n'),
    ),
  };
}
