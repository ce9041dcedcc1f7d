import { Temporal } from 'temporal-polyfill';
import type { LanguageOptions } from './options';

export type PlainDate = Temporal.PlainDate;

export function today(options: Pick<LanguageOptions, 'now'>): PlainDate {
  return Temporal.PlainDate.from(options.now.slice(0, 10));
}

/** Minutes since midnight on the person's clock. */
export function minutesNow(options: LanguageOptions): number {
  return Number(options.now.slice(11, 13)) * 60 + Number(options.now.slice(14, 16));
}

/** The date, or null where the calendar has no such day. Years of two digits are in this century. */
export function dateOrNull(year: number, month: number, day: number): PlainDate | null {
  if (month < 1 || month > 12 || day < 1) return null;
  const full = year < 100 ? 2000 + year : year;
  if (full < 1000 || full > 9999) return null;
  const monthLength = Temporal.PlainDate.from({ year: full, month, day: 1 }).daysInMonth;
  return day > monthLength ? null : Temporal.PlainDate.from({ year: full, month, day });
}

/** Whether a day is one that can be written 'YYYY-MM-DD': what counts on from a year can leave it behind. */
export function isWithinReach(date: { year: number }): boolean {
  return date.year <= 9999;
}

/** A day and month without a year: this year's if it is still ahead, otherwise next year's. */
export function nextDayOfYear(month: number, day: number, from: PlainDate): PlainDate | null {
  const thisYear = dateOrNull(from.year, month, day);
  if (thisYear && Temporal.PlainDate.compare(thisYear, from) >= 0) return thisYear;
  const nextYear = dateOrNull(from.year + 1, month, day);
  return thisYear || nextYear ? nextYear : null;
}

/** The next `weekday` (0 = Sunday) after `from`, never `from` itself. */
export function nextWeekday(weekday: number, from: PlainDate): PlainDate {
  const ahead = (weekday - (from.dayOfWeek % 7) + 7) % 7;
  return from.add({ days: ahead === 0 ? 7 : ahead });
}

/** The first day of the week that `from` is in. */
export function startOfWeek(from: PlainDate, weekStart: number): PlainDate {
  return from.subtract({ days: ((from.dayOfWeek % 7) - weekStart + 7) % 7 });
}

export function endOfMonth(date: PlainDate): PlainDate {
  return date.with({ day: date.daysInMonth });
}

/** The next month's day number `day`, today included, skipping months that are too short. */
export function nextDayOfMonth(day: number, from: PlainDate): PlainDate | null {
  for (let months = 0; months <= 12; months++) {
    const month = from.with({ day: 1 }).add({ months });
    if (day <= month.daysInMonth && (months > 0 || day >= from.day)) return month.with({ day });
  }
  return null;
}

/** Wall clock `minutes` from now, counted on the real clock, so that a clock change is kept. */
export function afterMinutes(
  minutes: number,
  options: LanguageOptions,
): { date: string; time: string } {
  const local = Temporal.PlainDateTime.from(options.now);
  const moved = isTimeZone(options.timeZone)
    ? local.toZonedDateTime(options.timeZone).add({ minutes }).toPlainDateTime()
    : local.add({ minutes });
  return {
    date: moved.toPlainDate().toString(),
    time: moved.toPlainTime().toString({ smallestUnit: 'minute' }),
  };
}

export function isTimeZone(name: string): boolean {
  try {
    new Intl.DateTimeFormat('en', { timeZone: name });
    return true;
  } catch {
    return false;
  }
}
