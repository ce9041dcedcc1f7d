import { Temporal } from 'temporal-polyfill';
import { type Clock, today } from '@/lib/clock';
import { describeRule } from '@/lib/language';
import type { Scope } from '@/lib/scope';
import {
  type ChangeContext,
  changeTasks,
  type Decision,
  diff,
  IN_TRASH,
  OUT_OF_REACH,
  type Refusal,
  type TaskPatch,
  type WriteOutcome,
} from './changes';
import { isRealDate, sayDay, sayDue } from './dates';
import { NONE } from './fields';
import { beginSeries, moveSeries, ONCE } from './repeating';
import type { TaskRow } from './view';

/**
 * Fields to change; the word 'none' clears one, but a person who writes it as a note means it.
 * `version`: refuse when the task is newer.
 */
export type TaskEdit = {
  id: string;
  version?: number;
  title?: string;
  description?: string;
  due_date?: string;
  due_time?: string;
  time_zone?: string;
  priority?: TaskRow['priority'];
  /** RRULE body; 'none' ends the series. */
  recurrence?: string;
  recurrence_from?: TaskRow['recurrenceFrom'];
  deadline?: string;
  duration_minutes?: number | typeof NONE;
  /** Null takes it out of its project: one may be called 'none'. */
  project?: string | null;
  /** All of them. */
  labels?: string[];
};

type Reschedule = { id: string; due_date?: string; due_time?: string; shift_days?: number };

/** Changes the given fields of each task; a date given to one that repeats moves its series. */
export function editTasks(
  scope: Scope,
  context: ChangeContext,
  edits: TaskEdit[],
): Promise<WriteOutcome> {
  const byId = new Map(edits.map((edit) => [edit.id, edit]));
  return changeTasks(scope, context, [...byId.keys()], (task) => {
    const edit = byId.get(task.id);
    if (!edit) return 'unchanged';
    if (task.deletedAt) return IN_TRASH;
    if (edit.version !== undefined && edit.version !== task.version) return staleEdit(task);
    const fields = fieldsOf(edit, context.actor);
    const series = seriesChange(task, edit, fields, context.clock);
    if ('error' in series) return series;
    return decideEdit(task, { ...fields, ...series });
  });
}

/**
 * Moves each task to a date, a time, or by days; only a date given keeps the time. Of a task that
 * repeats this moves one occurrence: the next one comes when its rule says.
 */
export function rescheduleTasks(
  scope: Scope,
  context: ChangeContext,
  moves: Reschedule[],
): Promise<WriteOutcome> {
  const byId = new Map(moves.map((move) => [move.id, move]));
  return changeTasks(scope, context, [...byId.keys()], (task) => {
    const move = byId.get(task.id);
    if (!move) return 'unchanged';
    if (task.deletedAt) return IN_TRASH;
    const patch: TaskPatch = {};
    if (move.shift_days !== undefined) {
      // A task without a date is counted from today.
      const from = task.dueDate ? Temporal.PlainDate.from(task.dueDate) : today(context.clock);
      patch.dueDate = from.add({ days: move.shift_days }).toString();
    }
    if (move.due_date !== undefined) patch.dueDate = cleared(move.due_date);
    if (move.due_time !== undefined) patch.dueTime = cleared(move.due_time);
    return decideEdit(task, patch);
  });
}

function staleEdit(task: TaskRow) {
  return {
    error: `This task changed since the version you saw: it is at version ${task.version} now. Nothing was overwritten.`,
    try_next: 'call get_task, then send the change again with that version.',
  };
}

function fieldsOf(edit: TaskEdit, actor: ChangeContext['actor']): TaskPatch {
  const patch: TaskPatch = {};
  if (edit.title !== undefined) patch.title = edit.title;
  if (edit.description !== undefined)
    patch.description = actor === 'user' ? edit.description : (cleared(edit.description) ?? '');
  if (edit.priority !== undefined) patch.priority = edit.priority;
  if (edit.due_date !== undefined) patch.dueDate = cleared(edit.due_date);
  if (edit.due_time !== undefined) patch.dueTime = cleared(edit.due_time);
  if (edit.time_zone !== undefined) patch.timeZone = cleared(edit.time_zone);
  if (edit.deadline !== undefined) patch.deadline = cleared(edit.deadline);
  if (edit.duration_minutes !== undefined)
    patch.durationMinutes = edit.duration_minutes === NONE ? null : edit.duration_minutes;
  if (edit.project !== undefined) patch.project = edit.project;
  if (edit.labels !== undefined) patch.labels = edit.labels;
  return patch;
}

/** What an edit changes in a series: its rule, where it begins, or its time. */
function seriesChange(
  task: TaskRow,
  edit: TaskEdit,
  fields: TaskPatch,
  clock: Clock,
): TaskPatch | Refusal {
  if (edit.recurrence === NONE) return ONCE;
  const recurrence = edit.recurrence ?? task.recurrence;
  if (!recurrence) return {};
  const recurrenceFrom = edit.recurrence_from ?? task.recurrenceFrom;
  const after = { ...task, ...fields };
  const due = {
    dueDate: after.dueDate,
    dueTime: after.dueTime?.slice(0, 5) ?? null,
    timeZone: after.timeZone,
  };
  if (recurrence !== task.recurrence) {
    const isPast = due.dueDate !== null && due.dueDate < today(clock).toString();
    const from = isPast && fields.dueDate === undefined ? null : due.dueDate;
    return beginSeries({ ...due, recurrence, recurrenceFrom, dueDate: from }, clock);
  }
  const changes: TaskPatch = { recurrenceFrom };
  if (fields.dueTime !== undefined) changes.turnTime = fields.dueTime;
  if (fields.dueDate === undefined || fields.dueDate === task.turnDate) return changes;
  if (fields.dueDate === null) return NEEDS_DATE;
  const moved = moveSeries(task, { ...due, dueDate: fields.dueDate }, clock);
  return 'error' in moved ? moved : { ...moved, recurrenceFrom };
}

const NEEDS_DATE = {
  error: 'A repeating task needs a date.',
  try_next: "send recurrence 'none' as well when it should not repeat any more.",
};

function cleared(value: string): string | null {
  return value === NONE ? null : value;
}

function decideEdit(task: TaskRow, fields: TaskPatch): Decision {
  const patch = { ...fields };
  const dueDate = patch.dueDate === undefined ? task.dueDate : patch.dueDate;
  const recurrence = patch.recurrence === undefined ? task.recurrence : patch.recurrence;
  if (dueDate === null && recurrence) return NEEDS_DATE;
  if (dueDate === null) {
    if (patch.dueTime)
      return { error: 'A time needs a date.', try_next: 'send due_date together with due_time.' };
    patch.dueTime = null;
  }
  if (dueDate !== null && !isRealDate(dueDate)) return OUT_OF_REACH;
  const dueTime = patch.dueTime === undefined ? task.dueTime : patch.dueTime;
  if (dueTime === null) {
    if (patch.timeZone)
      return {
        error: 'A time zone needs a time.',
        try_next: 'send due_time together with time_zone.',
      };
    patch.timeZone = null;
  }
  const changed = Object.keys(diff(task, patch));
  return {
    type: changed.every((key) => MOVES.has(key)) ? 'rescheduled' : 'updated',
    patch,
    sentence: sayEdit(task, patch),
  };
}

/** What changes when a task, or a whole series, is only moved. */
const MOVES = new Set([
  'dueDate',
  'dueTime',
  'timeZone',
  'recurrenceStart',
  'turnDate',
  'turnTime',
]);

function sayEdit(task: TaskRow, patch: TaskPatch): string {
  const said: string[] = [];
  if (patch.title !== undefined && patch.title !== task.title)
    said.push(`renamed to “${patch.title}”`);
  const before = {
    dueDate: task.dueDate,
    dueTime: task.dueTime?.slice(0, 5) ?? null,
    timeZone: task.timeZone,
  };
  const after = {
    dueDate: patch.dueDate === undefined ? before.dueDate : patch.dueDate,
    dueTime: patch.dueTime === undefined ? before.dueTime : patch.dueTime,
    timeZone: patch.timeZone === undefined ? before.timeZone : patch.timeZone,
  };
  if (sayDue(before) !== sayDue(after))
    said.push(`moved from ${sayDue(before)} to ${sayDue(after)}`);
  if (patch.priority !== undefined && patch.priority !== task.priority)
    said.push(patch.priority === 'none' ? 'priority cleared' : `priority set to ${patch.priority}`);
  if (patch.description !== undefined && patch.description !== task.description)
    said.push(patch.description ? 'notes changed' : 'notes cleared');
  said.push(...sayRule(task, patch), ...sayFiling(task, patch));
  // A rule's own first day may be the one it had.
  return `“${task.title}”: ${said.join(', ') || 'changed'}.`;
}

function sayRule(task: TaskRow, patch: TaskPatch): string[] {
  const before = task.recurrence && describeRule(task.recurrence, task.recurrenceFrom);
  const after = { ...task, ...patch };
  const rule = after.recurrence && describeRule(after.recurrence, after.recurrenceFrom);
  if (rule === before) return [];
  return [rule ? `repeats ${rule}` : 'repeats no more'];
}

function sayFiling(task: TaskRow, patch: TaskPatch): string[] {
  const changed = diff(task, patch);
  const said: string[] = [];
  if (changed.deadline)
    said.push(patch.deadline ? `deadline ${sayDay(patch.deadline)}` : 'deadline cleared');
  if (changed.durationMinutes)
    said.push(patch.durationMinutes ? `takes ${patch.durationMinutes} min` : 'duration cleared');
  if (changed.project)
    said.push(patch.project ? `moved to project ${patch.project}` : 'taken out of its project');
  if (changed.labels)
    said.push(patch.labels?.length ? `labelled ${patch.labels.join(', ')}` : 'labels taken off');
  return said;
}
