import { today } from './calendar';
import { type Direction, readDayRange } from './day-ranges';
import type { TaskFilter } from './filter';
import type { LanguageOptions } from './options';
import type { Priority } from './types';

interface FilterReader {
  /** The first group is a "not" before it. */
  pattern: RegExp;
  read(groups: string[], options: LanguageOptions): TaskFilter | null;
}

const NOT =
  "(\\bnot\\s+(?:yet\\s+)?|\\bno\\s+|\\bnon[- ]|\\bun(?=finished|done)|\\bisn[’']t\\s+|\\baren[’']t\\s+|!)?";
const WHEN =
  '(?:(?:by|on|before|after|since|until|from|between|in|during|over|for|at|up to)\\s+)?(?:the\\s+)?[^,;#@+"]{2,50}?';
const UNTIL_END =
  '(?=\\s*(?:$|[,;#@+]|\\b(?:and|with|tagged|labell?ed|in project|that|but|high|low|urgent|medium|no priority|tasks|to-?dos)\\b))';

/**
 * One reader a condition, in the order in which they take their words out of a phrase: what is longer or has a
 * preposition before what is a word alone.
 */
export const FILTER_READERS: FilterReader[] = [
  {
    pattern:
      /()\b(?:without (?:a |any )?(?:labels?|tags?)|(?:with |have |has )?no (?:labels?|tags?)|un(?:labell?ed|tagged)|not (?:labell?ed|tagged)(?=\s*(?:$|[,;]|(?:and|or|but)\b)))\b/gi,
    read: () => ({ labelled: false }),
  },
  {
    pattern: /()\bwith (?:a|any) (?:label|tag)\b(?!\s+[#@])/gi,
    read: () => ({ labelled: true }),
  },
  {
    pattern:
      /()\b(?:without (?:a |any )?projects?|(?:with |in |have |has )?no project|not in (?:a|any) project)\b/gi,
    read: () => ({ filed: false }),
  },
  {
    pattern: /()\b(?:in|with) (?:a|any) project\b/gi,
    read: () => ({ filed: true }),
  },
  {
    pattern:
      /(\bnot\s+)?\b(?:about|containing|mentioning|matching|named|called|with the words?|that (?:say|mention|contain))\s+([\p{L}\p{N}][^,;#@+"]{0,80}?)(?=\s*(?:$|[,;#@+]|\b(?:due|and|tagged|done|overdue|that)\b))/giu,
    read: ([, , words = '']) => ({ text: words.trim() }),
  },
  {
    pattern:
      /(\b(?:not|un)\s*)?(?:\b(?:tagged|labell?ed|with (?:the )?(?:label|tag)|label|tag)(?:\s+(?:as|with))?\s*:?\s+[#@]?|[#@])([\p{L}_][\p{L}\p{M}\p{N}_/-]{0,59})/giu,
    read: ([, , name = '']) => ({ label: name }),
  },
  {
    pattern:
      /(\bnot\s+)?(?:\b(?:in|from|of|under)\s+(?:the\s+|my\s+)?project\s+|\bproject:\s*|(?<![\p{L}\p{N}])\+)([\p{L}\p{N}][\p{L}\p{M}\p{N}_-]{0,59})/giu,
    read: ([, , name = '']) => ({ project: name }),
  },
  {
    pattern:
      /(\bnot\s+)?\b(?:in|from)\s+the\s+([\p{L}\p{N}][\p{L}\p{M}\p{N}_-]{0,59})\s+project\b/giu,
    read: ([, , name = '']) => ({ project: name }),
  },
  {
    pattern:
      /()\b(?:without (?:a |any )?(?:due )?dates?|(?:with |have |has )?no (?:due )?dates?|undated|unscheduled|someday)\b/gi,
    read: () => ({ dated: false }),
  },
  {
    pattern: /(\bnot\s+)?\b(?:with (?:a )?(?:due )?dates?|scheduled|dated)\b/gi,
    read: () => ({ dated: true }),
  },
  {
    pattern: new RegExp(`${NOT}\\b(?:overdue|past[- ]due|late|behind|missed)\\b`, 'gi'),
    read: () => ({ overdue: true }),
  },
  {
    pattern: new RegExp(`${NOT}\\b(?:repeating|recurring|repeats?)\\b`, 'gi'),
    read: () => ({ repeating: true }),
  },
  {
    pattern: /()\b(?:without (?:a |any )?priority|no priority|unprioriti[sz]ed)\b/gi,
    read: () => ({ priority: ['none'] }),
  },
  {
    pattern: /()\b(?:medium|normal)\s+(?:or|and)\s+(?:higher|above)(?:\s+priority)?\b/gi,
    read: () => ({ priority: ['medium', 'high', 'urgent'] }),
  },
  {
    pattern: new RegExp(
      `${NOT}\\b(?:(top|highest|high|medium|normal|low|lowest|urgent|critical)[ -]?prio(?:rity)?|prio(?:rity)?\\s*:?\\s*(urgent|high|medium|low|[1-4])|(p[1-4])|(urgent|asap|critical|important|unimportant))\\b`,
      'gi',
    ),
    read: ([, , named, after, short, alone]) => {
      const level = LEVELS[(named || after || short || alone || '').toLowerCase()];
      return level ? { priority: [level] } : null;
    },
  },
  {
    pattern: new RegExp(
      `${NOT}\\b(?:done|finish(?:ed)?|complet(?:e|ed)|accomplish(?:ed)?|ticked off)\\s+(${WHEN})${UNTIL_END}`,
      'gi',
    ),
    read: ([, , when = ''], options) => ranged(when, 'back', options, (range) => ({ done: range })),
  },
  {
    pattern: new RegExp(
      `${NOT}\\b(?:added|add|created|create|made)\\s+(${WHEN})${UNTIL_END}`,
      'gi',
    ),
    read: ([, , when = ''], options) =>
      ranged(when, 'back', options, (range) => ({ created: range })),
  },
  {
    pattern: new RegExp(`${NOT}\\bdeadline\\s+(?:is\\s+)?(${WHEN})${UNTIL_END}`, 'gi'),
    read: ([, , when = ''], options) =>
      ranged(when, 'ahead', options, (range) => ({ deadline: range })),
  },
  {
    pattern: new RegExp(`${NOT}\\b(?:due|scheduled)\\s+(${WHEN})${UNTIL_END}`, 'gi'),
    read: ([, , when = ''], options) => ranged(when, 'ahead', options, (range) => ({ due: range })),
  },
  {
    pattern:
      /()\b(?:not (?:yet )?(?:done|finished|completed)|unfinished|undone|incomplete|outstanding|pending|remaining|left|open)\b/gi,
    read: () => ({ status: 'open' }),
  },
  {
    pattern: /(\bnot\s+)?\b(?:deleted|trashed|removed|in (?:the |my )?(?:trash|bin)|trash)\b/gi,
    read: () => ({ status: 'deleted' }),
  },
  {
    pattern: /(\bnot\s+)?\b(?:done|completed?|finish(?:ed)?|ticked off|closed|accomplished)\b/gi,
    read: () => ({ status: 'done' }),
  },
  {
    pattern: /()\bupcoming\b/gi,
    read: (_, options) => ({ due: { from: today(options).toString() } }),
  },
];

const LEVELS: Record<string, Priority> = {
  top: 'urgent',
  highest: 'urgent',
  urgent: 'urgent',
  critical: 'urgent',
  asap: 'urgent',
  p1: 'urgent',
  '1': 'urgent',
  high: 'high',
  important: 'high',
  p2: 'high',
  '2': 'high',
  medium: 'medium',
  normal: 'medium',
  p3: 'medium',
  '3': 'medium',
  low: 'low',
  lowest: 'low',
  unimportant: 'low',
  p4: 'low',
  '4': 'low',
};

function ranged(
  when: string,
  direction: Direction,
  options: LanguageOptions,
  build: (range: { from?: string; to?: string }) => TaskFilter,
): TaskFilter | null {
  const range = readDayRange(when, direction, options);
  return range && build(range);
}
