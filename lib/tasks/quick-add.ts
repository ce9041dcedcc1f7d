import { type Clock, wallTime } from '@/lib/clock';
import { blocks, parseTask } from '@/lib/language';
import type { TaskDraft } from './add';

/** What was typed into quick add, or what must be asked before it can be saved. */
type QuickDraft = { draft: TaskDraft } | { question: string };

/**
 * Reads "call Ada tomorrow at 5pm, high priority" as a task. `day` ('YYYY-MM-DD') is meant when the
 * words name none: the list that was on the screen.
 */
export function readQuickAdd(text: string, clock: Clock, day?: string): QuickDraft {
  const { now: _, ...options } = clock;
  const now = wallTime(clock).toString({ smallestUnit: 'minute' });
  const read = parseTask(text, { ...options, now });
  const question = read.questions.find(blocks);
  if (question) return { question: question.message };
  if (read.recurrence) {
    return { question: 'Repeating tasks can’t be stored yet, so this would be saved only once.' };
  }
  const dueDate = read.dueDate ?? day;
  return {
    draft: {
      title: read.title,
      priority: read.priority,
      ...(dueDate && { due_date: dueDate }),
      ...(read.dueTime && { due_time: read.dueTime }),
    },
  };
}
