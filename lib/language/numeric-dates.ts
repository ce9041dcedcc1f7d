import { dateOrNull, nextDayOfYear, type PlainDate, today } from './calendar';
import { describeDay } from './describe-day';
import type { Mention } from './mentions';
import type { LanguageOptions } from './options';
import type { Question } from './types';
import { MONTH_ANY, monthNumber } from './words';

const NUMERIC =
  /(?<![\w/.:$€£#-])(\d{1,2})([/.-])(\d{1,2})(?:\2(\d{4}|\d{2})|(?<=\.\d{1,2})(\.)(?=[\s,;!]|$))?(?![\w/:%-]|\.\d)/g;
const ISO = /(?<![\w/.-])(\d{4})-(\d{1,2})-(\d{1,2})(?=T\d|[^\w-]|$)/g;
const NAMED = new RegExp(
  `\\b(?:the\\s+)?(\\d{1,2})(?:st|nd|rd|th)?\\s+(?:of\\s+)?(${MONTH_ANY})\\b\\.?(?:,?\\s+(\\d{4})\\b)?` +
    `|\\b(${MONTH_ANY})\\b\\.?\\s+(?:the\\s+)?(\\d{1,2})(?:st|nd|rd|th)?\\b(?![:/]|\\s?[ap]\\.?m\\b)(?:,?\\s+(\\d{4})\\b(?!:))?`,
  'gi',
);
const BESIDE_TIME =
  /^[\s,]*(?:(?:at\s)?(?:\d{1,2}(?::\d\d|\s?[ap]\.?m|h\b)|noon\b|midnight\b)|at\s\d{1,2}\s*$)/i;
/** Labels and a project, which are taken already, and a priority are no words of the title. */
const MARKS = /(?:^|\s)\uE000+(?=\s|$)|(?:^|\s)(?:!{1,3}|![1-4]|p[1-4])(?=\s|$)/g;
const AFTER_TIME = /\d(?::\d\d)?\s?(?:[ap]\.?m\.?)?[\s,]+(?:on\s+)?$/i;
const EDGE_WORDS = /^(?:\s|[,;:()-]|\b(?:on|by|due|for|at|before|until|from|to|the|date)\b)*$/i;

/** Dates written in digits or with a month's name that the calendar doesn't have, such as 30 Feb. */
export function readImpossibleDates(open: string, options: LanguageOptions): Mention[] {
  const mentions: Mention[] = [];
  for (const match of open.matchAll(NAMED)) {
    const month = match[2] ?? match[4] ?? '';
    const day = Number(match[1] ?? match[5]);
    const year = match[3] ?? match[6];
    if (!dated(monthNumber(month), day, year, options)) mentions.push(impossible(match));
  }
  for (const match of open.matchAll(ISO)) {
    if (!dateOrNull(Number(match[1]), Number(match[2]), Number(match[3]))) {
      mentions.push(impossible(match));
    }
  }
  for (const match of open.matchAll(NUMERIC)) {
    if (counts(open, match, options) && !numericDate(match, options))
      mentions.push(impossible(match));
  }
  return mentions;
}

/** Dates in digits, in the person's order; when only the other order is a real date, that one. */
export function readNumericDates(open: string, options: LanguageOptions): Mention[] {
  const mentions: Mention[] = [];
  for (const match of open.matchAll(NUMERIC)) {
    const date = counts(open, match, options) ? numericDate(match, options) : null;
    if (!date) continue;
    const question =
      options.dateOrderChosen === false ? orInTheOtherOrder(match, date, options) : undefined;
    const end = match.index + match[0].length;
    mentions.push({ start: match.index, end, date, ...(question && { question }) });
  }
  return mentions;
}

function dated(month: number, day: number, year: string | undefined, options: LanguageOptions) {
  return year ? dateOrNull(Number(year), month, day) : nextDayOfYear(month, day, today(options));
}

function numericDate(match: RegExpExecArray, options: LanguageOptions): PlainDate | null {
  const first = Number(match[1]);
  const second = Number(match[3]);
  const year = match[4];
  const [month, day] = options.dateOrder === 'mdy' ? [first, second] : [second, first];
  return dated(month, day, year, options) ?? dated(day, month, year, options);
}

/** While nobody chose an order, a date that both orders have may be either. */
function orInTheOtherOrder(
  match: RegExpExecArray,
  date: PlainDate,
  options: LanguageOptions,
): Question | undefined {
  const dateOrder = options.dateOrder === 'mdy' ? 'dmy' : 'mdy';
  const other = numericDate(match, { ...options, dateOrder });
  if (!other || other.equals(date)) return undefined;
  const text = match[0].trim();
  const [taken, offered] = [date, other].map((day) => describeDay(day.toString()));
  return {
    kind: 'which_date',
    text,
    message: `I read ${text} as ${taken}. Did you mean ${offered}?`,
    alternatives: [other.toString()],
    prefers: { dateOrder },
  };
}

/** "3/4" in the middle of a sentence is a fraction, and "2.5" or "3-4" anywhere is a number or a range. */
function counts(open: string, match: RegExpExecArray, options: LanguageOptions): boolean {
  // "24.12." is a date where days come first; "2.5" anywhere is a number.
  const dotted = match[5] === '.' && options.dateOrder === 'dmy';
  if (match[2] !== '/' && !match[4] && !dotted) return false;
  const before = open.slice(Math.max(0, match.index - 40), match.index);
  const after = open.slice(match.index + match[0].length, match.index + match[0].length + 40);
  const preposition = /\b(?:on|by|due|before|until|to)\s+$/i.test(before);
  return (
    EDGE_WORDS.test(before) ||
    EDGE_WORDS.test(after.replace(MARKS, '')) ||
    (dotted && /^\s*[,;]/.test(after)) ||
    BESIDE_TIME.test(after) ||
    AFTER_TIME.test(before) ||
    preposition
  );
}

function impossible(match: RegExpExecArray): Mention {
  const text = match[0].trim();
  return {
    start: match.index,
    end: match.index + match[0].length,
    question: {
      kind: 'no_such_date',
      text,
      message: `There is no such date as ${text}. Which day do you mean?`,
      alternatives: [],
    },
  };
}
