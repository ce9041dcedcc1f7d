import { type Source, take } from './source';
import type { Question } from './types';
import { MONTH_ANY, NUMBER_ANY, WEEKDAY_ANY, WEEKDAY_FULL } from './words';

const DAY_LIST = `(?:${WEEKDAY_ANY})s?\\b(?:(?:\\s*,\\s*|\\s+and\\s+|\\s*&\\s*)(?:${WEEKDAY_ANY})s?\\b){0,6}`;
const UNIT =
  'days?|weeks?|months?|quarters?|years?|mornings?|afternoons?|evenings?|nights?|hours?|weekdays?|workdays?|weekends?';
const ORDINAL = 'other|second|third|fourth|first|last|\\d{1,2}(?:st|nd|rd|th)';

const PATTERNS = [
  new RegExp(
    `\\b(?:every|each|ev)!?\\s+(?:(?:${ORDINAL})\\s+)?(?:${DAY_LIST}|(?:(?:${NUMBER_ANY})\\s+)?(?:${UNIT})\\b|(?:${MONTH_ANY})\\b|\\d{1,2}(?:st|nd|rd|th)\\b)`,
    'i',
  ),
  new RegExp(
    `\\bon\\s+(?:${WEEKDAY_FULL})s\\b(?:(?:\\s*,\\s*|\\s+and\\s+)(?:${WEEKDAY_FULL})s\\b){0,6}`,
    'i',
  ),
  /\b(?:on weekdays|once an? (?:day|week|month|year)|twice an? (?:day|week|month|year))\b/i,
  /\b(?:daily|weekly|monthly|yearly|annually|fortnightly|bi-?weekly|quarterly)\b(?=\s*(?:$|[,.;!?]|at\b|on\b|in the\b|until\b|from\b|starting\b|for\b|\d))/i,
];

/**
 * Finds words that ask for a repeating task, which can't be stored yet, and says so in a question. The
 * weekday in them stays readable, so that the first day is known.
 */
export function readRecurrence(source: Source): { source: Source; questions: Question[] } {
  for (const pattern of PATTERNS) {
    const match = pattern.exec(source.open);
    if (!match) continue;
    const words = match[0];
    const question: Question = {
      kind: 'recurrence',
      text: words,
      message: `Repeating tasks can't be stored yet, so “${words}” would be saved only once.`,
      alternatives: [],
    };
    const taken = take(source, match.index, match.index + words.length, 'recurrence');
    return { source: keepFirstDay(taken, match.index, words), questions: [question] };
  }
  return { source, questions: [] };
}

function keepFirstDay(source: Source, start: number, words: string): Source {
  const day = new RegExp(`\\b(${WEEKDAY_FULL})`, 'i').exec(words);
  if (!day?.[1]) return source;
  const at = start + day.index;
  const open = source.open.slice(0, at) + day[1] + source.open.slice(at + day[1].length);
  return { ...source, open };
}
