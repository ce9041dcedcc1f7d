import { Temporal } from 'temporal-polyfill';
import { type Clock, wallTime } from '@/lib/clock';

/** When a task is due: 'YYYY-MM-DD', 'HH:mm' or null for all day, zone or null for floating. */
export type Due = { dueDate: string | null; dueTime: string | null; timeZone: string | null };

/** Whether `text` is a date that exists, written 'YYYY-MM-DD'. */
export function isRealDate(text: string): boolean {
  // Postgres knows no year 0, and nobody plans before the calendar's own time.
  if (!/^(19|[2-9]\d)\d{2}-\d{2}-\d{2}$/.test(text)) return false;
  try {
    Temporal.PlainDate.from(text, { overflow: 'reject' });
    return true;
  } catch (error) {
    if (error instanceof RangeError) return false;
    throw error;
  }
}

/** The English name of a date's weekday. */
export function weekdayOf(date: string): string {
  return Temporal.PlainDate.from(date).toLocaleString('en', { weekday: 'long' });
}

/** All day is overdue when its day is over, a time when it has passed. */
export function isOverdue(due: Due, clock: Clock): boolean {
  if (!due.dueDate) return false;
  const here = wallTime(clock);
  const date = Temporal.PlainDate.from(due.dueDate);
  if (!due.dueTime) return Temporal.PlainDate.compare(date, here.toPlainDate()) < 0;
  const at = date.toPlainDateTime(due.dueTime);
  if (!due.timeZone) return Temporal.PlainDateTime.compare(at, here) < 0;
  return at.toZonedDateTime(due.timeZone).epochMilliseconds < clock.now.getTime();
}

/** "Mon 23 Nov 2026", with ", 17:00" when there is a time and the zone when it is fixed. */
export function sayDue(due: Due): string {
  if (!due.dueDate) return 'no date';
  const date = Temporal.PlainDate.from(due.dueDate);
  const day = date.toLocaleString('en-GB', { weekday: 'short' });
  const month = date.toLocaleString('en-GB', { month: 'short' });
  const time = due.dueTime ? `, ${due.dueTime}` : '';
  const zone = due.timeZone ? ` (${due.timeZone})` : '';
  return `${day} ${date.day} ${month} ${date.year}${time}${zone}`;
}

/** "Mon 23 Nov 2026" */
export function sayDay(date: string): string {
  return sayDue({ dueDate: date, dueTime: null, timeZone: null });
}
