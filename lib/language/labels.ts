import { type Source, take } from './source';

/** A word after # or @; a number alone is an issue or a price. */
const TAG =
  /(?<![\p{L}\p{N}_/&#@.])([#@])([\p{L}_][\p{L}\p{M}\p{N}_-]{0,59}(?:\/[\p{L}\p{M}\p{N}_-]{1,40}){0,3})/gu;
const LABELLED =
  /(?:,\s{0,2})?\b(?:(?:with|under)\s{1,2}(?:the\s{1,2})?)?(?:label(?:l?ed)?|tag(?:ged)?)(?:\s{1,2}(?:it|as|with)){0,2}(?:\s{1,2}|\s?:\s?)(?!(?:the|these|this|my|a|an|all|it|everything|each|every|and|for|on|boxes)\b)[#@]?([\p{L}_][\p{L}\p{M}\p{N}_-]{0,59})(?=\s*(?:$|[,.;!)\uE000]|(?:and|for|on|at|by|today|tomorrow|due|next|every)\b))/iu;
const MAX_LABELS = 20;

/** Takes "#errands", "@work" and "label home" out of the text. */
export function readLabels(source: Source): { source: Source; labels: string[] } {
  const found = new Map<string, string>();
  let left = source;
  const keep = (name: string, start: number, end: number) => {
    const key = name.toLowerCase();
    if (found.size >= MAX_LABELS && !found.has(key)) return;
    if (!found.has(key)) found.set(key, name);
    left = take(left, start, end, 'label');
  };
  for (const match of source.open.matchAll(TAG)) {
    keep(match[2] ?? '', match.index, match.index + match[0].length);
  }
  const said = LABELLED.exec(left.open);
  if (said?.[1] && !isStart(left.open, said.index)) {
    keep(said[1], said.index, said.index + said[0].length);
  }
  return { source: left, labels: [...found.values()] };
}

/** "Label boxes" is something to do. */
function isStart(open: string, index: number): boolean {
  return !/[^\s\uE000]/.test(open.slice(0, index));
}
