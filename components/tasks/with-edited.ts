import type { TaskView } from '@/lib/tasks';

/** A task as it was, and where it stood, when its editor was opened. */
export type Edited = { task: TaskView; place: number };

/**
 * The list with the tasks that are being edited where they were: one that is moved or taken away
 * elsewhere would take the editor, and what was typed, along.
 */
export function withEdited(tasks: TaskView[], edited: Edited[]): TaskView[] {
  if (edited.length === 0) return tasks;
  const ids = new Set(edited.map(({ task }) => task.id));
  const shown = tasks.filter((task) => !ids.has(task.id));
  for (const { task, place } of edited.toSorted((one, other) => one.place - other.place)) {
    shown.splice(place, 0, task);
  }
  return shown;
}
