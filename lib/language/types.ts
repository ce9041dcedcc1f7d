export type Priority = 'none' | 'low' | 'medium' | 'high' | 'urgent';

export type SpanKind = 'opener' | 'date' | 'time' | 'recurrence' | 'priority';

/** Characters `start` (inclusive) to `end` (exclusive) of the text, read as `kind`. */
export interface Span {
  start: number;
  end: number;
  kind: SpanKind;
}

/**
 * Something a sensible person would ask about. `no_title`, `no_such_date` and `recurrence` must be
 * answered before anything is saved; `which_date` offers another reading of a date that was read.
 */
export interface Question {
  kind: 'no_title' | 'no_such_date' | 'recurrence' | 'which_date';
  /** The words it is about. */
  text: string;
  /** A sentence to say to the person. */
  message: string;
  /** Other readings, as 'YYYY-MM-DD'. */
  alternatives: string[];
}

export interface ParsedDate {
  /** 'YYYY-MM-DD' */
  dueDate: string | null;
  /** 'HH:mm'; null is all day. */
  dueTime: string | null;
  /** False when only a time was said and the day was worked out from the clock. */
  dateGiven: boolean;
  /** The words that are neither a date nor a time. */
  rest: string;
  spans: Span[];
  questions: Question[];
}

export interface ParsedTask {
  title: string;
  dueDate: string | null;
  dueTime: string | null;
  /** False when only a time was said and the day was worked out from the clock. */
  dateGiven: boolean;
  priority: Priority;
  spans: Span[];
  questions: Question[];
}
