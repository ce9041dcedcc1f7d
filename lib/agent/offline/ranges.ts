import { Temporal } from 'temporal-polyfill';
import type { LanguageOptions } from '@/lib/language';
import type { Query } from './filters';
import { dateOf } from './wording';

/** The days that a filter speaks of, first and last; an open end is missing. */
interface Range {
  from?: Temporal.PlainDate;
  to?: Temporal.PlainDate;
}

/** The days of "today", "next_week" or from and to; null for a filter without days. */
export function rangeOf({ due, from, to }: Query, options: LanguageOptions): Range | null {
  const today = todayOf(options);
  const week = today.subtract({ days: ((today.dayOfWeek % 7) - options.weekStart + 7) % 7 });
  switch (due) {
    case 'today':
      return { from: today, to: today };
    case 'tomorrow':
      return { from: today.add({ days: 1 }), to: today.add({ days: 1 }) };
    case 'this_week':
      return { from: week, to: week.add({ days: 6 }) };
    case 'next_week':
      return { from: week.add({ days: 7 }), to: week.add({ days: 13 }) };
    case undefined:
      return from || to
        ? {
            ...(from && { from: Temporal.PlainDate.from(from) }),
            ...(to && { to: Temporal.PlainDate.from(to) }),
          }
        : null;
    default:
      return null;
  }
}

export function todayOf(options: LanguageOptions): Temporal.PlainDate {
  return Temporal.PlainDate.from(options.now.slice(0, 10));
}

const DUE_WORDS = {
  today: 'due today',
  tomorrow: 'due tomorrow',
  this_week: 'due this week',
  next_week: 'due next week',
  overdue: 'overdue',
  none: 'without a date',
} as const;

/** The days of a filter as they follow "is" or "are": "due this week", "due on Fri 27 Nov". */
export function sayDays({ due, from, to }: Query, options: LanguageOptions): string {
  if (due) return DUE_WORDS[due];
  if (from && to) {
    const { from: first, to: last } = { from: dateOf(from, options), to: dateOf(to, options) };
    return from === to ? `due on ${first}` : `due from ${first} to ${last}`;
  }
  if (from) return `due from ${dateOf(from, options)} on`;
  return to ? `due by ${dateOf(to, options)}` : '';
}

/** The same with the dates that its words leave open: "due this week (Mon 16 – Sun 22 Nov)". */
export function sayDaysInFull(query: Query, options: LanguageOptions): string {
  const range = query.due && rangeOf(query, options);
  if (!range?.from || !range.to) return sayDays(query, options);
  const [first, last] = [range.from, range.to].map((day) => dateOf(day.toString(), options));
  const short = range.from.month === range.to.month ? first?.replace(/ \p{L}+$/u, '') : first;
  const days = range.from.equals(range.to) ? last : `${short} – ${last}`;
  return `${sayDays(query, options)} (${days})`;
}
