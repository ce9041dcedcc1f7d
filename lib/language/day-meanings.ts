import {
  endOfMonth,
  isWithinReach,
  nextDayOfMonth,
  nextWeekday,
  type PlainDate,
  startOfWeek,
  today,
} from './calendar';
import { describeDate } from './describe';
import { describeDay } from './describe-day';
import { firstDay } from './first-day';
import type { Mention } from './mentions';
import type { LanguageOptions } from './options';
import { RULE_WEEKDAYS, ruleOf } from './rule';
import type { Question } from './types';
import { decodeWeekdays, isoWeekday, monthNumber, weekdayOf } from './words';

/** What the words for a day mean: one function a meaning, each pure. */
export type DayReading = Pick<Mention, 'date' | 'part' | 'question'>;

export const UNIT_OF_SHORT: Record<string, string> = { eow: 'week', eom: 'month', eoy: 'year' };

export function partOf(word = ''): Mention['part'] {
  const part = word.toLowerCase();
  return part === 'morning' || part === 'afternoon' || part === 'evening' ? part : 'night';
}

export function weekday(word: string, options: LanguageOptions): PlainDate {
  return nextWeekday(weekdayOf(word) ?? 0, today(options));
}

export function anchor(word: string, options: LanguageOptions): PlainDate {
  const from = word.toLowerCase();
  if (from === 'today' || from === 'now') return today(options);
  return weekdayOf(from) !== undefined ? weekday(from, options) : today(options).add({ days: 1 });
}

export function addWorkdays(from: PlainDate, count: number): PlainDate {
  let day = from;
  for (let left = Math.min(count, 1000); left > 0; ) {
    day = day.add({ days: 1 });
    if (day.dayOfWeek < 6) left -= 1;
  }
  return day;
}

/** "the last friday of november", "the first monday of next month": the next such day. */
export function nthWeekday(
  nth: number,
  day: string,
  where: string,
  year: string | undefined,
  options: LanguageOptions,
): DayReading | null {
  const now = today(options);
  const inMonth = (month: PlainDate) =>
    firstDay(ruleOf('MONTHLY', { byDay: [{ day: ruleDay(day), nth }] }), month.with({ day: 1 }));
  const named = monthNumber(where);
  if (named > 0 && year) {
    return { date: inMonth(now.with({ year: Number(year), month: named, day: 1 })) ?? undefined };
  }
  const month = named > 0 ? now.with({ month: named, day: 1 }) : now;
  const date = inMonth(/next/i.test(where) ? now.with({ day: 1 }).add({ months: 1 }) : month);
  if (!date || date.toString() >= now.toString() || /this|next/i.test(where)) {
    return { date: date ?? undefined };
  }
  return { date: inMonth(month.add(named > 0 ? { years: 1 } : { months: 1 })) ?? undefined };
}

function ruleDay(word: string) {
  return RULE_WEEKDAYS[isoWeekday(word) - 1] ?? 'MO';
}

/** "mid january", "the end of march" */
export function partOfMonth(part: string, word: string, options: LanguageOptions): PlainDate {
  const now = today(options);
  const first = now.with({ day: 1, month: monthNumber(word) });
  const pick = (month: PlainDate) =>
    part === 'end' ? endOfMonth(month) : month.with({ day: part === 'start' ? 1 : 15 });
  return pick(first).toString() >= now.toString() ? pick(first) : pick(first.add({ years: 1 }));
}

/** "friday the 13th": the next day of that number, if it is such a day; otherwise it is asked about. */
export function weekdayAndDay(match: RegExpExecArray, options: LanguageOptions): DayReading | null {
  const [whole, word = '', number = ''] = match;
  const text = decodeWeekdays(whole);
  const day = Number(number);
  if (day < 1 || day > 31) return { question: noSuchDay(text) };
  const now = today(options);
  const rule = ruleOf('MONTHLY', { byMonthDay: [day], byDay: [{ day: ruleDay(word) }] });
  const date = firstDay(rule, now);
  const near = nextDayOfMonth(day, now);
  if (!date || !near || date.equals(near)) return { date: date ?? undefined };
  const question: Question = {
    kind: 'which_date',
    text,
    message: `The next ${text} is ${describeDay(date.toString())}. Or did you mean ${describeDay(near.toString())}?`,
    alternatives: [near.toString()],
  };
  return { date, question };
}

export function addUnits(from: PlainDate, count: number, unit: string): PlainDate {
  if (/^d/i.test(unit)) return from.add({ days: count });
  if (/^f/i.test(unit)) return from.add({ weeks: count * 2 });
  if (/^w/i.test(unit)) return from.add({ weeks: count });
  return /^y/i.test(unit) ? from.add({ years: count }) : from.add({ months: count });
}

export function inUnits(count: number, unit: string, options: LanguageOptions): DayReading {
  if (/^(?:h|mi)/i.test(unit)) return {};
  const date = addUnits(today(options), count, unit);
  return isWithinReach(date) ? { date } : {};
}

export function endOf(unit: string, next: boolean, options: LanguageOptions): PlainDate {
  const now = today(options);
  if (/week/i.test(unit)) {
    return startOfWeek(now, options.weekStart).add({ days: next ? 13 : 6 });
  }
  if (/year/i.test(unit)) return now.add({ years: next ? 1 : 0 }).with({ month: 12, day: 31 });
  return endOfMonth(now.with({ day: 1 }).add({ months: next ? 1 : 0 }));
}

export function startOfNext(unit: string, options: LanguageOptions): PlainDate {
  const now = today(options);
  if (/week/i.test(unit)) return startOfWeek(now, options.weekStart).add({ days: 7 });
  if (/year/i.test(unit)) return now.with({ month: 1, day: 1 }).add({ years: 1 });
  return now.with({ day: 1 }).add({ months: 1 });
}

export function inNextWeek(day: string, options: LanguageOptions): PlainDate {
  const start = startOfNext('week', options);
  const offset = ((weekdayOf(day) ?? 0) - options.weekStart + 7) % 7;
  return start.add({ days: offset });
}

export function weekend(next: boolean, options: LanguageOptions): DayReading {
  const now = today(options);
  const isWeekend = now.dayOfWeek >= 6;
  const nearest = isWeekend ? now : nextWeekday(6, now);
  return { date: next ? nextWeekday(6, nearest) : nearest };
}

export function comingWeekday(which: string, day: string, options: LanguageOptions): DayReading {
  const now = today(options);
  const date = weekday(day, options);
  if (which === 'this' && date.dayOfWeek === now.dayOfWeek) return { date: now };
  return which === 'next' ? nextNamed(day, date, options) : { date };
}

/** "Next friday", as the person wants it read, with the other Friday offered. */
function nextNamed(day: string, nearest: PlainDate, options: LanguageOptions): DayReading {
  const after = nearest.add({ days: 7 });
  const text = `next ${decodeWeekdays(day)}`;
  return options.nextWeekday === 'after'
    ? { date: after, question: orTheOther(text, after, nearest, 'nearest', options) }
    : { date: nearest, question: orTheOther(text, nearest, after, 'after', options) };
}

function orTheOther(
  text: string,
  read: PlainDate,
  other: PlainDate,
  prefers: 'nearest' | 'after',
  options: LanguageOptions,
): Question {
  const [taken, offered] = [read, other].map((day) => describeDate(day.toString(), null, options));
  const words = prefers === 'after' ? 'the week after' : 'the week before';
  return {
    kind: 'which_date',
    text,
    message: `I read “${text}” as ${taken}. Say “${words}” if you meant ${offered}.`,
    alternatives: [other.toString()],
    prefers: { nextWeekday: prefers },
  };
}

export function dayOfMonth(
  [text = '', first, which, second]: readonly (string | undefined)[],
  options: LanguageOptions,
): DayReading | null {
  const day = Number(first ?? second);
  const now = today(options);
  if (day < 1 || day > 31) return { question: noSuchDay(text) };
  if (!which) return { date: nextDayOfMonth(day, now) ?? undefined };
  const month = now.with({ day: 1 }).add({ months: /next/i.test(which) ? 1 : 0 });
  return day <= month.daysInMonth ? { date: month.with({ day }) } : { question: noSuchDay(text) };
}

function noSuchDay(text: string): Question {
  return {
    kind: 'no_such_date',
    text,
    message: `There is no such day as “${text}”. Which day do you mean?`,
    alternatives: [],
  };
}

export function firstOfMonth(word: string, options: LanguageOptions): PlainDate {
  const now = today(options);
  const first = now.with({ month: monthNumber(word), day: 1 });
  return first.toString() > now.toString() ? first : first.add({ years: 1 });
}
