import { today } from './calendar';
import {
  addUnits,
  addWorkdays,
  anchor,
  comingWeekday,
  type DayReading,
  dayOfMonth,
  endOf,
  firstOfMonth,
  inNextWeek,
  inUnits,
  nthWeekday,
  partOf,
  partOfMonth,
  startOfNext,
  UNIT_OF_SHORT,
  weekday,
  weekdayAndDay,
  weekend,
} from './day-meanings';
import { HOLIDAY_ANY, nextHoliday } from './holidays';
import { type Mention, mentionReaders, readMentions } from './mentions';
import type { LanguageOptions } from './options';
import { ordinalOf } from './recurrence-words';
import { MONTH_ANY, NUMBER_ANY, numberOf, WEEKDAY_ANY, WEEKDAY_FULL, WEEKDAY_SHORT } from './words';

interface DayReader {
  pattern: RegExp;
  read(match: RegExpExecArray, options: LanguageOptions): DayReading | null;
}

/** Days said in words: "tomorrow", "next friday", "in two weeks", "the 15th", "end of month". */
export function readDays(open: string, options: LanguageOptions): Mention[] {
  return readMentions(READERS, open, options);
}

const TOMORROW =
  'tomorrow|tommorrow|tommorow|tomorow|tomorrw|tommrow|tommorrw|tomrrow|tomarrow|tomorro|tomorroww|tmorrow|tmrw|tmrrw|tmmrw|tmr|tmw|2moro|2morrow|2mrw|tomoz';
const AFTER_DAY =
  '(?=\\s*(?:$|[,.;:!?)\\uE000-]|at\\b|by\\b|on\\b|in the\\b|morning\\b|afternoon\\b|evening\\b|night\\b|noon\\b|\\d{1,2}(?::|\\.[0-5]\\d|\\s?[ap]\\.?m|\\s?ish\\b|\\s?[-–]\\s?\\d{1,2}\\b(?!\\/)|\\s*$)))';
const ORDINALS = 'first|1st|second|2nd|third|3rd|fourth|4th|fifth|5th|last|final';
/** A christmas party is a party. */
const NO_THING =
  "(?!['’]s|\\s{1,2}(?:party|tree|cards?|presents?|gifts?|lights?|dinner|lunch|decorations?|shopping|songs?|carols?|cake|cookies|costumes?|candy|list|eve|music|market|jumper|sweater|pudding|stockings?|wrapping|trip|holidays?|movies?))";
const AFTER_HOLIDAY =
  '(?=\\s*(?:$|[,.;:!?)\\uE000]|(?:at|on|by|for|with|and|in the|morning|evening|night|every|p[1-4])\\b|\\d))';
const UNIT = 'minutes?|mins?|hours?|hrs?|days?|weeks?|wks?|fortnights?|months?|years?|yrs?';

const READERS: DayReader[] = mentionReaders([
  {
    pattern: new RegExp(
      `\\b(?:(?:in\\s{1,2})?(?:an?|one|1|(two|2))\\s{1,2}weeks?\\s{1,2}(today|${TOMORROW})|(today|${TOMORROW})\\s{1,2}week)\\b`,
      'gi',
    ),
    read: ([, two, day, before], options) => ({
      date: anchor(day ?? before ?? '', options).add({ weeks: two ? 2 : 1 }),
    }),
  },
  {
    // "eod friday" is one day, said twice over.
    pattern: new RegExp(
      `\\b(?:eod|end of (?:the )?day|close of business)\\s{1,3}(?:on\\s{1,3})?(${TOMORROW}|${WEEKDAY_ANY})\\b|\\b(${TOMORROW}|${WEEKDAY_FULL})\\s{1,3}(?:eod|cob)\\b`,
      'gi',
    ),
    read: ([, after, before], options) => ({ date: anchor(after ?? before ?? '', options) }),
  },
  {
    pattern: new RegExp(
      `\\b(?:in|within)\\s{1,2}(${NUMBER_ANY})\\s{1,2}(?:business|working|work)\\s?days?\\b`,
      'gi',
    ),
    read: ([, count = ''], options) => ({ date: addWorkdays(today(options), numberOf(count)) }),
  },
  {
    pattern: /\b(?:in|within)\s{1,2}(\d{1,3})(d|w|wks?|mo|y)\b/gi,
    read: ([, count = '', unit = ''], options) => inUnits(Number(count), unit, options),
  },
  {
    pattern: new RegExp(
      `\\b(${NUMBER_ANY})\\s{1,2}(days?|weeks?|months?|years?)\\s{1,2}hence\\b`,
      'gi',
    ),
    read: ([, count = '', unit = ''], options) => inUnits(numberOf(count), unit, options),
  },
  {
    pattern: new RegExp(
      `\\b(?:the\\s{1,2})?(${ORDINALS})\\s{1,2}(${WEEKDAY_ANY})\\s{1,2}(?:of|in)\\s{1,2}(?:(the|this|next)\\s{1,2}month|(${MONTH_ANY}))\\b(?:\\s{1,2}(20\\d\\d)\\b)?`,
      'gi',
    ),
    read: ([, nth = '', day = '', which, month, year], options) =>
      nthWeekday(ordinalOf(nth), day, which ?? month ?? '', year, options),
  },
  {
    pattern: new RegExp(
      `\\b(?:the\\s{1,2})?(?:(end|last day)|(start|beginning|first day)|(middle))\\s{1,2}of\\s{1,2}(${MONTH_ANY})\\b|\\b(mid)[- ](${MONTH_ANY})\\b`,
      'gi',
    ),
    read: ([, end, start, middle, month, mid, midMonth], options) => ({
      date: partOfMonth(
        end ? 'end' : start ? 'start' : (middle ?? mid ?? ''),
        month ?? midMonth ?? '',
        options,
      ),
    }),
  },
  {
    pattern: new RegExp(`\\b(?:the\\s{1,2})?(${WEEKDAY_FULL})\\s{1,2}after\\s{1,2}next\\b`, 'gi'),
    read: ([, day = ''], options) => ({ date: weekday(day, options).add({ days: 7 }) }),
  },
  {
    pattern: new RegExp(
      `\\b(${WEEKDAY_ANY})\\b\\.?,?\\s{1,2}(?:the\\s{1,2})?(\\d{1,2})(?:st|nd|rd|th)\\b(?!\\s{1,2}(?:of\\s{1,2})?(?:${MONTH_ANY})\\b)`,
      'gi',
    ),
    read: (match, options) => weekdayAndDay(match, options),
  },
  {
    pattern: /\bnext\s{1,2}month\s{1,2}on\s{1,2}the\s{1,2}(\d{1,2})(?:st|nd|rd|th)\b/gi,
    read: ([text, day = ''], options) => dayOfMonth([text, day, 'next'], options),
  },
  {
    pattern: new RegExp(
      `(?<=\\b(?:on|by|before|until|till?|due|at|after|this|next)\\s{1,3})(${HOLIDAY_ANY})\\b${NO_THING}`,
      'gi',
    ),
    read: ([, name = ''], options) => ({ date: nextHoliday(name, today(options)) }),
  },
  {
    pattern: new RegExp(`(?<=^|\\s)(${HOLIDAY_ANY})\\b${NO_THING}${AFTER_HOLIDAY}`, 'gi'),
    read: (match, options) =>
      isPurpose(match) ? null : { date: nextHoliday(match[1] ?? '', today(options)) },
  },
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
    pattern:
      /\bthis\s+(morning|afternoon|evening)\b|\b(?:late(?:r)?\s+)?(tonight|tonite|tonigt|tonght|2nite|2night)\b/gi,
    read: ([, part], options) => ({ date: today(options), part: partOf(part ?? 'night') }),
  },
  {
    pattern:
      /\b(?:(?:later |earlier |sometime )?(?:today|todya|tody)|2day|(?:by )?cob|(?:the )?end of (?:the )?day|eod)\b(?!['’]s)/gi,
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
      `\\b(this|next|nxt|coming|this coming)\\s+(${WEEKDAY_ANY})\\b(?!['’]s)(?:\\s+(morning|afternoon|evening|night)\\b)?`,
      'gi',
    ),
    read: ([, which = '', day = '', part], options) => ({
      ...comingWeekday(which.toLowerCase().replace('nxt', 'next'), day, options),
      part: part ? partOf(part) : undefined,
    }),
  },
  {
    pattern: new RegExp(
      // "Email Bob about friday" is not done then.
      `(?<!\\babout\\s{1,2})\\b(${WEEKDAY_FULL})\\b(?!['’]s)(?:\\s+(morning|afternoon|evening|night)\\b)?`,
      'gi',
    ),
    read: ([, day = '', part], options) => ({
      date: weekday(day, options),
      part: part ? partOf(part) : undefined,
    }),
  },
  {
    pattern: new RegExp(
      `(?<=\\b(?:on|by|due|until|till|before|for|to|from)\\s{1,3})(${WEEKDAY_SHORT})\\b\\.?|(?<!\\b(?:the|a|an|my|of|some|with|in)\\s{1,3})\\b(${WEEKDAY_SHORT})\\b\\.?${AFTER_DAY}`,
      'gi',
    ),
    read: ([, prefixed, bare], options) => ({ date: weekday(prefixed ?? bare ?? '', options) }),
  },
  {
    pattern: new RegExp(
      `\\bthe\\s+(\\d{1,2})(?:st|nd|rd|th)\\b(?:\\s+of\\s+(this|next)\\s+month\\b)?${AFTER_DAY}|(?<=\\b(?:on|by|due|until|before)\\s{1,3})(?:the\\s+)?(\\d{1,2})(?:st|nd|rd|th)\\b(?!\\s+(?:${MONTH_ANY}|of|avenue|ave|street|floor|grade|place|edition)\\b)`,
      'gi',
    ),
    read: (match, options) => dayOfMonth(match, options),
  },
  {
    pattern: /\bon the first\b(?: of the month)?(?=\s*(?:$|[,.;!?]))/gi,
    read: (match, options) => dayOfMonth(Object.assign(match, { 1: '1' }), options),
  },
  {
    pattern: new RegExp(
      `(?:\\b(?:in|by|before)\\s{1,3}|(?<=\\b(?:until|till?|starting|from|through|thru)\\s{1,3}))(${MONTH_ANY})(?=\\s*(?:$|[,.;!?\\uE000]))`,
      'gi',
    ),
    read: ({ 1: month = '', input, index }, options) => ({
      // "Through december" has all of it.
      date: /\bthr(?:ough|u)\s+$/i.test(input.slice(0, index))
        ? partOfMonth('end', month, options)
        : firstOfMonth(month, options),
    }),
  },
  {
    // "thurs gym"; "sun cream" and "sat nav" are things.
    pattern: /(?<=^[\s\uE000]*)(mon|tues?|weds?|thurs?|thu|fri)\b\.?(?=\s+[\p{L}\d])/giu,
    read: ([, day = ''], options) => ({ date: weekday(day, options) }),
  },
]);

/** "Buy a turkey for christmas" doesn't wait until then. */
function isPurpose({ input, index }: RegExpExecArray): boolean {
  return /\b(?:for|about|of|like|the|my|our|his|her|their|merry|happy)\s{1,3}$/i.test(
    input.slice(Math.max(0, index - 12), index),
  );
}
