import {
  and,
  eq,
  gte,
  ilike,
  inArray,
  isNotNull,
  isNull,
  lt,
  lte,
  not,
  or,
  type SQL,
  sql,
} from 'drizzle-orm';
import type { PgColumn } from 'drizzle-orm/pg-core';
import { Temporal } from 'temporal-polyfill';
import { labels, projects, taskLabels, tasks, taskUpdates } from '@/db/schema';
import { type Clock, languageOptions, wallTime } from '@/lib/clock';
import { HttpError } from '@/lib/http';
import { type DayRange, describeFilter, parseFilter, type TaskFilter } from '@/lib/language';
import type { Scope } from '@/lib/scope';
import { isStorable } from '@/lib/storable';
import { sameLetters } from './fields';

export const FILTER_LIMIT = 300;
/** More words than these, of which none is a condition, are a sentence and no search. */
const MOST_WORDS = 2;

export type AskedFilter = {
  filter: TaskFilter;
  /** With absolute dates; empty when every task is meant. */
  words: string;
  /** Which tasks it is about; null when it doesn't say. */
  status: 'open' | 'done' | 'all' | 'deleted' | null;
};

/** Reads a filter in words. Throws HttpError 400, with the reason, when it can't be read. */
export function readFilter(text: string, clock: Clock): AskedFilter {
  const { filter } = parseFilter(text, languageOptions(clock));
  const isEmpty = 'any' in filter && filter.any.length === 0;
  if (text.length > FILTER_LIMIT || !isStorable(text) || isEmpty || isSentence(filter)) {
    throw new HttpError(400, {
      error: 'This filter was not understood.',
      try_next:
        'say it like “overdue high priority #work”, “done last week” or “due friday or repeating”.',
      field: 'filter',
    });
  }
  const isAll = 'all' in filter && filter.all.length === 0;
  return { filter, words: isAll ? '' : describeFilter(filter), status: statusOf(filter) };
}

/** That nothing in it was read as a condition, and it has more words than anybody searches for. */
function isSentence(filter: TaskFilter): boolean {
  const leaves = leavesOf(filter);
  const words = leaves.flatMap((leaf) => ('text' in leaf ? leaf.text.split(' ') : []));
  return leaves.every((leaf) => 'text' in leaf) && words.length > MOST_WORDS;
}

function leavesOf(filter: TaskFilter): TaskFilter[] {
  if ('all' in filter) return filter.all.flatMap(leavesOf);
  if ('any' in filter) return filter.any.flatMap(leavesOf);
  return 'not' in filter ? leavesOf(filter.not) : [filter];
}

/** The condition that a filter stands for; `scope` owns the names in it. */
export function matching(filter: TaskFilter, scope: Scope, clock: Clock): SQL | undefined {
  const each = (filters: TaskFilter[]) => filters.map((one) => matching(one, scope, clock));
  if ('all' in filter) return and(...each(filter.all));
  if ('any' in filter) return or(...each(filter.any)) ?? sql`false`;
  if ('not' in filter) return isNot(matching(filter.not, scope, clock));
  if ('status' in filter) return hasStatus(filter.status);
  if ('due' in filter) return within(tasks.dueDate, filter.due);
  if ('dated' in filter) return filter.dated ? isNotNull(tasks.dueDate) : isNull(tasks.dueDate);
  if ('overdue' in filter) return isLate(clock);
  if ('repeating' in filter) return isNotNull(tasks.recurrence);
  if ('done' in filter) return wasDone(filter.done, clock);
  if ('created' in filter) return during(sql`${tasks.createdAt}`, filter.created, clock);
  if ('deadline' in filter)
    return and(isNotNull(tasks.deadline), within(tasks.deadline, filter.deadline));
  if ('priority' in filter) return inArray(tasks.priority, filter.priority);
  if ('label' in filter) return withLabel(filter.label, scope);
  if ('labelled' in filter) return filter.labelled ? hasLabel(scope) : not(hasLabel(scope));
  if ('filed' in filter) return filter.filed ? isNotNull(tasks.projectId) : isNull(tasks.projectId);
  if ('project' in filter) return inProject(filter.project, scope);
  return and(...filter.text.split(/\s+/u).filter(Boolean).map(withWord));
}

export function inProject(name: string, { userId }: Scope): SQL {
  return sql`${tasks.projectId} in (
    select ${projects.id} from ${projects}
    where ${projects.userId} = ${userId} and lower(${projects.name}) = lower(${sameLetters(name)}))`;
}

export function withLabel(name: string, { userId }: Scope): SQL {
  return sql`${tasks.id} in (
    select ${taskLabels.taskId} from ${labels} join ${taskLabels}
      on ${taskLabels.userId} = ${labels.userId} and ${taskLabels.labelId} = ${labels.id}
    where ${labels.userId} = ${userId} and lower(${labels.name}) = lower(${sameLetters(name)}))`;
}

function hasLabel({ userId }: Scope): SQL {
  return sql`exists (
    select from ${taskLabels}
    where ${taskLabels.userId} = ${userId} and ${taskLabels.taskId} = ${tasks.id})`;
}

/** The same rule as `isOverdue`, for open tasks. */
export function isLate(clock: Clock): SQL | undefined {
  const here = wallTime(clock);
  const day = here.toPlainDate().toString();
  const at = here.toPlainTime().toString({ smallestUnit: 'second' });
  const floating = and(
    isNull(tasks.timeZone),
    or(lt(tasks.dueDate, day), and(eq(tasks.dueDate, day), lt(tasks.dueTime, at))),
  );
  const zoned = and(
    isNotNull(tasks.timeZone),
    sql`(${tasks.dueDate} + ${tasks.dueTime}) at time zone ${tasks.timeZone} < ${clock.now.toISOString()}::timestamptz`,
  );
  return and(isNotNull(tasks.dueDate), isNull(tasks.completedAt), or(floating, zoned));
}

/** That a word stands in the title or the description. */
export function withWord(word: string): SQL | undefined {
  const pattern = `%${word.replace(/[\\%_]/g, '\\$&')}%`;
  return or(ilike(tasks.title, pattern), ilike(tasks.description, pattern));
}

/** A condition that can't be answered, like a time that isn't there, doesn't hold. */
function isNot(condition: SQL | undefined): SQL {
  return condition ? not(sql`coalesce((${condition}), false)`) : sql`false`;
}

function hasStatus(status: 'open' | 'done' | 'deleted'): SQL {
  if (status === 'deleted') return isNotNull(tasks.deletedAt);
  return status === 'done' ? isNotNull(tasks.doneAt) : isNull(tasks.completedAt);
}

function within(day: PgColumn, { from, to }: DayRange): SQL | undefined {
  return and(isNotNull(day), from ? gte(day, from) : undefined, to ? lte(day, to) : undefined);
}

/**
 * Finished in these days. A repeating task counts by the history of its occurrences, each that was
 * not taken back, for the row keeps only the last.
 */
function wasDone(range: DayRange, clock: Clock): SQL | undefined {
  const turns = sql`exists (
    select from ${taskUpdates}
    where ${taskUpdates.userId} = ${tasks.userId} and ${taskUpdates.taskId} = ${tasks.id}
      and ${taskUpdates.updateType} = 'completed' and ${taskUpdates.undoneAt} is null
      and jsonb_exists(${taskUpdates.changes}, 'turnsOver')
      and ${during(sql`${taskUpdates.createdAt}`, range, clock) ?? sql`true`})`;
  return or(
    and(isNotNull(tasks.completedAt), during(sql`${tasks.completedAt}`, range, clock)),
    and(isNotNull(tasks.lastTurnAt), turns),
  );
}

/** Days of the person's calendar as moments. */
function during(moment: SQL, { from, to }: DayRange, clock: Clock): SQL | undefined {
  const start = (day: Temporal.PlainDate) =>
    day.toZonedDateTime(clock.timeZone).toInstant().toString();
  const first = from && Temporal.PlainDate.from(from);
  const over = to && Temporal.PlainDate.from(to).add({ days: 1 });
  return and(
    first ? sql`${moment} >= ${start(first)}::timestamptz` : undefined,
    // The calendar's last day has none after it, and nothing is later.
    over && over.year <= 9999 ? sql`${moment} < ${start(over)}::timestamptz` : undefined,
  );
}

/** What a filter says about the status of every task it finds; 'all' when it says it of some. */
function statusOf(filter: TaskFilter): AskedFilter['status'] {
  if ('status' in filter) return filter.status;
  if ('done' in filter) return 'done';
  if ('all' in filter) return filter.all.map(statusOf).find((status) => status !== null) ?? null;
  if ('not' in filter) return statusOf(filter.not) && 'all';
  if (!('any' in filter)) return null;
  const statuses = new Set(filter.any.map((one) => statusOf(one) ?? 'open'));
  const [only = null] = statuses;
  return statuses.size > 1 ? 'all' : only;
}
