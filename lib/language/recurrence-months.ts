import type { Repetition } from './recurrence-reader';
import { APART, apart, EVERY, S } from './recurrence-words';
import { type Rule, ruleOf } from './rule';

/** "monthly", "every 3 months"; its group is how many apart. */
export const MONTHLY = `(?:${EVERY}${APART}(?:months?|mths?|quarters?)|\\b(?:monthly|once${S}(?:a|per|every|each)${S}month|bi-?monthly|quarterly))`;
export const OF_EVERY_MONTH = `(?:${S}of)?,?${S}(?:(?:every|each)${S}${APART}months?|monthly)`;
export const OF_MONTH = `(?:,?${S}(?:of|in)${S}(?:(?:the|each|every|a)${S})?month\\b)?`;

export function monthly(interval: number, parts: Partial<Rule>): Repetition {
  return { rule: ruleOf('MONTHLY', { interval, ...parts }) };
}

/** "quarterly" is three months, "every 2 quarters" six. */
export function monthsApart(phrase: string, words: string | undefined): number {
  if (/^bi-?monthly/i.test(phrase)) return 2;
  return apart(words) * (/quarter/i.test(phrase.slice(0, 30)) ? 3 : 1);
}
