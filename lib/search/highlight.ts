import { type SearchQuery, standsInside, type Term } from './parse-query';

/** A piece of a text, and whether it is what was looked for. Together the pieces are the text. */
export type Segment = { text: string; hit: boolean };

/** What one term looks like in a text. */
type Needle = {
  term: Term;
  /** Its stems, of which other forms of the word are made. */
  stems: string[];
  /** Other words that count as it. */
  instead: string[];
};

/** The needles of a query whose stems and other words are known. */
export function needlesOf(
  query: SearchQuery,
  stems: string[][],
  instead: string[][] = [],
): Needle[] {
  return query.terms.map((term, place) => ({
    term,
    stems: stems[place] ?? [],
    instead: instead[place] ?? [],
  }));
}

/** A text with its hits marked. */
export function highlight(text: string, needles: Needle[]): Segment[] {
  return cut(text, findHits(text, needles));
}

/** The part of a longer text that shows what was found, in one line, with its hits marked. */
export function snippet(text: string, needles: Needle[]): Segment[] {
  const line = inOneLine(text);
  const hits = findHits(line, needles);
  const [from, to] = windowAround(line, hits);
  const inside = hits.flatMap(([start, end]): Range[] =>
    end <= from || start >= to ? [] : [[Math.max(start, from) - from, Math.min(end, to) - from]],
  );
  const shown = cut(line.slice(from, to), inside);
  return [
    ...(from > 0 ? [{ text: '…', hit: false }] : []),
    ...shown,
    ...(to < line.length ? [{ text: '…', hit: false }] : []),
  ];
}

/** Where a range begins and where it ends, in UTF-16 units. */
type Range = [start: number, end: number];

const LENGTH = 150;
const BEFORE = 40;

function findHits(text: string, needles: Needle[]): Range[] {
  const lower = lowered(text);
  const words = [...lower.matchAll(/[\p{L}\p{N}\p{M}]+(?:['’][\p{L}]+)*/gu)].map(
    (match): [string, Range] => [match[0], [match.index, match.index + match[0].length]],
  );
  const hits = telling(needles).flatMap((needle) => {
    const whole = occurrences(lower, needle.term.text);
    if (isAsItIs(needle.term) && whole.length > 0) return whole;
    const byWord = words.filter(([word]) => isForm(word, needle)).map(([, range]) => range);
    return byWord.length > 0 ? byWord : whole;
  });
  return merged(hits);
}

/** A phrase, or what words are not made of: it is marked where it stands so, if it does. */
function isAsItIs({ text, phrase }: Term): boolean {
  return phrase || standsInside(text) || /[^\p{L}\p{N}\p{M}']/u.test(text);
}

/** Beside other words, one without a stem ("the") was not looked for. */
function telling(needles: Needle[]): Needle[] {
  const small = ({ term, stems }: Needle) => stems.length === 0 && /^[a-z']+$/.test(term.text);
  return needles.every(small) ? needles : needles.filter((needle) => !small(needle));
}

function isForm(word: string, { term, stems, instead }: Needle): boolean {
  if (word === term.text || instead.includes(word)) return true;
  if (term.open && word.startsWith(term.text)) return true;
  return stems.some((stem) => hasStem(word, stem));
}

/** The longest ending that the stemmer takes from a word ("ational"), with a letter that doubled. */
const LONGEST_ENDING = 8;

function hasStem(word: string, stem: string): boolean {
  // The stem of "happy" is "happi".
  const root = stem.endsWith('i') ? stem.slice(0, -1) : stem;
  if (!word.startsWith(root) || word.length > root.length + LONGEST_ENDING) return false;
  return root === stem || /^[yi]/.test(word.slice(root.length));
}

function occurrences(text: string, part: string): Range[] {
  const found: Range[] = [];
  let at = text.indexOf(part);
  while (at >= 0) {
    found.push([at, at + part.length]);
    at = text.indexOf(part, at + part.length);
  }
  return found;
}

function merged(ranges: Range[]): Range[] {
  const result: Range[] = [];
  for (const [start, end] of ranges.sort((a, b) => a[0] - b[0])) {
    const last = result.at(-1);
    if (last && start <= last[1]) last[1] = Math.max(last[1], end);
    else result.push([start, end]);
  }
  return result;
}

function cut(text: string, hits: Range[]): Segment[] {
  const segments: Segment[] = [];
  let at = 0;
  for (const [start, end] of hits) {
    if (start > at) segments.push({ text: text.slice(at, start), hit: false });
    segments.push({ text: text.slice(start, end), hit: true });
    at = end;
  }
  if (at < text.length) segments.push({ text: text.slice(at), hit: false });
  return segments;
}

function windowAround(line: string, hits: Range[]): Range {
  if (line.length <= LENGTH) return [0, line.length];
  const first = hits[0]?.[0] ?? 0;
  let from = first <= BEFORE ? 0 : first - BEFORE;
  if (from > 0) from = wordStart(line, from, first);
  const to = from + LENGTH >= line.length ? line.length : wordEnd(line, from + LENGTH, from);
  return [from, to];
}

/** The next beginning of a word from `at` on, before `limit`; else a whole character. */
function wordStart(line: string, at: number, limit: number): number {
  const space = line.indexOf(' ', at);
  return space >= 0 && space < limit ? space + 1 : wholeCharacter(line, at);
}

function wordEnd(line: string, at: number, limit: number): number {
  const space = line.lastIndexOf(' ', at);
  return space > Math.max(limit, at - 30) ? space : wholeCharacter(line, at);
}

function wholeCharacter(line: string, at: number): number {
  return /[\udc00-\udfff]/.test(line.charAt(at)) ? at - 1 : at;
}

/** Markdown's marks say nothing in a line of plain text. */
function inOneLine(text: string): string {
  return text
    .replace(/^[^\S\n]*(?:#{1,6}|>|[-*+]|\d+\.)\s+/gmu, '')
    .replace(/\*\*|__|`+/gu, '')
    .replace(/\s+/gu, ' ')
    .trim();
}

/** Lower case of the same length, so that places in it are places in the text. */
function lowered(text: string): string {
  const lower = text.toLowerCase();
  if (lower.length === text.length) return lower;
  return [...text]
    .map((character) => {
      const small = character.toLowerCase();
      return small.length === character.length ? small : character;
    })
    .join('');
}
