import { today } from './calendar';
import {
  addUnits,
  anchor,
  comingWeekday,
  type DayReading,
  dayOfMonth,
  endOf,
  firstOfMonth,
  inNextWeek,
  inUnits,
  partOf,
  startOfNext,
  UNIT_OF_SHORT,
  weekday,
  weekend,
} from './day-meanings';
import { type Mention, readMentions } from './mentions';
import type { LanguageOptions } from './options';
import { MONTH_ANY, NUMBER_ANY, numberOf, WEEKDAY_ANY, WEEKDAY_FULL, WEEKDAY_SHORT } from './words';

interface DayReader {
  pattern: RegExp;
  read(match: RegExpExecArray, options: LanguageOptions): DayReading | null;
}

/** Days said in words: "tomorrow", "next friday", "in two weeks", "the 15th", "end of month". */
export function readDays(open: string, options: LanguageOptions): Mention[] {
  return readMentions(READERS, open, options);
}

const TOMORROW = 'tomorrow|tommorrow|tommorow|tomorow|tomorrw|tmrw|tmrrw|tmr|2moro|2morrow';
const AFTER_DAY =
  '(?=\\s*(?:$|[,.;:!?)\\uE000-]|at\\b|by\\b|on\\b|in the\\b|morning\\b|afternoon\\b|evening\\b|night\\b|noon\\b|\\d{1,2}(?::|\\s?[ap]\\.?m|\\s?ish\\b|\\s?[-–]\\s?\\d{1,2}\\b(?!\\/)|\\s*$)))';
const UNIT = 'minutes?|mins?|hours?|hrs?|days?|weeks?|wks?|fortnights?|months?|years?|yrs?';

const READERS: DayReader[] = [
  {
    pattern: new RegExp(
      `\\b(${NUMBER_ANY})\\s+(days?|weeks?|fortnights?|months?)\\s+(?:from|after)\\s+(today|now|${TOMORROW}|${WEEKDAY_FULL})\\b`,
      'gi',
    ),
    read: ([, count = '', unit = '', from = ''], options) => ({
      date: addUnits(anchor(from, options), numberOf(count), unit),
    }),
  },
  {
    pattern: new RegExp(
      `\\b(?:in|within)\\s+(?:about\\s+)?(${NUMBER_ANY})\\s+(${UNIT})(?:['’]s? time)?(?: or so)?\\b`,
      'gi',
    ),
    read: ([, count = '', unit = ''], options) => inUnits(numberOf(count), unit, options),
  },
  {
    pattern: new RegExp(`\\b(?:the\\s+)?day after (?:${TOMORROW})\\b|\\bovermorrow\\b`, 'gi'),
    read: (_, options) => ({ date: today(options).add({ days: 2 }) }),
  },
  {
    pattern: new RegExp(`\\b(${TOMORROW})\\s+(morning|afternoon|evening|night)\\b`, 'gi'),
    read: ([, , part], options) => ({ date: today(options).add({ days: 1 }), part: partOf(part) }),
  },
  {
    pattern: new RegExp(`\\b(?:${TOMORROW})\\b(?!['’]s)`, 'gi'),
    read: (_, options) => ({ date: today(options).add({ days: 1 }) }),
  },
  {
    pattern: /\bthis\s+(morning|afternoon|evening)\b|\b(tonight|tonite|2nite|2night)\b/gi,
    read: ([, part], options) => ({ date: today(options), part: partOf(part ?? 'night') }),
  },
  {
    pattern: /\b(?:(?:later |earlier )?today|2day|(?:the )?end of (?:the )?day|eod)\b(?!['’]s)/gi,
    read: (_, options) => ({ date: today(options) }),
  },
  {
    pattern: /\byesterday\b(?!['’]s)/gi,
    read: (_, options) => ({ date: today(options).subtract({ days: 1 }) }),
  },
  {
    pattern:
      /\b(?:the\s+)?(?:end of|last day of)\s+(this|the|next)?\s?(week|month|year)\b|\b(eow|eom|eoy)\b/gi,
    read: ([, which, unit, short], options) => ({
      date: endOf(
        unit ?? UNIT_OF_SHORT[short?.toLowerCase() ?? ''] ?? 'month',
        /next/i.test(which ?? ''),
        options,
      ),
    }),
  },
  {
    pattern: new RegExp(`\\bnext week(?:'s)?\\s+(?:on\\s+)?(${WEEKDAY_ANY})\\b`, 'gi'),
    read: ([, day = ''], options) => ({ date: inNextWeek(day, options) }),
  },
  {
    pattern: new RegExp(`\\b(${WEEKDAY_FULL})\\s+(?:of\\s+)?next week\\b`, 'gi'),
    read: ([, day = ''], options) => ({ date: inNextWeek(day, options) }),
  },
  {
    pattern:
      /\b(?:(?:the\s+)?(?:start|beginning|first day) of\s+)?next\s+(week|month|year)\b(?!['’]s)/gi,
    read: ([, unit = ''], options) => ({ date: startOfNext(unit, options) }),
  },
  {
    pattern: /\b(?:(?:some ?time |later )?this\s+(week|month|year))\b(?!['’]s)/gi,
    read: ([, unit = ''], options) => ({ date: endOf(unit, false, options) }),
  },
  {
    pattern: /\b(?:(this|at the|on the|over the|the|next)\s+week[- ]?end)\b(?!['’]s)/gi,
    read: ([, which = ''], options) => weekend(/next/i.test(which), options),
  },
  {
    pattern: new RegExp(`\\b(${WEEKDAY_FULL})\\s+week\\b`, 'gi'),
    read: ([, day = ''], options) => ({ date: weekday(day, options).add({ days: 7 }) }),
  },
  {
    pattern: new RegExp(
      `\\b(this|next|coming|this coming)\\s+(${WEEKDAY_ANY})\\b(?!['’]s)(?:\\s+(morning|afternoon|evening|night)\\b)?`,
      'gi',
    ),
    read: ([, which = '', day = '', part], options) => ({
      ...comingWeekday(which.toLowerCase(), day, options),
      part: part ? partOf(part) : undefined,
    }),
  },
  {
    pattern: new RegExp(
      `\\b(${WEEKDAY_FULL})\\b(?!['’]s)(?:\\s+(morning|afternoon|evening|night)\\b)?`,
      'gi',
    ),
    read: ([, day = '', part], options) => ({
      date: weekday(day, options),
      part: part ? partOf(part) : undefined,
    }),
  },
  {
    pattern: new RegExp(
      `(?<=\\b(?:on|by|due|until|till|before|for|to|from)\\s{1,3})(${WEEKDAY_SHORT})\\b\\.?|\\b(${WEEKDAY_SHORT})\\b\\.?${AFTER_DAY}`,
      'gi',
    ),
    read: ([, prefixed, bare], options) => ({ date: weekday(prefixed ?? bare ?? '', options) }),
  },
  {
    pattern: new RegExp(
      `\\bthe\\s+(\\d{1,2})(?:st|nd|rd|th)\\b(?:\\s+of\\s+(this|next)\\s+month\\b)?${AFTER_DAY}|(?<=\\b(?:on|by|due|until|before)\\s{1,3})(?:the\\s+)?(\\d{1,2})(?:st|nd|rd|th)\\b(?!\\s+(?:${MONTH_ANY}|of)\\b)`,
      'gi',
    ),
    read: (match, options) => dayOfMonth(match, options),
  },
  {
    pattern: /\bon the first\b(?: of the month)?(?=\s*(?:$|[,.;!?]))/gi,
    read: (match, options) => dayOfMonth(Object.assign(match, { 1: '1' }), options),
  },
  {
    pattern: new RegExp(`\\b(?:in|by|before)\\s{1,3}(${MONTH_ANY})(?=\\s*(?:$|[,.;!?]))`, 'gi'),
    read: ([, month = ''], options) => ({ date: firstOfMonth(month, options) }),
  },
];
