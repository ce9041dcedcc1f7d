import type { TaskView } from '@/lib/tasks';
import { addDays } from '../tasks/due-words';

/** A task as a call that waits would leave it: 'none' clears a field, days are counted from its date. */
export function withPlan(task: TaskView, plan: Record<string, unknown>, today: string): TaskView {
  const after: TaskView = { ...task, overdue: false };
  const text = (field: string) => (typeof plan[field] === 'string' ? plan[field] : undefined);
  const cleared = (value: string) => (value === 'none' ? null : value);
  const title = text('title');
  const notes = text('description');
  const date = text('due_date');
  const time = text('due_time');
  const zone = text('time_zone');
  const priority = text('priority');
  if (title !== undefined) after.title = title;
  if (notes !== undefined) after.description = cleared(notes) ?? '';
  if (typeof plan.shift_days === 'number')
    after.due_date = addDays(task.due_date ?? today, plan.shift_days);
  if (date !== undefined) after.due_date = cleared(date);
  if (time !== undefined) after.due_time = cleared(time);
  if (zone !== undefined) after.time_zone = cleared(zone);
  if (!after.due_date) after.due_time = null;
  if (!after.due_time) after.time_zone = null;
  if (priority !== undefined) after.priority = priority as TaskView['priority'];
  const deadline = text('deadline');
  const project = text('project');
  const minutes = plan.duration_minutes;
  if (deadline !== undefined) after.deadline = cleared(deadline);
  // A sign before a project's name says that the word is a name.
  if (project !== undefined)
    after.project = /^none$/i.test(project) ? null : project.replace(/^\+/, '');
  if (typeof minutes === 'number') after.duration_minutes = minutes;
  if (minutes === 'none') after.duration_minutes = null;
  if (Array.isArray(plan.labels)) after.labels = plan.labels.map(String);
  const rule = text('recurrence');
  if (rule !== undefined) after.recurrence = cleared(rule);
  if (text('recurrence_from') !== undefined)
    after.recurrence_from = plan.recurrence_from === 'completion' ? 'completion' : 'due';
  // The words of a new rule are not at hand: see `useRuleWords`.
  if (!after.recurrence) after.repeats = null;
  return after;
}
