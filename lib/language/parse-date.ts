import type { LanguageOptions } from './options';
import { readRecurrence } from './recurrence';
import { writeRule } from './rule';
import { blank, MAX_READ, sourceOf } from './source';
import { titleOf } from './title';
import type { ParsedDate } from './types';
import { readWhen } from './when';
import { NUMBER_ANY, numberOf } from './words';

/**
 * Reads a bare phrase such as "friday at 6pm", "to the 15th" or "6pm". Never throws; `dueDate` is null
 * when there is no date in it, and `rest` holds the words that say something else.
 */
export function parseDate(text: string, options: LanguageOptions): ParsedDate {
  const none = {
    dueDate: null,
    dueTime: null,
    dateGiven: false,
    recurrence: null,
    recurrenceFrom: 'due' as const,
    spans: [],
    questions: [],
  };
  if (text.length > MAX_READ) return { ...none, rest: text };
  const { words, lead } = bare(text);
  const recurring = readRecurrence(sourceOf(words), options);
  const when = readWhen(blank(recurring.source, 0, lead), options, recurring);
  const spans = [...when.source.spans].sort((a, b) => a.start - b.start);
  const withLead = lead ? [{ start: 0, end: lead, kind: 'opener' as const }, ...spans] : spans;
  return {
    dueDate: when.date,
    dueTime: when.time,
    dateGiven: when.dateGiven,
    recurrence: when.rule && writeRule(when.rule),
    recurrenceFrom: recurring.from,
    rest: titleOf({ ...when.source, spans: withLead }, false),
    spans,
    questions: [...recurring.questions, ...when.questions],
  };
}

/** Days to move by, as in "by two days", "a week later", "back three days"; null when it says no such thing. */
export function parseShift(text: string): number | null {
  const after = THE_ONE_AFTER.exec(text.trim());
  if (after)
    return (/day/i.test(after[1] ?? '') ? 1 : 7) * (/after/i.test(after[2] ?? '') ? 1 : -1);
  const match = SHIFT.exec(text.trim());
  if (!match) return null;
  const days = numberOf(match[2] ?? 'a') * (/^w/i.test(match[3] ?? '') ? 7 : 1);
  return /earlier|forward|sooner/i.test(`${match[1] ?? ''} ${match[4] ?? ''}`) ? -days : days;
}

const THE_ONE_AFTER = /^(?:i meant? )?the (day|week|one) (after|before)(?: that)?$/i;
const SHIFT = new RegExp(
  `^(?:(back|forward|out|off|earlier|later)\\s+)?(?:by\\s+)?(?:another\\s+)?(${NUMBER_ANY})\\s+(days?|weeks?)(?:\\s+(later|earlier|sooner|back|forward|out))?$`,
  'i',
);

/** In a bare phrase "to 5" is an hour, and "weekend" or "morning" need no word before them. */
function bare(text: string): { words: string; lead: number } {
  const lead = /^\s*(?:to|on|for|it['’]s|is)\s+/i.exec(text)?.[0].length ?? 0;
  const body = text.slice(lead).trim();
  if (lead && /^\d{1,2}$/.test(body)) return { words: `at ${body}`, lead: 0 };
  if (/^weekend$/i.test(body)) return { words: 'this weekend', lead: 0 };
  if (/^(?:the )?(?:morning|afternoon|evening)$/i.test(body)) {
    return { words: `in the ${body.replace(/^the /i, '')}`, lead: 0 };
  }
  return { words: text, lead };
}
