import { type Clock, languageOptions } from '@/lib/clock';
// By their own files: this module runs in the browser too, where the rest of lib/language stays away.
import { parseTask } from '@/lib/language/parse-task';
import { MAX_TASKS, parseTasks } from '@/lib/language/parse-tasks';
import { blocks, type ParsedTask } from '@/lib/language/types';
import type { TaskDraft } from './add';

/** Characters `start` (inclusive) to `end` (exclusive) of what was typed. */
export type TextRange = { start: number; end: number };

/** What was typed into quick add, and what the person said about how to read it. */
export type QuickAdd = {
  text: string;
  /** Words that stay words. They count for a single task only. */
  plain?: readonly TextRange[];
  /** Read one line as all the tasks that are in it: "milk, eggs and call mom". */
  split?: boolean;
};

/** The tasks of quick add, or what must be asked before they can be saved. */
type QuickDrafts = { drafts: TaskDraft[] } | { question: string };

/** Several lines are several tasks; one line is one, unless it is to be split. Always at least one. */
export function readQuickAdd({ text, plain, split }: QuickAdd, clock: Clock): ParsedTask[] {
  const options = languageOptions(clock);
  if (split || hasLines(text)) return parseTasks(text, options);
  return [parseTask(text, { ...options, ...(plain && { ignore: plain }) })];
}

/** Whether something was typed into more than one line. */
export function hasLines(text: string): boolean {
  return /\n/.test(text.trim());
}

/**
 * What quick add saves. `day` ('YYYY-MM-DD') is meant when the words name none: the list that was on
 * the screen.
 */
export function draftQuickAdd(quick: QuickAdd, clock: Clock, day?: string): QuickDrafts {
  const lines = quick.text.split(/[\r\n]+/).filter((line) => line.trim() !== '').length;
  if (lines > MAX_TASKS)
    return { question: `These are ${lines} lines, and ${MAX_TASKS} fit in one go.` };
  const tasks = readQuickAdd(quick, clock);
  for (const { questions } of tasks) {
    const question = questions.find(blocks);
    if (question) return { question: question.message };
  }
  return { drafts: tasks.map((task) => draft(task, day)) };
}

function draft(task: ParsedTask, day: string | undefined): TaskDraft {
  const dueDate = task.dueDate ?? day;
  return {
    title: task.title,
    priority: task.priority,
    ...(dueDate && { due_date: dueDate }),
    ...(task.dueTime && { due_time: task.dueTime }),
    ...(task.recurrence && {
      recurrence: task.recurrence,
      recurrence_from: task.recurrenceFrom,
    }),
    ...(task.deadline && { deadline: task.deadline }),
    ...(task.durationMinutes && { duration_minutes: task.durationMinutes }),
    ...(task.project && { project: task.project }),
    ...(task.labels.length > 0 && { labels: task.labels }),
  };
}
