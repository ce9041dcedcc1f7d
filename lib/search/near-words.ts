import type { Term } from './parse-query';

/** A word that a person has used, and how often. */
export type UsedWord = { word: string; times: number };

const MOST = 5;
/** What `slipsIn` gives at most. */
const MOST_SLIPS = 2;

/**
 * The words that someone who typed `typed` may have meant, likeliest first: one slip away, or two
 * in a long word. With `open` the word is still being typed, so longer words may begin with it.
 */
export function nearWords(typed: string, used: UsedWord[], { open }: { open: boolean }): string[] {
  const slips = slipsIn(typed);
  if (slips === 0) return [];
  return used
    .map(({ word, times }) => ({ word, times, slips: slipsBetween(typed, word, open) }))
    .filter((near) => near.slips > 0 && near.slips <= slips)
    .sort((a, b) => a.slips - b.slips || b.times - a.times || a.word.localeCompare(b.word))
    .slice(0, MOST)
    .map((near) => near.word);
}

/** For each term, the words of these texts that it may have meant: what a slip found can be marked. */
export function nearWordsIn(texts: string[], terms: Term[]): string[][] {
  const words = texts.flatMap((text) => text.toLowerCase().match(/[\p{L}\p{N}\p{M}]+/gu) ?? []);
  const used = [...new Set(words)].map((word) => ({ word, times: 1 }));
  return terms.map(({ text, open }) => nearWords(text, used, { open }));
}

/** How many slips a word of this length may have; a short one is too like too many others. */
export function slipsIn(typed: string): number {
  const { length } = typed;
  if (length < 4) return 0;
  return length < 8 ? 1 : 2;
}

function slipsBetween(typed: string, word: string, open: boolean): number {
  // Each letter more or less is a slip: a word of another length needs no table of its letters.
  const isNear = Math.abs(word.length - typed.length) <= MOST_SLIPS;
  const whole = isNear ? editDistance(typed, word) : Number.POSITIVE_INFINITY;
  if (!open || typed.length < 5 || word.length <= typed.length) return whole;
  const begun = [typed.length, typed.length + 1].map((length) => word.slice(0, length));
  return Math.min(whole, ...begun.map((part) => editDistance(typed, part)));
}

/** Letters added, lost, changed or swapped with a neighbour: the fewest that lead from a to b. */
export function editDistance(a: string, b: string): number {
  let before: number[] = [];
  let last = Array.from({ length: b.length + 1 }, (_, place) => place);
  for (let i = 1; i <= a.length; i++) {
    const row = [i];
    for (let j = 1; j <= b.length; j++) {
      const same = a[i - 1] === b[j - 1];
      const swapped = i > 1 && j > 1 && a[i - 1] === b[j - 2] && a[i - 2] === b[j - 1];
      row[j] = Math.min(
        at(last, j) + 1,
        at(row, j - 1) + 1,
        at(last, j - 1) + (same ? 0 : 1),
        swapped ? at(before, j - 2) + 1 : Number.POSITIVE_INFINITY,
      );
    }
    before = last;
    last = row;
  }
  return at(last, b.length);
}

const at = (row: number[], place: number) => row[place] ?? Number.POSITIVE_INFINITY;
