import { Temporal } from 'temporal-polyfill';

/** What dates mean for one person at one moment. Fixed for the length of a chat turn. */
export type Clock = {
  /** The instant. */
  now: Date;
  /** IANA name of the person's zone. */
  timeZone: string;
  /** 0 Sunday, 1 Monday, 6 Saturday. */
  weekStart: 0 | 1 | 6;
  dateOrder: 'mdy' | 'dmy';
  /** False while nobody but a browser said the order. */
  dateOrderChosen: boolean;
  /** Which Friday “next Friday” is: the nearest ahead, or the one after it. */
  nextWeekday: 'nearest' | 'after';
  /** Wall times 'HH:mm' meant by the names of the parts of a day. */
  dayParts: { morning: string; afternoon: string; evening: string; night: string };
};

/** The person's wall clock. */
export function wallTime(clock: Clock): Temporal.PlainDateTime {
  return Temporal.Instant.fromEpochMilliseconds(clock.now.getTime())
    .toZonedDateTimeISO(clock.timeZone)
    .toPlainDateTime();
}

/** What lib/language reads the person's words with. */
export function languageOptions(clock: Clock) {
  return { ...clock, now: wallTime(clock).toString({ smallestUnit: 'minute' }) };
}

/** The person's date today. */
export function today(clock: Clock): Temporal.PlainDate {
  return wallTime(clock).toPlainDate();
}

/** The first day of the person's week that holds `date`. */
export function startOfWeek(date: Temporal.PlainDate, weekStart: Clock['weekStart']) {
  return date.subtract({ days: (date.dayOfWeek - weekStart + 7) % 7 });
}
