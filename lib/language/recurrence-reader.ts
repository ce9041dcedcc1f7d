import type { DayPart } from './mentions';
import type { Rule } from './rule';
import { onSpaces } from './source';

/** What a phrase says about repeating. */
export interface Repetition {
  rule: Rule;
  /** "every morning" names a time too. */
  part?: DayPart;
  /** Another rule that the words may mean. */
  or?: Rule;
  /** The words may also mean the next such days only. */
  maybeOnce?: boolean;
}

/** Reads one way of saying that something repeats. */
export interface RecurrenceReader {
  pattern: RegExp;
  read(match: RegExpExecArray): Repetition | null;
}

export function re(source: string): RegExp {
  return onSpaces(new RegExp(source, 'i'));
}
