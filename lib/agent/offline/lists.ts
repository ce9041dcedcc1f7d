import { addFrom } from './add';
import { isNo, isYes } from './choice';
import type { Query } from './filters';
import { find } from './find';
import { sayFound, sayNothing } from './list-words';
import { missing } from './not-found';
import { type Context, type Plan, type Reply, type SubPlan, say } from './plan';
import { rangeOf, todayOf } from './ranges';
import { type ListResult, readList, readOne, type Task } from './results';
import { are, count, due, name, numbered, paragraphs, sayPriority } from './wording';

const PAGE = 25;
/** How many tasks are looked at beyond a list that is empty. */
const BEYOND = 5;

/** Lists the tasks of a filter, a page at a time: the card shows them, the words count them. */
export function* list(query: Query, context: Context, orAdd?: string): Plan {
  const found = yield* look({ ...query, limit: PAGE });
  if (found.tasks.length > 0) return show(found, query, context, []);
  const nothing = sayNothing(query, context.options);
  if (orAdd) return offer(nothing, orAdd, context);
  const beyond = yield* lookBeyond(query, nothing, context);
  return beyond ?? { text: `${nothing}.`, shown: [], focus: [] };
}

function offer(nothing: string, sentence: string, context: Context): Reply {
  return {
    text: `${nothing}. Shall I add ${name({ title: sentence })} as a task?`,
    shown: [],
    focus: [],
    pending: {
      accept: (answer) => {
        if (isYes(answer)) return addFrom(sentence, context);
        return isNo(answer) ? say('OK, nothing was added.') : null;
      },
    },
  };
}

function* look(input: Record<string, unknown>): SubPlan<ListResult> {
  return readList((yield [{ name: 'list_tasks', input }])[0]);
}

function show(found: ListResult, query: Query, context: Context, before: Task[]): Reply {
  const shown = [...before, ...found.tasks];
  const cursor = found.next_cursor;
  const left = found.total - shown.length;
  const text =
    before.length === 0
      ? sayFound(query, found, context.options)
      : `Here ${are(found.tasks.length)} ${found.tasks.length} more.`;
  return {
    text: cursor
      ? `${text} ${before.length === 0 ? `These are the first ${shown.length}; say` : `${left} are left: say`} “more” for the next.`
      : text,
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
  return show(yield* look({ ...query, limit: PAGE, cursor }), query, context, shown);
}

/** An empty stretch of days is no reason to stop: what is overdue, and what comes next. */
function* lookBeyond(query: Query, nothing: string, context: Context): SubPlan<Reply | null> {
  const { options } = context;
  const range = rangeOf(query, options);
  if (!range || (query.status && query.status !== 'open')) return null;
  const { due: _due, from: _from, to: _to, ...rest } = query;
  const found = yield* look({ ...rest, limit: BEYOND });
  if (found.tasks.length === 0)
    return { text: `${nothing}, and nothing else is open.`, shown: [], focus: [] };
  const overdue = found.tasks.filter((task) => task.overdue);
  let ahead = found.tasks.find((task) => task.due_date !== null && !task.overdue);
  let shown = found.tasks;
  if (overdue.length === BEYOND && found.total > BEYOND) {
    const today = todayOf(options);
    const from = range.to?.add({ days: 1 }).toString() ?? today.toString();
    const later = yield* look({ ...rest, from, limit: BEYOND });
    [ahead] = later.tasks;
    if (ahead) shown = later.tasks;
  }
  const late = overdue.length === BEYOND ? `${BEYOND} or more` : String(overdue.length);
  const undated = found.tasks.find((task) => task.due_date === null);
  const text = [
    `${nothing}${overdue.length > 0 ? `, but ${late} ${are(overdue.length)} overdue` : ''}.`,
    ahead && `Next is ${name(ahead)}, ${due(ahead, options)}.`,
    !ahead && overdue.length === 0 && undated && `${name(undated)} is open, without a date.`,
  ];
  const [first] = overdue;
  return {
    text: text.filter(Boolean).join(' '),
    shown,
    focus: [ahead ?? first ?? undated].filter((task) => task !== undefined),
  };
}

/** What to do next: what is overdue or due soonest. */
export function* whatNext(context: Context): Plan {
  const { options } = context;
  const found = yield* look({ status: 'open', limit: 3 });
  const [first] = found.tasks;
  if (!first) {
    const text = 'Nothing is open. Enjoy the calm, or tell me what comes next.';
    return { text, shown: [], focus: [] };
  }
  const since = first.due_date
    ? `, ${first.overdue ? 'overdue since ' : ''}${due(first, options)}`
    : '';
  return { text: `Next is ${name(first)}${since}.`, shown: found.tasks, focus: [first] };
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
  if (found.kind === 'none')
    return missing({ ...found, status: 'all', verb: 'show', then }, context);
  return yield* then(found.tasks);
}

/** One task is looked at again: its card shows it as it is now. */
function* recount(tasks: Task[], context: Context): Plan {
  const [only] = tasks;
  if (!only || tasks.length > 1) {
    return {
      text: paragraphs(`${count(tasks.length)}:`, numbered(tasks, context.options)),
      shown: tasks,
      focus: [],
    };
  }
  const task = readOne((yield [{ name: 'get_task', input: { id: only.id } }])[0]);
  const notes = task.description && `Notes: ${quote(task.description)}`;
  return { text: paragraphs(state(task, context), notes), focus: [task] };
}

function state(task: Task, { options }: Context): string {
  if (task.completed) return `${name(task)} is done.`;
  const level = task.priority === 'none' ? '' : `, ${sayPriority(task.priority)}`;
  if (!task.due_date) return `${name(task)} is open and has no date${level}.`;
  const overdue = task.overdue ? 'overdue: it was due' : 'due';
  return `${name(task)} is ${overdue} ${due(task, options)}${level}.`;
}

/** Text of a task, shown as typed. */
export function quote(text: string): string {
  const short = text.length > 500 ? `${text.slice(0, 500)}…` : text;
  return name({ title: short }).slice(2, -2);
}
