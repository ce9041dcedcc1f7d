import type { LanguageOptions } from '@/lib/language';
import { isEmpty, type Query, readFilter } from './filters';
import { readRichFilter } from './rich-filter';

/** Which tasks a phrase points at, before anything is looked up. */
export type Reference =
  /** "it", "that one": what was spoken of last. */
  | { kind: 'it' }
  /** "them", "both", "all of them". */
  | { kind: 'them'; howMany?: 2 }
  /** "the others": what was shown, without what was spoken of. */
  | { kind: 'others' }
  /** Places in the list that the person sees, from 1; negative ones count from its end. */
  | { kind: 'positions'; positions: number[] }
  /** "everything overdue", "all my milk tasks". */
  | { kind: 'filter'; query: Query; words: string }
  | { kind: 'words'; words: string };

export function readReference(phrase: string, options: LanguageOptions): Reference {
  const text = phrase
    .trim()
    .replace(/[.!?,]+$/, '')
    .replace(/\s+/g, ' ');
  if (QUOTED.test(text)) return { kind: 'words', words: text.slice(1, -1) };
  if (IT.test(text)) return { kind: 'it' };
  if (BOTH.test(text)) return { kind: 'them', howMany: 2 };
  if (THEM.test(text)) return { kind: 'them' };
  if (OTHERS.test(text)) return { kind: 'others' };
  const positions = readPositions(text);
  if (positions) return { kind: 'positions', positions };
  const rich = /^(?:all|everything|every)\b/i.test(text)
    ? readRichFilter(text, options, false)
    : null;
  if (rich) return { kind: 'filter', query: { filter: rich }, words: '' };
  const { query, rest, many } = readFilter(text, options);
  const everything = /^(?:all|everything|every task)\b/i.test(text);
  if (
    rest === '' &&
    ((many && everything) || !isEmpty(query)) &&
    !/\b(?:one|task|item|todo)$/i.test(text)
  ) {
    return { kind: 'filter', query, words: '' };
  }
  if (/^(?:all|every)\b/i.test(text) && rest !== '') return { kind: 'filter', query, words: rest };
  return { kind: 'words', words: text };
}

const QUOTED = /^(?:"[^"]+"|“[^”]+”|'[^']+')$/;
const IT =
  /^(?:it|that|this|that one|this one|that task|this task|the task|the same(?: one| task)?|the one (?:you|i) just (?:added|made|created|mentioned)|what (?:you|i) just added|the (?:new|latest|last added) (?:one|task))$/i;
const BOTH = /^(?:both|both of (?:them|those|these)|the two|them both|both tasks)$/i;
const THEM =
  /^(?:them|those|these|they|all of (?:them|those|these|it)|them all|all|all (?:those|these|three|four|five)|the lot|(?:those|these|the) tasks|those ones|these ones|every one(?: of them)?|everyone of them)$/i;
const OTHERS = /^(?:the |all the )?(?:others?|rest|other ones?|other one|remaining ones?)$/i;

const ORDINALS: Record<string, number> = {
  first: 1,
  second: 2,
  third: 3,
  fourth: 4,
  fifth: 5,
  sixth: 6,
  seventh: 7,
  eighth: 8,
  ninth: 9,
  tenth: 10,
  last: -1,
  final: -1,
  'second to last': -2,
  'second last': -2,
};
const CARDINALS: Record<string, number> = { one: 1, two: 2, three: 3, four: 4, five: 5 };

const ORDINAL = `(?:second(?: to)? last|${Object.keys(ORDINALS).slice(0, 12).join('|')}|\\d{1,3}(?:st|nd|rd|th))`;
const PLACE = `(?:(?:the )?${ORDINAL}(?: (?:one|task|item|todo))?|(?:the )?(?:#|number |no\\.? ?|nr\\.? ?|task |item )\\d{1,3}|\\d{1,3})`;
const PLACES = new RegExp(
  `^${PLACE}(?:(?:\\s*,\\s*(?:and )?|\\s+and\\s+|\\s*&\\s*|\\s+)${PLACE}){0,20}$`,
  'i',
);
const RANGE =
  /^(?:the )?(?:(?:tasks?|items?|numbers?|#) ?)?(\d{1,3})(?:\s*[-–]\s*|\s+(?:to|through)\s+)#?(\d{1,3})$/i;
const EDGE = /^(?:the )?(first|last) (\d{1,2}|two|three|four|five)(?: (?:ones|tasks|items))?$/i;

function readPositions(text: string): number[] | null {
  const range = RANGE.exec(text);
  if (range) return upTo(Number(range[1]), Number(range[2]));
  const edge = EDGE.exec(text);
  if (edge) {
    const many = CARDINALS[edge[2]?.toLowerCase() ?? ''] ?? Number(edge[2]);
    return /first/i.test(edge[1] ?? '') ? upTo(1, many) : upTo(1, many).map((n) => -n);
  }
  if (!PLACES.test(text)) return null;
  const places = text.toLowerCase().matchAll(new RegExp(`${ORDINAL}|\\d{1,3}`, 'gi'));
  return [...places].map(([place]) => ORDINALS[place] ?? Number.parseInt(place, 10));
}

function upTo(from: number, to: number): number[] {
  return Array.from({ length: Math.max(0, Math.min(to - from + 1, 100)) }, (_, n) => from + n);
}
