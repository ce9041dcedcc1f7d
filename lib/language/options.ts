/** What a reading depends on besides the words. */
export type LanguageOptions = {
  /** The person's wall clock, 'YYYY-MM-DDTHH:mm' in `timeZone`. */
  now: string;
  /** IANA name. */
  timeZone: string;
  /** First day of the week: 0 Sunday, 1 Monday, 6 Saturday. */
  weekStart: 0 | 1 | 6;
  /** Order of numeric dates. */
  dateOrder: 'mdy' | 'dmy';
  /** False when the order is a guess: a date that both orders have is then asked about. */
  dateOrderChosen?: boolean;
  /** Which Friday "next friday" is: the nearest ahead (when left out), or the one after it. */
  nextWeekday?: 'nearest' | 'after';
  /** The times ('HH:mm') meant by the names of the parts of a day. */
  dayParts: { morning: string; afternoon: string; evening: string; night: string };
};

/** With the characters (`start` inclusive, `end` exclusive) that the person wants to be read as plain text. */
export type ParseOptions = LanguageOptions & { ignore?: readonly { start: number; end: number }[] };

/** The day parts of a person who set none. */
export const defaultDayParts = {
  morning: '09:00',
  afternoon: '15:00',
  evening: '18:00',
  night: '20:00',
} as const satisfies LanguageOptions['dayParts'];
