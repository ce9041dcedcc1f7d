import { type Source, take } from './source';
import type { Priority } from './types';

const EDGE_BEFORE = '(?:^|(?<=[,;:(–—-]\\s{0,2}))';
const EDGE_AFTER = '(?=\\s*(?:$|[,.;:)!–—-]|\\uE000))';
const LEAD =
  "(?:(?:and\\s+)?(?:it['’]?s|its|this is|that['’]?s)\\s+)?(?:(?:very|really|super)\\s+)?";

const LEVELS: [Priority, RegExp[]][] = [
  [
    'urgent',
    [
      /(?:^|(?<=\s))(?:p1|!1|!urgent)(?![\w!])/i,
      /!{3,}(?=\s|$)/,
      /\b(?:(?:with\s+)?(?:top|highest|urgent|critical)[ -]priority|priority\s*[:=]?\s*(?:urgent|critical|1)\b)/i,
      new RegExp(`\\b${LEAD}(?:urgent(?:ly)?|asap|a\\.s\\.a\\.p\\.?|critical)${EDGE_AFTER}`, 'i'),
      /^\s*(?:urgent(?:ly)?|asap)\b(?!\s+care\b)\s*[:,–-]?/i,
      /\bas soon as possible\b/i,
      /\basap\b/i,
    ],
  ],
  [
    'high',
    [
      /(?:^|(?<=\s))(?:p2|!2|!high)(?![\w!])/i,
      /(?<=\s)!!(?=\s|$)/,
      /\b(?:(?:with\s+|as\s+)?high(?:er)?[ -](?:priority|prio|importance)|priority\s*[:=]?\s*(?:high|2)\b)/i,
      new RegExp(`\\b${LEAD}important${EDGE_AFTER}`, 'i'),
      new RegExp(`${EDGE_BEFORE}\\s*important\\s*[:–-]`, 'i'),
    ],
  ],
  [
    'medium',
    [
      /(?:^|(?<=\s))(?:p3|!3|!med(?:ium)?)(?![\w!])/i,
      /\b(?:(?:with\s+|as\s+)?(?:medium|normal)[ -](?:priority|prio)|priority\s*[:=]?\s*(?:medium|normal|3)\b)/i,
    ],
  ],
  [
    'low',
    [
      /(?:^|(?<=\s))(?:p4|!4|!low)(?![\w!])/i,
      /\b(?:(?:with\s+|as\s+)?low(?:er|est)?[ -](?:priority|prio)|priority\s*[:=]?\s*(?:low|4)\b)/i,
      new RegExp(`\\b(?:whenever|no rush|no hurry|not urgent)${EDGE_AFTER}`, 'i'),
    ],
  ],
];

/** "Urgent and important" is one thing said twice. */
const BOTH = new RegExp(
  `(?:${EDGE_BEFORE}|\\b)\\s*${LEAD}(?:both\\s+)?(?:(?:urgent|asap|critical)\\s*(?:,|&|\\/|\\band\\b)\\s*(?:very\\s+)?important|important\\s*(?:,|&|\\/|\\band\\b)\\s*(?:very\\s+)?(?:urgent|asap|critical))(?:\\s*:|${EDGE_AFTER})`,
  'i',
);

// "not urgent" holds the word "urgent", so the gentle words are looked for first.
const ORDER = [...LEVELS].reverse();

/** Takes the words for a priority out of the text, all of them; the highest counts. */
export function readPriority(source: Source): { source: Source; priority: Priority } {
  const both = BOTH.exec(source.open);
  if (both) {
    const left = take(source, both.index, both.index + both[0].length, 'priority');
    return { ...readPriority(left), priority: 'urgent' };
  }
  let left = source;
  let priority: Priority = 'none';
  for (const [level, patterns] of ORDER) {
    for (const pattern of patterns) {
      const match = pattern.exec(left.open);
      if (!match) continue;
      left = take(left, match.index, match.index + match[0].length, 'priority');
      priority = level;
    }
  }
  return { source: left, priority };
}
