export type Priority = 'none' | 'low' | 'medium' | 'high' | 'urgent';

export type SpanKind =
  | 'opener'
  | 'date'
  | 'time'
  | 'recurrence'
  | 'priority'
  | 'label'
  | 'project'
  | 'duration'
  | 'deadline';

/** Characters `start` (inclusive) to `end` (exclusive) of the text as it was given, read as `kind`. */
export interface Span {
  start: number;
  end: number;
  kind: SpanKind;
}

/**
 * Something a sensible person would ask about. `no_title`, `no_such_date` and `recurrence` (a rule that
 * can't be kept) must be answered before anything is saved, see `blocks`. `which_date` and `which_rule`
 * offer another reading of what was read.
 */
export interface Question {
  kind: 'no_title' | 'no_such_date' | 'recurrence' | 'which_date' | 'which_rule';
  /** The words it is about. */
  text: string;
  /** A sentence to say to the person. */
  message: string;
  /** Other readings: 'YYYY-MM-DD' for a date, an RRULE body for a rule ('' for none: only once). */
  alternatives: string[];
  /** What somebody who means the first alternative would have wanted all along. */
  prefers?: Preference;
}

/** How a person wants ambiguous dates to be read. */
export type Preference = { nextWeekday: 'nearest' | 'after' } | { dateOrder: 'mdy' | 'dmy' };

/** True for a question that must be answered before the task can be saved. */
export function blocks({ kind }: Question): boolean {
  return kind !== 'which_date' && kind !== 'which_rule';
}

export interface ParsedDate {
  /** 'YYYY-MM-DD' */
  dueDate: string | null;
  /** 'HH:mm'; null is all day. */
  dueTime: string | null;
  /** False when only a time was said and the day was worked out from the clock. */
  dateGiven: boolean;
  /** An RRULE body when the phrase says that it repeats. */
  recurrence: string | null;
  recurrenceFrom: RecurrenceFrom;
  /** The words that are neither a date nor a time. */
  rest: string;
  spans: Span[];
  questions: Question[];
}

/** What the next occurrence is counted from: the rule's own days, or the moment the task was done. */
export type RecurrenceFrom = 'due' | 'completion';

export interface ParsedTask {
  title: string;
  /** 'YYYY-MM-DD'. Of a repeating task the first occurrence, which is also the rule's anchor. */
  dueDate: string | null;
  /** 'HH:mm'; null is all day. */
  dueTime: string | null;
  /** False when only a time or a rule was said and the day was worked out from the clock. */
  dateGiven: boolean;
  /** RFC 5545 RRULE body such as 'FREQ=WEEKLY;BYDAY=MO,WE'; null for a task that doesn't repeat. */
  recurrence: string | null;
  recurrenceFrom: RecurrenceFrom;
  priority: Priority;
  /** Without their sign, as typed: 'errands'. No two alike but for their case. */
  labels: string[];
  project: string | null;
  durationMinutes: number | null;
  /** 'YYYY-MM-DD': the day it must be done by, only when the words say "deadline". */
  deadline: string | null;
  /** In the order of the text, without overlaps. */
  spans: Span[];
  questions: Question[];
}
