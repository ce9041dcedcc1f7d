import type { TaskView } from '@/lib/tasks';

/** How a task repeats: an RRULE body, '' for never, and what its next turn is counted from. */
export type Repeat = { rule: string; from: TaskView['recurrence_from'] };

/** The rules that are a choice of their own in the editor; every other rule is said in words. */
export const commonRules = {
  'FREQ=DAILY': 'Every day',
  'FREQ=WEEKLY;BYDAY=MO,TU,WE,TH,FR': 'Every weekday',
  'FREQ=WEEKLY': 'Every week',
  'FREQ=MONTHLY': 'Every month',
  'FREQ=YEARLY': 'Every year',
} as const;

/** Whether the editor has a choice of its own for the rule. */
export function isCommon(rule: string): boolean {
  return rule in commonRules;
}

export function repeatOf(task: TaskView): Repeat {
  return { rule: task.recurrence ?? '', from: task.recurrence ? task.recurrence_from : 'due' };
}
