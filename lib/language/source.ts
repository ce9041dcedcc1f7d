import type { Span, SpanKind } from './types';
import { encodeWeekdays } from './words';

/**
 * The text while it is being read. `open` has the same length as `text`, with the characters that are
 * taken or protected blanked out, so that no later reader sees them, and weekdays as codes (`encodeWeekdays`).
 */
export interface Source {
  readonly text: string;
  readonly open: string;
  readonly spans: readonly Span[];
}

/**
 * A pattern for the open text, in which every blank is a plain space. The class of all blanks is large, and
 * hundreds of them made the first reading slow.
 */
export function onSpaces({ source, flags }: RegExp): RegExp {
  return new RegExp(source.replaceAll('\\s', ' '), flags);
}

const BLANK = '\uE000';

/** Longer texts are kept as they are: nothing that long is a date, and reading time stays bounded. */
export const MAX_READ = 1000;

export function sourceOf(
  text: string,
  ignore: readonly { start: number; end: number }[] = [],
): Source {
  const source = { text, open: encodeWeekdays(protect(text)).replace(/\s/g, ' '), spans: [] };
  return ignore.reduce<Source>((left, { start, end }) => {
    const [from, to] = [Math.max(0, start), Math.min(text.length, end)];
    return from < to ? blank(left, from, to) : left;
  }, source);
}

/** Takes characters out of the text and says what they were read as. */
export function take(source: Source, start: number, end: number, kind: SpanKind): Source {
  return { ...blank(source, start, end), spans: [...source.spans, { start, end, kind }] };
}

export function blank(source: Source, start: number, end: number): Source {
  const open = source.open.slice(0, start) + BLANK.repeat(end - start) + source.open.slice(end);
  return { ...source, open };
}

const PROTECTED = [
  /"[^"\n]{1,300}"|“[^”\n]{1,300}”|`[^`\n]{1,300}`|(?<![\w])'[^'\n]{1,300}'(?![\w])/g,
  /\b(?:https?:\/\/|www\.)\S{1,500}/gi,
  /[\w.+-]{1,64}@[\w-]{1,63}(?:\.[\w-]{1,63}){1,4}/g,
  /(?<!\b(?:every|each|ev|the|on|of)\s{1,3})\blast\s{1,2}(?:(?:mon|tues|wednes|thurs|fri|satur|sun)day|week|month|year|night|weekend)\b(?!\s{1,2}(?:of|in)\b)/gi,
  /\b(?:the|our|my|this|that)\s+\d{1,2}(?::\d\d)?\s?[ap]m\s+(?:meeting|call|sync|stand-?up|session|class|appointment|slot|train|flight|bus|show|lunch|dinner|review|newsletter|reports?|notes|team|crew|group)s?\b/gi,
  /(?<!\b(?:on|by|until|till|from|at|over|every|after|before|for|in|since|due)\s{1,2})\b(?:the|that|our)\s+(?:(?:mon|tues|wednes|thurs|fri|satur|sun)day|weekend)\s+(?!(?:after|at|before|by|on|in|of|and|or|to|with|for|then|the|i|we|next|morning|afternoon|evening|night|week|noon|due|from|until)\b)(?=\p{L}{3})/giu,
  /\b24\/7\b(?!\/)/g,
  /(?<=\bfor\s)the\s+\d{1,2}(?::\d\d)?\s?[ap]m\s+(?=[a-z])/gi,
  /\b\d{1,2}\/\d{1,2}(?=\s*(?:cups?|inch(?:es)?|tsp|tbsp|lbs?|oz|kg|pints?|miles?|of\s+an?\b|off\b|price))/gi,
  /\b(?:black|good|cyber|casual|taco|ash|palm|easter|super bowl)\s+(?:monday|tuesday|wednesday|friday|sunday)\b/gi,
  /\b(?:the\s+)?(?:daily|sunday|financial)\s+(?:mail|times|mirror|telegraph|express)\b/gi,
  /\b(?:sun\s?(?:cream|screen|glasses|flower|hat|dress|block)|sat\s?nav)s?\b/gi,
];

function protect(text: string): string {
  let open = text;
  for (const pattern of PROTECTED) {
    open = open.replace(pattern, (match) => BLANK.repeat(match.length));
  }
  return open;
}
