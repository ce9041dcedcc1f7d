import type { PlainDate } from './calendar';
import type { LanguageOptions } from './options';
import { onSpaces } from './source';
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
  /** The last day of "jan 5 to jan 9". */
  endDate?: PlainDate;
  /** How long "3-5pm" is. */
  minutes?: number;
  clock?: Clock;
  part?: DayPart;
  question?: Question;
}

/** Reads one way of saying a day or a time. */
interface Reader {
  pattern: RegExp;
  read(match: RegExpExecArray, options: LanguageOptions): Omit<Mention, 'start' | 'end'> | null;
}

/** The readers as they read the open text, see `onSpaces`. */
export function mentionReaders(readers: Reader[]): Reader[] {
  return readers.map(({ pattern, read }) => ({ pattern: onSpaces(pattern), read }));
}

/** What the readers find in `open`, in their order; what one has read is closed to the next. */
export function readMentions(readers: Reader[], open: string, options: LanguageOptions): Mention[] {
  const mentions: Mention[] = [];
  let left = open;
  for (const { pattern, read } of readers) {
    for (const match of left.matchAll(pattern)) {
      const reading = read(match, options);
      if (!reading) continue;
      const end = match.index + match[0].length;
      mentions.push({ start: match.index, end, ...reading });
      left = left.slice(0, match.index) + '\uE000'.repeat(match[0].length) + left.slice(end);
    }
  }
  return mentions;
}
