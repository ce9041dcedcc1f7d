import type { TaskView } from '@/lib/tasks';
import type { Priority } from './priority-mark';
import type { TaskEdit } from './use-task-actions';

/** What the editor's fields hold; '' is no date, no time, no notes. */
export type Fields = {
  title: string;
  description: string;
  due_date: string;
  due_time: string;
  priority: Priority;
};

export function fieldsOf(task: TaskView): Fields {
  return {
    title: task.title,
    description: task.description,
    due_date: task.due_date ?? '',
    due_time: task.due_time ?? '',
    priority: task.priority,
  };
}

/** Only what differs from `task`; null when nothing does. 'none' clears a date or a time. */
export function editOf(task: TaskView, fields: Fields): Omit<TaskEdit, 'version'> | null {
  const before = fieldsOf(task);
  const edit: Omit<TaskEdit, 'version'> = { id: task.id };
  if (fields.title.trim() !== before.title) edit.title = fields.title;
  if (fields.description !== before.description) edit.description = fields.description;
  if (fields.due_date !== before.due_date) edit.due_date = fields.due_date || 'none';
  const time = fields.due_date ? fields.due_time : '';
  if (time !== before.due_time) edit.due_time = time || 'none';
  if (fields.priority !== before.priority) edit.priority = fields.priority;
  return Object.keys(edit).length > 1 ? edit : null;
}
