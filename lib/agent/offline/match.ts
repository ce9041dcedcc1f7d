import { distance } from 'fastest-levenshtein';
import type { Task } from './results';

interface Matches {
  tasks: Task[];
  /** False when a word was only similar, or was missing: good for a guess that can be undone. */
  sure: boolean;
}

/**
 * The tasks that `words` speak of. Every word must be in the title, exactly, as its beginning, or with
 * a typo; the best kind of match wins. A title that is the words themselves wins over all.
 */
export function matchTasks(words: string, tasks: Task[]): Matches {
  const wanted = tokens(words);
  if (wanted.length === 0) return { tasks: [], sure: false };
  const whole = asTitle(words);
  const same = tasks.filter((task) => asTitle(task.title) === whole);
  if (same.length > 0) return { tasks: same, sure: true };
  const scored = tasks.map((task) => ({ task, score: score(wanted, tokens(task.title)) }));
  const best = (low: number) => scored.filter(({ score }) => score >= low).map(({ task }) => task);
  const sure = best(SURE);
  if (sure.length > 0) return { tasks: sure, sure: true };
  const similar = best(SIMILAR);
  if (similar.length > 0) return { tasks: similar, sure: false };
  const top = Math.max(0, ...scored.map(({ score }) => score));
  return { tasks: top >= PARTLY ? best(top) : [], sure: false };
}

/** Tasks that share a word with `words`, or nearly one, the nearest first: to offer, never to change. */
export function nearest(words: string, tasks: Task[]): Task[] {
  const wanted = tokens(words);
  const share = (task: Task) => {
    const title = tokens(task.title);
    const found = wanted.map((word) => Math.max(0, ...title.map((other) => nearness(word, other))));
    return found.reduce((sum, value) => sum + value, 0);
  };
  return tasks
    .map((task) => ({ task, share: share(task) }))
    .filter(({ share }) => share > 0)
    .sort((a, b) => b.share - a.share)
    .slice(0, OFFERED)
    .map(({ task }) => task);
}

const OFFERED = 3;

/** As `similarity`, with one slip more in a long word. */
function nearness(word: string, other: string): number {
  const same = similarity(word, other);
  if (same > 0 || Math.min(word.length, other.length) < 5) return same;
  return distance(word, other) <= 2 ? 0.5 : 0;
}

const SURE = 0.9;
const SIMILAR = 0.75;
const PARTLY = 0.6;

/** The lowest score of any word when all are found; otherwise the share that was found, at most PARTLY. */
function score(wanted: string[], title: string[]): number {
  const scores = wanted.map((word) =>
    Math.max(0, ...title.map((other) => similarity(word, other))),
  );
  const found = scores.filter((value) => value > 0);
  if (found.length === scores.length) return Math.min(...scores);
  const share = found.reduce((sum, value) => sum + value, 0) / scores.length;
  return scores.length >= 2 && share >= 0.5 ? PARTLY * Math.min(1, share / 0.6) : 0;
}

function similarity(word: string, other: string): number {
  if (word === other) return 1;
  if (stem(word) === stem(other)) return 0.95;
  if (word.length >= 3 && other.startsWith(word)) return 0.9;
  if (Math.min(word.length, other.length) < 4) return 0;
  const allowed = Math.max(word.length, other.length) >= 7 ? 2 : 1;
  const swapped = sorted(word) === sorted(other) && word.length === other.length;
  return distance(word, other) <= allowed || swapped ? 0.8 : 0;
}

function sorted(word: string): string {
  return [...word].sort().join('');
}

/** The beginning that a word shares with its other forms. */
export function stem(word: string): string {
  return word.length > 4 ? word.replace(/(?:ing|ed|es|s)$/, '') : word.replace(/s$/, '');
}

const SMALL = new Set(
  'a an the teh hte my our your this that these those to for of on in at with and or about it is one ones task tasks todo todos item items called named thing please'.split(
    ' ',
  ),
);

/** Words without accents, case and the small ones; all of them when only small ones are there. */
export function tokens(text: string): string[] {
  const all = plainWords(text);
  const telling = all.filter((word) => !SMALL.has(word));
  return telling.length > 0 ? telling : all;
}

/** "The dentist task" and "dentist" are one name; "report a" and "report b" are two. */
function asTitle(text: string): string {
  return plainWords(text)
    .join(' ')
    .replace(/^(?:the|my|an?) /, '')
    .replace(/ (?:task|one|item)$/, '');
}

function plainWords(text: string): string[] {
  return text
    .normalize('NFKD')
    .replace(/\p{M}+/gu, '')
    .toLowerCase()
    .replace(/['’]s\b/g, '')
    .split(/[^\p{L}\p{N}]+/u)
    .filter(Boolean);
}
