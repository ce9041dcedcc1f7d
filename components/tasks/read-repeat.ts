import type { Clock } from '@/lib/clock';
import { describeRule } from '@/lib/language/describe-rule';
import { validateRule } from '@/lib/language/read-rule';
import { blocks } from '@/lib/language/types';
import { readQuickAdd } from '@/lib/tasks/quick-add';
import type { Repeat } from './repeat-rules';

/** A rule in the words of a person, read; or why it can't be kept. `first` is its first day, 'YYYY-MM-DD'. */
export type ReadRepeat = (Repeat & { words: string; first: string | null }) | { reason: string };

/** Reads "every other tuesday", "every! 3 days" or an RRULE body. */
export function readRepeat(text: string, clock: Clock): ReadRepeat {
  const said = text.trim();
  if (/^(?:RRULE:)?FREQ=/i.test(said)) {
    const rule = said.replace(/^RRULE:/i, '').toUpperCase();
    const reason = validateRule(rule);
    if (reason) return { reason };
    return { rule, from: 'due', words: describeRule(rule), first: null };
  }
  const [task] = readQuickAdd({ text: `do it ${said}` }, clock);
  const question = task?.questions.find(blocks);
  if (question) return { reason: question.message };
  if (!task?.recurrence) return { reason: 'Say how often, like “every 2 weeks on Tuesday”.' };
  const { recurrence: rule, recurrenceFrom: from, dueDate: first } = task;
  return { rule, from, words: describeRule(rule, from), first };
}
