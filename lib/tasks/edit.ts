import { Temporal } from 'temporal-polyfill';
import { today } from '@/lib/clock';
import type { Scope } from '@/lib/scope';
import {
  type ChangeContext,
  changeTasks,
  type Decision,
  IN_TRASH,
  type TaskPatch,
  type WriteOutcome,
} from './changes';
import { isRealDate, sayDue } from './dates';
import { NONE } from './fields';
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
};

export type Reschedule = { id: string; due_date?: string; due_time?: string; shift_days?: number };

/** Changes the given fields of each task. */
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
    return decideEdit(task, fieldsOf(edit, context.actor));
  });
}

/** Moves each task to a date, a time, or by days; only a date given keeps the time. */
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
  return patch;
}

function cleared(value: string): string | null {
  return value === NONE ? null : value;
}

function decideEdit(task: TaskRow, fields: TaskPatch): Decision {
  const patch = { ...fields };
  const dueDate = patch.dueDate === undefined ? task.dueDate : patch.dueDate;
  if (dueDate === null) {
    if (patch.dueTime)
      return { error: 'A time needs a date.', try_next: 'send due_date together with due_time.' };
    patch.dueTime = null;
  }
  if (dueDate !== null && !isRealDate(dueDate))
    return { error: 'That date is out of reach.', try_next: 'choose one before the year 10000.' };
  const dueTime = patch.dueTime === undefined ? task.dueTime : patch.dueTime;
  if (dueTime === null) {
    if (patch.timeZone)
      return {
        error: 'A time zone needs a time.',
        try_next: 'send due_time together with time_zone.',
      };
    patch.timeZone = null;
  }
  const moved = ['dueDate', 'dueTime', 'timeZone'].some((key) => key in fields);
  const others = ['title', 'description', 'priority'].some((key) => key in fields);
  return {
    type: moved && !others ? 'rescheduled' : 'updated',
    patch,
    sentence: sayEdit(task, patch),
  };
}

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
  return `“${task.title}”: ${said.join(', ')}.`;
}
