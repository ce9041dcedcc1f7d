import { byDayOfMonth } from './recurrence-month-days';
import { byWeekdayOfMonth, byWorkdayOfMonth } from './recurrence-month-weekdays';
import type { RecurrenceReader } from './recurrence-reader';
import { byUnit } from './recurrence-units';
import { byWeekday } from './recurrence-weekdays';
import { byDayOfYear } from './recurrence-years';

/** The ways of saying that something repeats, the more particular ones first. */
export const RECURRENCE_READERS: RecurrenceReader[] = [
  ...byWeekdayOfMonth(),
  ...byWorkdayOfMonth(),
  ...byDayOfMonth(),
  ...byDayOfYear(),
  ...byWeekday(),
  ...byUnit(),
];
