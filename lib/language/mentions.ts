import type { PlainDate } from './calendar';
import type { Question } from './types';

/** Hour and minute as said. `fixed` is false while morning or afternoon is open, as in "at 5". */
export interface Clock {
  hour: number;
  minute: number;
  fixed: boolean;
}

export type DayPart = 'morning' | 'afternoon' | 'evening' | 'night';

/** One place in the text that speaks of a day, a time, or both. */
export interface Mention {
  start: number;
  end: number;
  date?: PlainDate;
  clock?: Clock;
  part?: DayPart;
  question?: Question;
}
