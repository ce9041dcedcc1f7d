import { endOfMonth, isWithinReach, type PlainDate, startOfWeek, today } from './calendar';
import { addUnits, weekday } from './day-meanings';
import type { DayRange } from './filter';
import type { LanguageOptions } from './options';
import { parseDate } from './parse-date';
import {
  encodeWeekdays,
  isoWeekday,
  MONTH_ANY,
  monthNumber,
  NUMBER_ANY,
  numberOf,
  WEEKDAY_ANY,
} from './words';

/** Which way a bare weekday or month points: tasks are due ahead, and were done before. */
export type Direction = 'ahead' | 'back';

/**
 * The stretch of days that a phrase names, such as "this week", "last 3 days", "by friday" or "from monday to
 * wednesday"; null when it names none. The phrase holds nothing else.
 */
export function readDayRange(
  phrase: string,
  direction: Direction,
  options: LanguageOptions,
): DayRange | null {
  const text = phrase.trim().replace(/^(?:on|for|in|during|at|over|the)\s+/i, '');
  for (const { pattern, read } of RANGES) {
    const match = pattern.exec(encodeWeekdays(text));
    const days = match && read(match, options, direction);
    if (days) return asText(days);
  }
  const between =
    /^(?:between|from)\s+(.{2,40}?)\s+(?:and|to|until|till|through)\s+(.{2,40})$/i.exec(text);
  if (between) {
    const from = oneDay(between[1] ?? '', direction, options);
    const to = oneDay(between[2] ?? '', direction, options);
    return from && to
      ? asText(
          from.toString() <= to.toString() ? { from, to } : { from, to: addUnits(to, 1, 'year') },
        )
      : null;
  }
  const bound =
    /^(by|until|till|up to|through|before|after|since|from|starting)\s+(.{2,40})$/i.exec(text);
  const day = oneDay(bound?.[2] ?? text, direction, options);
  return day && asText(bounded(bound?.[1]?.toLowerCase(), day));
}

interface Days {
  from?: PlainDate;
  to?: PlainDate;
}

interface RangeReader {
  pattern: RegExp;
  read(match: RegExpExecArray, options: LanguageOptions, direction: Direction): Days | null;
}

const RANGES: RangeReader[] = [
  {
    pattern:
      /^(this|next|last|past|previous|current|coming)\s+(week|month|year|quarter)(?:['’]s)?$/i,
    read: ([, which = '', unit = ''], options) => {
      const step = /next|coming/i.test(which) ? 1 : /last|past|previous/i.test(which) ? -1 : 0;
      return period(unit.toLowerCase(), step, options);
    },
  },
  {
    pattern: /^(?:this|next|last|the)?\s*week-?end$/i,
    read: ([words], options) => {
      const now = today(options);
      const saturday =
        now.dayOfWeek === 7 ? now.subtract({ days: 1 }) : now.add({ days: 6 - now.dayOfWeek });
      const weeks = /^next/i.test(words) ? 1 : /^last/i.test(words) ? -1 : 0;
      const from = saturday.add({ weeks });
      return { from, to: from.add({ days: 1 }) };
    },
  },
  {
    pattern: new RegExp(
      `^(?:last|past|previous)\\s+(${NUMBER_ANY}|few)\\s+(days?|weeks?|months?)$`,
      'i',
    ),
    read: ([, count = '', unit = ''], options) => {
      const to = today(options);
      return { from: addUnits(to, -numberOf(count), unit).add({ days: 1 }), to };
    },
  },
  {
    pattern: new RegExp(
      `^(?:next|coming|within|within the next)\\s+(${NUMBER_ANY}|few)\\s+(days?|weeks?|months?)$`,
      'i',
    ),
    read: ([, count = '', unit = ''], options) => {
      const from = today(options);
      return { from, to: addUnits(from, numberOf(count), unit) };
    },
  },
  {
    pattern: new RegExp(`^last\\s+(${WEEKDAY_ANY})$`, 'i'),
    read: ([, day = ''], options) => {
      const date = lastWeekday(day, options);
      return { from: date, to: date };
    },
  },
  {
    pattern: new RegExp(`^(${MONTH_ANY})(?:\\s+(20\\d\\d))?$`, 'i'),
    read: ([, word = '', year], options, direction) => {
      const now = today(options);
      const first = now.with({ day: 1, month: monthNumber(word) });
      if (year) return wholeMonth(first.with({ year: Number(year) }));
      if (direction === 'back') {
        return wholeMonth(first.toString() > now.toString() ? first.subtract({ years: 1 }) : first);
      }
      const over = endOfMonth(first).toString() < now.toString();
      return wholeMonth(over ? first.add({ years: 1 }) : first);
    },
  },
];

function wholeMonth(from: PlainDate): Days {
  return { from, to: endOfMonth(from) };
}

function period(unit: string, step: number, options: LanguageOptions): Days {
  const now = today(options);
  if (unit === 'week') {
    const from = startOfWeek(now, options.weekStart).add({ weeks: step });
    return { from, to: from.add({ days: 6 }) };
  }
  const first = now.with({ day: 1 });
  const months = unit === 'month' ? 1 : unit === 'quarter' ? 3 : 12;
  const start = first.subtract({ months: (now.month - 1) % months });
  const from = start.add({ months: months * step });
  return { from, to: from.add({ months }).subtract({ days: 1 }) };
}

function oneDay(words: string, direction: Direction, options: LanguageOptions): PlainDate | null {
  const text = words.trim().replace(/['’]s$/i, '');
  const isWeekday = new RegExp(`^(?:on\\s+)?(${WEEKDAY_ANY})s?$`, 'i').exec(encodeWeekdays(text));
  if (isWeekday?.[1]) {
    if (direction === 'back') return lastWeekday(isWeekday[1], options);
    return weekday(isWeekday[1], options);
  }
  const ago = new RegExp(`^(${NUMBER_ANY})\\s+(days?|weeks?|months?)\\s+ago$`, 'i').exec(text);
  if (ago) return addUnits(today(options), -numberOf(ago[1] ?? ''), ago[2] ?? 'day');
  const { dueDate, dateGiven, rest, recurrence } = parseDate(text, options);
  if (!dueDate || !dateGiven || rest !== '' || recurrence) return null;
  const date = today(options).with(dateParts(dueDate));
  // "Done on 5 November" is the last one, not next year's.
  const future = direction === 'back' && date.toString() > today(options).toString();
  return future && !/\d{4}|tomorrow|next/i.test(text) ? date.subtract({ years: 1 }) : date;
}

function dateParts(date: string) {
  const [year, month, day] = date.split('-').map(Number);
  return { year: year ?? 1, month: month ?? 1, day: day ?? 1 };
}

function lastWeekday(word: string, options: LanguageOptions): PlainDate {
  const now = today(options);
  const back = (now.dayOfWeek - isoWeekday(word) + 7) % 7;
  return now.subtract({ days: back === 0 ? 7 : back });
}

function bounded(word: string | undefined, day: PlainDate): Days {
  if (!word) return { from: day, to: day };
  if (word === 'before') return { to: day.subtract({ days: 1 }) };
  if (word === 'after') return { from: day.add({ days: 1 }) };
  return /since|from|starting/.test(word) ? { from: day } : { to: day };
}

function asText({ from, to }: Days): DayRange | null {
  if ((from && !isWithinReach(from)) || (to && !isWithinReach(to))) return null;
  return { ...(from && { from: from.toString() }), ...(to && { to: to.toString() }) };
}
