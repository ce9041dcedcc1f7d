import type { ToolName } from '@/lib/tools';
import { isLookup, type ToolPart } from './tool-parts';

const doing: Record<ToolName, string> = {
  list_tasks: 'Looking through your tasks',
  get_task: 'Looking at a task',
  add_task: 'Adding',
  update_task: 'Changing',
  reschedule_task: 'Moving',
  complete_task: 'Completing',
  skip_task: 'Skipping',
  reopen_task: 'Opening again',
  delete_task: 'Deleting',
  restore_task: 'Restoring',
  undo: 'Undoing',
  task_history: 'Looking at what changed',
  set_preference: 'Remembering how you say dates',
};

const done: Partial<Record<ToolName, string>> = {
  add_task: 'Added',
  update_task: 'Changed',
  reschedule_task: 'Moved',
  complete_task: 'Completed',
  skip_task: 'Skipped',
  reopen_task: 'Opened again',
  delete_task: 'Deleted',
  restore_task: 'Restored',
  undo: 'Undone',
};

const plan: Partial<Record<ToolName, string>> = {
  update_task: 'Change',
  reschedule_task: 'Move',
  complete_task: 'Complete',
  skip_task: 'Skip the next turn of',
  reopen_task: 'Open again',
  delete_task: 'Delete',
  restore_task: 'Restore',
};

/** What the assistant is doing, while it does it. Conversations outlive the tools they name. */
export function sayDoing(tool: string): string {
  return Object.hasOwn(doing, tool) ? doing[tool as ToolName] : 'Working';
}

/** "Looked at open tasks that are overdue". The words of a lookup may be beginnings of words, and are not shown. */
export function sayLookedAt(part: ToolPart): string {
  if (part.type !== 'tool-list_tasks' || part.state !== 'output-available')
    return 'Looked at a task';
  if (isLookup(part) && part.input.search !== undefined) return 'Looked through your tasks';
  const words = part.output.understood;
  return `Looked at ${words.charAt(0).toLowerCase()}${words.slice(1)}`;
}

/** "1 task", "3 tasks". */
export function sayTasks(count: number): string {
  return count === 1 ? '1 task' : `${count} tasks`;
}

/** What a call did: "Added", "Moved 3 tasks". */
export function sayDone(tool: string, count: number): string {
  const word = (Object.hasOwn(done, tool) && done[tool as ToolName]) || 'Done';
  return count > 1 ? `${word} ${sayTasks(count)}` : word;
}

/** What a call would do: "Delete 3 tasks?". */
export function sayPlan(tool: ToolName, count: number): string {
  return `${plan[tool] ?? 'Change'} ${sayTasks(count)}?`;
}
