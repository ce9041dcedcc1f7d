import { Temporal } from 'temporal-polyfill';
import { today } from './calendar';
import { describeDay } from './describe-day';
import { describeRule } from './describe-rule';
import type { LanguageOptions } from './options';
import type { RecurrenceFrom } from './types';

/** What `describe` puts into words: the fields of a task that say when. */
interface Described {
  dueDate: string | null;
  dueTime: string | null;
  recurrence?: string | null;
  recurrenceFrom?: RecurrenceFrom;
}

/**
 * When a task is, in words: 'Tue 1 Dec 2026, 15:00', and of a repeating one its rule and next turn: 'every 2
 * weeks on Tuesday, next 1 Dec 2026, 15:00'. Without a date and a rule it is ''.
 */
export function describe(when: Described, options: Pick<LanguageOptions, 'now'>): string {
  const { dueDate, dueTime, recurrence, recurrenceFrom } = when;
  const rule = recurrence ? describeRule(recurrence, recurrenceFrom) : '';
  if (!rule) return describeDate(dueDate, dueTime, options);
  if (!dueDate) return rule;
  const next = describeDay(dueDate).replace(/^\S+ /, '');
  return `${rule}, next ${next}${dueTime ? `, ${dueTime}` : ''}`;
}

/**
 * A date in words with its weekday: 'Mon 23 Nov 2026, 17:00', with 'Today, ' or 'Tomorrow, ' before
 * it where that holds. `style: 'short'` leaves the year out when it is this year. Without a date it is ''.
 */
export function describeDate(
  date: string | null,
  time: string | null,
  options: Pick<LanguageOptions, 'now'>,
  style: 'full' | 'short' = 'full',
): string {
  if (!date) return '';
  const day = Temporal.PlainDate.from(date);
  const now = today(options);
  const full = describeDay(date);
  const said = style === 'full' || day.year !== now.year ? full : full.replace(/ \d+$/, '');
  const ahead = now.until(day).days;
  const near =
    ahead === 0 ? 'Today, ' : ahead === 1 ? 'Tomorrow, ' : ahead === -1 ? 'Yesterday, ' : '';
  return `${near}${said}${time ? `, ${time}` : ''}`;
}
