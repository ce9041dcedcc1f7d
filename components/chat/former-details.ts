import type { TaskView } from '@/lib/tasks';
import { sayDayInFull } from '../tasks/due-words';
import { sayDuration } from '../tasks/field-words';

/** What a task no longer has of what it had: its rule, deadline, length, project and labels, in words. */
export function formerDetails(before: TaskView, after: TaskView): string[] {
  const of = (task: TaskView) => [
    task.repeats,
    task.deadline && `Deadline ${sayDayInFull(task.deadline)}`,
    task.duration_minutes && sayDuration(task.duration_minutes),
    task.project,
    ...task.labels.map((label) => `#${label}`),
  ];
  const now = new Set(of(after));
  return of(before).filter((words): words is string => Boolean(words) && !now.has(words));
}
