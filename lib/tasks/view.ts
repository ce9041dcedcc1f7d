import { z } from 'zod';
import type { tasks } from '@/db/schema';
import type { Clock } from '@/lib/clock';
import { isOverdue, weekdayOf } from './dates';
import { priority } from './fields';

export type TaskRow = typeof tasks.$inferSelect;

/** A task as tools, the API and the screens see it: JSON, dates in words of the person's zone. */
export const taskView = z.strictObject({
  id: z.uuid(),
  title: z.string(),
  description: z.string(),
  due_date: z.string().nullable().describe("'YYYY-MM-DD'"),
  due_time: z.string().nullable().describe("'HH:mm', null: all day"),
  time_zone: z.string().nullable().describe('null: wherever the user is'),
  weekday: z.string().nullable(),
  overdue: z.boolean(),
  priority,
  completed: z.boolean(),
  completed_at: z.string().nullable().describe('ISO 8601, UTC'),
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
    completed: row.completed,
    completed_at: row.completedAt?.toISOString() ?? null,
    deleted: row.deletedAt !== null,
    version: row.version,
  };
}
