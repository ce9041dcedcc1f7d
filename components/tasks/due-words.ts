import type { TaskView } from '@/lib/tasks';

type Due = Pick<TaskView, 'due_date' | 'due_time' | 'time_zone'>;

const DAY = 86_400_000;

/** The person's date today, 'YYYY-MM-DD'. */
export function todayIn(timeZone: string, now: Date): string {
  return new Intl.DateTimeFormat('en-CA', { timeZone }).format(now);
}

/** The day that is `days` after a date 'YYYY-MM-DD'. */
export function addDays(date: string, days: number): string {
  return new Date(Date.parse(date) + days * DAY).toISOString().slice(0, 10);
}

/** A due date for a list: "Today", "Tomorrow 17:00", "Thu 26 Nov"; null when there is none. */
export function sayDueShortly(due: Due, today: string): string | null {
  if (!due.due_date) return null;
  return [nameOf(due.due_date, today), due.due_time].filter(Boolean).join(' ');
}

/** A due date in full, as on a record of what changed: "Thu 26 Nov 2026, 17:00"; "no date". */
export function sayDueInFull(due: Due): string {
  if (!due.due_date) return 'no date';
  const day = sayDayInFull(due.due_date);
  const zone = due.time_zone ? ` (${due.time_zone})` : '';
  return due.due_time ? `${day}, ${due.due_time}${zone}` : day;
}

/** A day for a list: "Today", "Thu 26 Nov". */
export function sayDayShortly(date: string, today: string): string {
  return nameOf(date, today);
}

/** A day with its weekday and year: "Thu 26 Nov 2026". */
export function sayDayInFull(date: string): string {
  return format(date, { weekday: 'short', day: 'numeric', month: 'short', year: 'numeric' });
}

/** A day as the heading of a list: "Today", "Thursday 26 November". */
export function sayDay(date: string, today: string): string {
  const name = nameOf(date, today);
  if (['Today', 'Tomorrow', 'Yesterday'].includes(name)) return name;
  const otherYear = date.slice(0, 4) !== today.slice(0, 4);
  return format(date, {
    weekday: 'long',
    day: 'numeric',
    month: 'long',
    ...(otherYear && { year: 'numeric' }),
  });
}

function nameOf(date: string, today: string): string {
  const days = Math.round((Date.parse(date) - Date.parse(today)) / DAY);
  if (days === 0) return 'Today';
  if (days === 1) return 'Tomorrow';
  if (days === -1) return 'Yesterday';
  const otherYear = date.slice(0, 4) !== today.slice(0, 4);
  return format(date, {
    weekday: 'short',
    day: 'numeric',
    month: 'short',
    ...(otherYear && { year: 'numeric' }),
  });
}

function format(date: string, options: Intl.DateTimeFormatOptions): string {
  const words = new Intl.DateTimeFormat('en-GB', { timeZone: 'UTC', ...options });
  return words.format(Date.parse(date)).replace(',', '');
}
