import { endOfMonth, nextDayOfYear, type PlainDate, startOfWeek, today } from './calendar';
import {
  addUnits,
  addWorkdays,
  type DayReading,
  dayOfMonth,
  firstOfMonth,
  partOfMonth,
  weekday,
} from './day-meanings';
import { describeDay } from './describe-day';
import { firstDay } from './first-day';
import { type Mention, mentionReaders, readMentions } from './mentions';
import type { LanguageOptions } from './options';
import { ordinalOf, WORKDAY } from './recurrence-words';
import { ruleOf, WORKDAYS } from './rule';
import type { Question } from './types';
import {
  decodeWeekdays,
  MONTH_ANY,
  monthNumber,
  NUMBER_ANY,
  numberOf,
  WEEKDAY_ANY,
  weekdayOf,
} from './words';

/** Days told by a longer period: "end of the quarter", "early december", "the first workday of next month". */
export function readPeriods(open: string, options: LanguageOptions): Mention[] {
  return readMentions(READERS, open, options);
}

const S = '\\s{1,2}';
/** Where a short word is a day: "buy bread tom 9am"; "call tom" is a person. */
const BEFORE_CLOCK = `(?=${S}(?:at${S}|@\\s?)?\\d{1,2}(?::\\d\\d|\\s?[ap]\\.?m\\b)|${S}at${S}\\d|${S}(?:morning|afternoon|evening|night)\\b)`;
const NO_PERSON =
  '(?<!\\b(?:call|email|text|tell|ask|meet|with|to|ring|phone|see|pay|from|and|visit|help|thank|message|about|up|invite|remind)\\s{1,2})';

const NTH_WORDS =
  'first second third fourth fifth sixth seventh eighth ninth tenth eleventh twelfth thirteenth fourteenth fifteenth sixteenth seventeenth eighteenth nineteenth twentieth twenty-first twenty-second twenty-third twenty-fourth twenty-fifth twenty-sixth twenty-seventh twenty-eighth twenty-ninth thirtieth thirty-first'.split(
    ' ',
  );

const READERS: Parameters<typeof mentionReaders>[0] = mentionReaders([
  {
    pattern: new RegExp(
      `\\b(?:from|between)${S}(${MONTH_ANY})${S}(?:to|until|till|through|thru|and)${S}(${MONTH_ANY})\\b(?!${S}\\d)`,
      'gi',
    ),
    read: ([, from = '', to = ''], options) => monthsFrom(from, to, options),
  },
  {
    pattern: new RegExp(
      `\\b(?:the${S})?(?:(end|last${S}day)|start|beginning|first${S}day)${S}of${S}(?:(?:the|this|(next))${S})?quarter\\b|\\beoq\\b|\\bquarter[- ]end\\b`,
      'gi',
    ),
    read: ([words, end, next], options) =>
      end || /eoq|end$/i.test(words)
        ? { date: quarter(next ? 2 : 1, options).subtract({ days: 1 }) }
        : { date: quarter(1, options) },
  },
  {
    pattern: /\bnext\s{1,2}quarter\b(?!['’]s)/gi,
    read: (_, options) => ({ date: quarter(1, options) }),
  },
  {
    pattern: new RegExp(
      `\\bfrom${S}(?:the${S})?(\\d{1,2})(?:st|nd|rd|th)?${S}(?:to|until|till|through)${S}(?:the${S})?(\\d{1,2})(?:st|nd|rd|th)?${S}(?:of${S})?(${MONTH_ANY})\\b`,
      'gi',
    ),
    read: ([, first = '', last = '', month = ''], options) => {
      const date = nextDayOfYear(monthNumber(month), Number(first), today(options));
      const end = Number(last);
      return date && end <= date.daysInMonth && end > date.day
        ? { date, endDate: date.with({ day: end }) }
        : null;
    },
  },
  {
    pattern: new RegExp(`\\b(early|late)${S}(?:in${S})?(${MONTH_ANY})\\b(?!${S}\\d)`, 'gi'),
    read: ([, part = '', month = ''], options) => ({
      date: partOfMonth(/late/i.test(part) ? 'end' : 'start', month, options),
    }),
  },
  {
    pattern: new RegExp(
      `\\b(?:mid[- ]?month|(?:the${S})?middle${S}of${S}(?:the|this|(next))${S}month)\\b`,
      'gi',
    ),
    read: ([, next], options) => ({ date: middle(Boolean(next), options) }),
  },
  {
    pattern: new RegExp(
      `\\b(?:the${S})?(first|last)${S}${WORKDAY}${S}(?:of|in)${S}(?:(the|this|next)${S}month|(${MONTH_ANY}))\\b`,
      'gi',
    ),
    read: ([, nth = '', which, month], options) => ({
      date: nthWorkday(ordinalOf(nth), which ?? '', month, options),
    }),
  },
  {
    pattern: new RegExp(`\\bnext${S}${WORKDAY}\\b(?!s)`, 'gi'),
    read: (_, options) => ({ date: addWorkdays(today(options), 1) }),
  },
  {
    pattern: new RegExp(
      `\\b(?:(${MONTH_ANY})${S}(\\d{1,2})(?:st|nd|rd|th)?|(?:the${S})?(\\d{1,2})(?:st|nd|rd|th)?${S}(?:of${S})?(${MONTH_ANY}))(?:${S}of|,)?${S}next${S}year\\b`,
      'gi',
    ),
    read: ([, month, day, dayFirst, monthLast], options) =>
      inNextYear(monthNumber(month ?? monthLast ?? ''), Number(day ?? dayFirst), options),
  },
  {
    pattern: new RegExp(
      `\\b(?:on${S})?(?:the${S})?(\\d{1,2})(?:st|nd|rd|th)${S}(?:of${S})?(this|next)${S}month\\b`,
      'gi',
    ),
    read: ([text, day = '', which], options) => dayOfMonth([text, day, which], options),
  },
  {
    pattern: new RegExp(
      `\\b(?:on|by|before|due)${S}the${S}(${NTH_WORDS.join('|').replaceAll('-', '[- ]')})(?=\\s*(?:$|[,.;!?\\uE000]|at\\b))`,
      'gi',
    ),
    read: ([text, word = ''], options) =>
      dayOfMonth(
        [text, String(NTH_WORDS.indexOf(word.toLowerCase().replace(' ', '-')) + 1)],
        options,
      ),
  },
  {
    pattern:
      /(?<=^\s*|\s)\+(\d{1,3})\s?(days?|d|weeks?|wks?|w|months?|mo|years?|y)\b(?=\s*(?:$|[,.;!?\uE000]|at\b|\d{1,2}(?::|\s?[ap]m)))/gi,
    read: ([, count = '', unit = ''], options) => ({
      date: addUnits(today(options), Number(count), unit),
    }),
  },
  {
    pattern: new RegExp(`\\b(in${S})?(${NUMBER_ANY})${S}weeks?${S}on${S}(${WEEKDAY_ANY})\\b`, 'gi'),
    read: ([words, ahead, count = '', day = ''], options) =>
      weeksOn(decodeWeekdays(words), numberOf(count), day, Boolean(ahead), options),
  },
  {
    pattern: new RegExp(
      `(?<!\\b(?:every|each|per)${S})\\b(mon|tues?|weds?|thurs?|thu|fri)${S}week\\b(?=\\s*(?:$|[,.;!?\\uE000]|at\\b|\\d))`,
      'gi',
    ),
    read: ([, day = ''], options) => ({ date: weekday(day, options).add({ weeks: 1 }) }),
  },
  {
    pattern: new RegExp(
      `\\bearly${S}(?:in${S}(?:the${S})?)?next${S}week\\b|\\bearly${S}next${S}week\\b`,
      'gi',
    ),
    read: (_, options) => ({ date: weekStartAhead(options) }),
  },
  {
    pattern: new RegExp(
      `(?<=\\b(?:by|until|due|for)${S})tom\\b(?=\\s*$)|(?<=^\\s*)tom\\b(?=\\s*$)|${NO_PERSON}\\btom\\b${BEFORE_CLOCK}`,
      'g',
    ),
    read: (_, options) => ({ date: today(options).add({ days: 1 }) }),
  },
  {
    pattern: new RegExp(`${NO_PERSON}\\btod\\b(?=\\s*$|${S}(?:at|by)${S}\\d|${S}\\d)`, 'g'),
    read: (_, options) => ({ date: today(options) }),
  },
]);

/** "2 weeks on friday" counts from a Friday, "in 2 weeks on friday" is the Friday of that week. */
function weeksOn(
  text: string,
  weeks: number,
  day: string,
  ahead: boolean,
  options: LanguageOptions,
): DayReading {
  const counted = weekday(day, options).add({ weeks });
  const offset = ((weekdayOf(day) ?? 0) - options.weekStart + 7) % 7;
  const begins = startOfWeek(today(options).add({ weeks }), options.weekStart);
  const ofThatWeek = begins.add({ days: offset });
  if (!ahead || ofThatWeek.equals(counted)) return { date: counted };
  const [taken, other] = [ofThatWeek, counted].map((date) => describeDay(date.toString()));
  const question: Question = {
    kind: 'which_date',
    text,
    message: `I read “${text}” as ${taken}. Did you mean ${other}?`,
    alternatives: [counted.toString()],
  };
  return { date: ofThatWeek, question };
}

/** The first day of the quarter that is `ahead` quarters after this one. */
function quarter(ahead: number, options: LanguageOptions): PlainDate {
  const first = today(options).with({ day: 1 });
  return first.add({ months: 3 * ahead - ((first.month - 1) % 3) });
}

/** In the season already, it begins today; the end is the last day of its month. */
function monthsFrom(from: string, to: string, options: LanguageOptions) {
  const now = today(options);
  const [first, last] = [monthNumber(from), monthNumber(to)];
  const length = (last - first + 12) % 12;
  const into = (now.month - first + 12) % 12;
  const begun = into <= length;
  const start = begun ? now : firstOfMonth(from, options);
  const endsIn = begun ? length - into : length;
  return { date: start, endDate: endOfMonth(start.with({ day: 1 }).add({ months: endsIn })) };
}

function middle(next: boolean, options: LanguageOptions): PlainDate {
  const now = today(options);
  const month = now.with({ day: 1 }).add({ months: next ? 1 : 0 });
  const day = month.with({ day: 15 });
  return !next && day.toString() < now.toString() ? day.add({ months: 1 }) : day;
}

function nthWorkday(
  nth: number,
  which: string,
  month: string | undefined,
  options: LanguageOptions,
): PlainDate | undefined {
  const now = today(options);
  const rule = ruleOf('MONTHLY', { byDay: WORKDAYS, bySetPos: [nth] });
  if (month) return firstDay(rule, firstOfMonth(month, options)) ?? undefined;
  const from = /next/i.test(which) ? now.with({ day: 1 }).add({ months: 1 }) : now;
  return firstDay(rule, from) ?? undefined;
}

function inNextYear(month: number, day: number, options: LanguageOptions) {
  const first = today(options).add({ years: 1 }).with({ month, day: 1 });
  return day >= 1 && day <= first.daysInMonth ? { date: first.with({ day }) } : null;
}

function weekStartAhead(options: LanguageOptions): PlainDate {
  const now = today(options);
  return now.add({ days: ((options.weekStart - (now.dayOfWeek % 7) + 6) % 7) + 1 });
}
