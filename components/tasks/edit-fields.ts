import type { TaskView } from '@/lib/tasks';
import type { Priority } from './priority-mark';
import { type Repeat, repeatOf } from './repeat-rules';
import type { TaskEdit } from './use-task-actions';

/** What the editor's fields hold; '' is no date, no time, no notes, no project. */
export type Fields = {
  title: string;
  description: string;
  due_date: string;
  due_time: string;
  priority: Priority;
  repeat: Repeat;
  deadline: string;
  /** Whole minutes, or ''. */
  duration: string;
  project: string;
  /** Names, with commas between them. */
  labels: string;
};

export function fieldsOf(task: TaskView): Fields {
  return {
    title: task.title,
    description: task.description,
    due_date: task.due_date ?? '',
    due_time: task.due_time ?? '',
    priority: task.priority,
    repeat: repeatOf(task),
    deadline: task.deadline ?? '',
    duration: task.duration_minutes?.toString() ?? '',
    project: task.project ?? '',
    labels: task.labels.join(', '),
  };
}

/** Only what differs from `task`; null when nothing does. 'none' clears a field, [] the labels. */
export function editOf(task: TaskView, fields: Fields): Omit<TaskEdit, 'version'> | null {
  const before = fieldsOf(task);
  const edit: Omit<TaskEdit, 'version'> = { id: task.id };
  if (fields.title.trim() !== before.title) edit.title = fields.title;
  if (fields.description !== before.description) edit.description = fields.description;
  if (fields.due_date !== before.due_date) edit.due_date = fields.due_date || 'none';
  const time = fields.due_date ? fields.due_time : '';
  if (time !== before.due_time) edit.due_time = time || 'none';
  if (fields.priority !== before.priority) edit.priority = fields.priority;
  const { rule, from } = fields.repeat;
  if (rule !== before.repeat.rule) edit.recurrence = rule || 'none';
  if (rule && from !== before.repeat.from) edit.recurrence_from = from;
  if (fields.deadline !== before.deadline) edit.deadline = fields.deadline || 'none';
  if (fields.duration !== before.duration)
    edit.duration_minutes = fields.duration ? Number(fields.duration) : 'none';
  const project = fields.project.trim();
  if (project !== before.project) edit.project = project || null;
  const labels = labelsIn(fields.labels);
  if (labels.join() !== task.labels.join()) edit.labels = labels;
  return Object.keys(edit).length > 1 ? edit : null;
}

/** Whether the edit moves one turn of a series, which could mean the whole series. */
export function movesTurn(task: TaskView, edit: Omit<TaskEdit, 'version'>): boolean {
  const moved = edit.due_date !== undefined || edit.due_time !== undefined;
  const keepsRule = edit.recurrence === undefined && edit.recurrence_from === undefined;
  return task.recurrence !== null && moved && keepsRule && edit.due_date !== 'none';
}

/** "home, #phone" as names, each once. */
function labelsIn(text: string): string[] {
  const names = text.split(',').map((name) => name.trim().replace(/^[#@]/, ''));
  const byKey = new Map(names.filter(Boolean).map((name) => [name.toLowerCase(), name]));
  return [...byKey.values()];
}
