import { and, desc, eq, gte, isNotNull, isNull, lte, type SQL, sql } from 'drizzle-orm';
import type { Temporal } from 'temporal-polyfill';
import { validate as isUuid } from 'uuid';
import { tasks } from '@/db/schema';
import { type Clock, startOfWeek, today } from '@/lib/clock';
import { BadCursor } from '@/lib/http';
import type { Scope } from '@/lib/scope';
import { isRealDate, sayDay } from './dates';
import {
  type AskedFilter,
  inProject,
  isLate,
  matching,
  readFilter,
  withLabel,
  withWord,
} from './filter';
import { type TaskRow, type TaskView, taskColumns, toView } from './view';

/** The lists that the screens show. today: overdue and due today; upcoming: due after today. */
export type TaskListName = 'today' | 'upcoming' | 'all' | 'done';

type TaskQuery = {
  list?: TaskListName;
  status?: 'open' | 'done' | 'all' | 'deleted';
  due?: 'today' | 'tomorrow' | 'this_week' | 'next_week' | 'overdue' | 'none';
  /** First and last due date, 'YYYY-MM-DD'. */
  from?: string;
  to?: string;
  priority?: TaskRow['priority'];
  /** Every word must stand in the title or the description. */
  search?: string;
  /** Names, in any case. */
  project?: string;
  label?: string;
  /** Which tasks are meant, in words: "overdue high priority #work". */
  filter?: string;
  /** 1 to 100. */
  limit?: number;
  /** `next_cursor` of the page before. */
  cursor?: string;
};

export type TaskPage = {
  tasks: TaskView[];
  next_cursor: string | null;
  /** How many tasks match on all pages. */
  total: number;
  /** The filter in words, with absolute dates. */
  understood: string;
};

/**
 * The user's tasks that match, a page at a time. Open tasks come by date, time and priority, done
 * and deleted ones newest first. Throws HttpError 400 for a filter that can't be read.
 */
export async function listTasks(scope: Scope, query: TaskQuery, clock: Clock): Promise<TaskPage> {
  const limit = query.limit ?? 50;
  const filter = plan(query, scope, clock);
  const order = orderOf(filter.status);
  const matches = and(eq(tasks.userId, scope.userId), ...filter.where);
  return scope.run(async (tx) => {
    const rows = await tx
      .select({ ...taskColumns, sort: order.key })
      .from(tasks)
      .where(
        and(
          matches,
          query.cursor ? order.after(decodeCursor(query.cursor, order.keys)) : undefined,
        ),
      )
      .orderBy(...order.by)
      .limit(limit + 1);
    const page = rows.slice(0, limit);
    const last = page.at(-1);
    const more = rows.length > limit;
    return {
      tasks: page.map((row) => toView(row, clock)),
      next_cursor: more && last ? encodeCursor(last.sort, last.id) : null,
      total: more || query.cursor ? await tx.$count(tasks, matches) : page.length,
      understood: filter.understood,
    };
  });
}

type Status = NonNullable<TaskQuery['status']>;
type Plan = { status: Status; where: (SQL | undefined)[]; understood: string };

function plan(query: TaskQuery, scope: Scope, clock: Clock): Plan {
  const asked = query.filter === undefined ? null : readFilter(query.filter, clock);
  const status = statusOf(query, asked);
  const due = dueFilter(query, clock);
  const words = query.search?.split(/\s+/u).filter(Boolean) ?? [];
  const said = [
    STATUS_WORDS[status],
    query.priority && `with ${query.priority === 'none' ? 'no' : query.priority} priority`,
    due.understood,
    query.project !== undefined && `in project ${query.project}`,
    query.label !== undefined && `labelled ${query.label}`,
    words.length > 0 && `with ${words.map((word) => `“${word}”`).join(' and ')} in them`,
  ];
  const found = said.filter(Boolean).join(' ');
  return {
    status,
    where: [
      ...statusFilter(status),
      ...due.where,
      query.priority && eq(tasks.priority, query.priority),
      query.project !== undefined && inProject(query.project, scope),
      query.label !== undefined && withLabel(query.label, scope),
      ...words.map(withWord),
      asked && matching(asked.filter, scope, clock),
    ].map((condition) => condition || undefined),
    understood: asked?.words ? `${found}: ${asked.words}` : found,
  };
}

function statusOf(query: TaskQuery, asked: AskedFilter | null): Status {
  if (query.list) return query.list === 'done' ? 'done' : 'open';
  return query.status ?? asked?.status ?? 'open';
}

const STATUS_WORDS: Record<Status, string> = {
  open: 'Open tasks',
  done: 'Done tasks',
  all: 'Open and done tasks',
  deleted: 'Deleted tasks',
};

function statusFilter(status: Status): SQL[] {
  if (status === 'deleted') return [isNotNull(tasks.deletedAt)];
  const kept = isNull(tasks.deletedAt);
  if (status === 'open') return [kept, isNull(tasks.completedAt)];
  return status === 'done' ? [kept, isNotNull(tasks.doneAt)] : [kept];
}

function dueFilter(
  query: TaskQuery,
  clock: Clock,
): { where: (SQL | undefined)[]; understood: string } {
  const day = today(clock);
  const weekStart = startOfWeek(day, clock.weekStart);
  if (query.list === 'today')
    return { where: [lte(tasks.dueDate, day.toString())], understood: `due by ${said(day)}` };
  if (query.list === 'upcoming')
    return {
      where: [sql`${tasks.dueDate} > ${day.toString()}`],
      understood: `due after ${said(day)}`,
    };
  switch (query.due) {
    case 'today':
      return between(day, day, 'due today');
    case 'tomorrow':
      return between(day.add({ days: 1 }), day.add({ days: 1 }), 'due tomorrow');
    case 'this_week':
      return between(weekStart, weekStart.add({ days: 6 }), 'due this week');
    case 'next_week':
      return between(weekStart.add({ days: 7 }), weekStart.add({ days: 13 }), 'due next week');
    case 'overdue':
      return { where: [isLate(clock)], understood: `overdue on ${said(day)}` };
    case 'none':
      return { where: [isNull(tasks.dueDate)], understood: 'without a date' };
    default: {
      return {
        where: [
          query.from ? gte(tasks.dueDate, query.from) : undefined,
          query.to ? lte(tasks.dueDate, query.to) : undefined,
        ],
        understood: sayBounds(query.from, query.to),
      };
    }
  }
}

function sayBounds(from: string | undefined, to: string | undefined): string {
  if (from && to)
    return from === to ? `due on ${sayDay(from)}` : `due from ${sayDay(from)} to ${sayDay(to)}`;
  if (from) return `due from ${sayDay(from)} on`;
  return to ? `due by ${sayDay(to)}` : '';
}

function between(from: Temporal.PlainDate, to: Temporal.PlainDate, words: string) {
  const dates = from.equals(to) ? said(from) : `${said(from)} – ${said(to)}`;
  return {
    where: [gte(tasks.dueDate, from.toString()), lte(tasks.dueDate, to.toString())],
    understood: `${words} (${dates})`,
  };
}

const said = (date: Temporal.PlainDate) => sayDay(date.toString());

type Cursor = { sort: string[]; id: string };

/** `key` is what the rows are sorted by, as text, so that a cursor can hold it exactly. */
function orderOf(status: Status) {
  if (status === 'open' || status === 'all') {
    const date = sql`coalesce(${tasks.dueDate}, 'infinity')`;
    const time = sql`coalesce(${tasks.dueTime}, '24:00')`;
    // Highest first, beside dates that go up: the enum's place counted from its end.
    const rank = sql`(case ${tasks.priority} when 'urgent' then 0 when 'high' then 1 when 'medium' then 2 when 'low' then 3 else 4 end)`;
    return {
      keys: OPEN_KEYS,
      key: sql<string[]>`array[${date}::text, ${time}::text, ${rank}::text]`,
      by: [date, time, rank, tasks.id],
      after: ({ sort, id }: Cursor) =>
        sql`(${date}, ${time}, ${rank}, ${tasks.id}) > (${sort[0]}::date, ${sort[1]}::time, ${sort[2]}::int, ${id}::uuid)`,
    };
  }
  const moment = status === 'done' ? tasks.doneAt : tasks.deletedAt;
  return {
    keys: PAST_KEYS,
    key: sql<string[]>`array[${moment}::text]`,
    by: [desc(moment), desc(tasks.id)],
    after: ({ sort, id }: Cursor) =>
      sql`(${moment}, ${tasks.id}) < (${sort[0]}::timestamptz, ${id}::uuid)`,
  };
}

function encodeCursor(sort: string[], id: string): string {
  return Buffer.from(JSON.stringify([id, ...sort])).toString('base64url');
}

const TIME = String.raw`([01]\d|2[0-3]):[0-5]\d:[0-5]\d`;
const INSTANT = new RegExp(
  String.raw`^(\d{4}-\d{2}-\d{2}) ${TIME}(\.\d{1,6})?[+-](0\d|1[0-5])(:[0-5]\d)?$`,
);

/** What the sort keys may be: a cursor is the client's word, and these reach a cast. */
const OPEN_KEYS = [
  (text: string) => text === 'infinity' || isRealDate(text),
  (text: string) => text === '24:00:00' || new RegExp(`^${TIME}$`).test(text),
  (text: string) => /^[0-4]$/.test(text),
];
const PAST_KEYS = [(text: string) => isRealDate(INSTANT.exec(text)?.[1] ?? '')];

function decodeCursor(cursor: string, keys: ((text: string) => boolean)[]): Cursor {
  const [id, ...sort] = parseList(Buffer.from(cursor, 'base64url').toString());
  const valid =
    sort.length === keys.length &&
    sort.every((part, place) => typeof part === 'string' && keys[place]?.(part));
  if (!valid || typeof id !== 'string' || !isUuid(id)) throw new BadCursor();
  return { sort: sort.map(String), id };
}

function parseList(text: string): unknown[] {
  try {
    const value: unknown = JSON.parse(text);
    return Array.isArray(value) ? value : [];
  } catch (error) {
    if (error instanceof SyntaxError) throw new BadCursor();
    throw error;
  }
}
