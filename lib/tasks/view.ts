import { getTableColumns, sql } from 'drizzle-orm';
import { z } from 'zod';
import { labels, projects, recurrenceFrom, taskLabels, tasks } from '@/db/schema';
import type { Clock } from '@/lib/clock';
import { describeRule } from '@/lib/language';
import { isOverdue, isRealDate, weekdayOf } from './dates';
import { priority } from './fields';

/** A task's row with the names of what it is filed under; labels in the order of their names. */
export type TaskRow = typeof tasks.$inferSelect & { project: string | null; labels: string[] };

/**
 * What a query of tasks selects to get a `TaskRow`. Columns are named by hand: Drizzle leaves the
 * table out where a query has one, and here are two. Names are in the order that `filing.ts` keeps.
 */
export const taskColumns = {
  ...getTableColumns(tasks),
  project: sql<string | null>`(
    select p.name from ${projects} p
    where p.user_id = ${tasks}.user_id and p.id = ${tasks}.project_id)`,
  labels: sql<string[]>`array(
    select l.name from ${taskLabels} tl
      join ${labels} l on l.user_id = tl.user_id and l.id = tl.label_id
    where tl.user_id = ${tasks}.user_id and tl.task_id = ${tasks}.id
    order by lower(l.name) collate "C")`,
};

/** What a card writes out: a day that exists. Outputs of calls are read again from files of strangers. */
const day = z.string().refine(isRealDate, 'Not a date that exists.');

/** A task as tools, the API and the screens see it: JSON, dates in words of the person's zone. */
export const taskView = z.strictObject({
  id: z.uuid(),
  title: z.string(),
  description: z.string(),
  due_date: day.nullable().describe("'YYYY-MM-DD'"),
  due_time: z.string().nullable().describe("'HH:mm', null: all day"),
  time_zone: z.string().nullable().describe('null: wherever the user is'),
  weekday: z.string().nullable(),
  overdue: z.boolean(),
  priority,
  // Stored outputs of calls are older than these fields: they are read with what stood for them.
  recurrence: z.string().nullable().default(null).describe('RRULE body, null: once'),
  recurrence_from: z.enum(recurrenceFrom.enumValues).default('due'),
  repeats: z.string().nullable().default(null).describe('The rule in words'),
  deadline: day.nullable().default(null).describe("'YYYY-MM-DD'"),
  duration_minutes: z.int().nullable().default(null),
  project: z.string().nullable().default(null),
  labels: z.array(z.string()).default([]),
  completed: z.boolean(),
  completed_at: z
    .string()
    .nullable()
    .describe('ISO 8601, UTC; of an open task that repeats, when it was last done'),
  deleted: z.boolean(),
  version: z.int(),
});

export type TaskView = z.infer<typeof taskView>;

export function toView(row: TaskRow, clock: Clock): TaskView {
  const dueTime = row.dueTime?.slice(0, 5) ?? null;
  return {
    id: row.id,
    title: row.title,
    description: row.description,
    due_date: row.dueDate,
    due_time: dueTime,
    time_zone: row.timeZone,
    weekday: row.dueDate && weekdayOf(row.dueDate),
    overdue: !row.completed && isOverdue({ ...row, dueTime }, clock),
    priority: row.priority,
    recurrence: row.recurrence,
    recurrence_from: row.recurrenceFrom,
    repeats: row.recurrence && describeRule(row.recurrence, row.recurrenceFrom),
    deadline: row.deadline,
    duration_minutes: row.durationMinutes,
    project: row.project,
    labels: row.labels,
    completed: row.completed,
    completed_at: row.doneAt?.toISOString() ?? null,
    deleted: row.deletedAt !== null,
    version: row.version,
  };
}
