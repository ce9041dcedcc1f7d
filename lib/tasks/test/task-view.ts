import type { TaskView } from '..';

/** A task as the browser sees it: an open one with nothing but a name, but for `fields`. */
export function taskView(fields: Partial<TaskView> = {}): TaskView {
  return {
    id: 'a-task',
    title: fields.id ?? 'A task',
    description: '',
    due_date: null,
    due_time: null,
    time_zone: null,
    weekday: null,
    overdue: false,
    priority: 'none',
    recurrence: null,
    recurrence_from: 'due',
    repeats: null,
    deadline: null,
    duration_minutes: null,
    project: null,
    labels: [],
    completed: false,
    completed_at: null,
    deleted: false,
    version: 1,
    ...fields,
  };
}
