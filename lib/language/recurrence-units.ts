import { type RecurrenceReader, type Repetition, re } from './recurrence-reader';
import { APART, apart, END, EVERY, S } from './recurrence-words';
import { type Frequency, type Rule, ruleOf } from './rule';

const ADVERBS =
  '(?:every ?day|daily|nightly|hourly|weekly|bi-?weekly|fortnightly|monthly|bi-?monthly|quarterly|half-?yearly|semi-?annually|bi-?annually|yearly|annually|anually)';

/** "every 3 days", "every other week", "each morning", "daily", "once a month". */
export function byUnit(): RecurrenceReader[] {
  const unit =
    'days?|weeks?|wks?|fortnights?|months?|mths?|quarters?|half[- ]years?|years?|yrs?|decades?|hours?|hrs?|mornings?|afternoons?|evenings?|nights?';
  return [
    {
      pattern: re(
        `(?:${EVERY}|\\bonce${S}(?:per|in|an?|every)${S}(?:every${S})?)${APART}(${unit})\\b(?!['’]s|-[a-z])(?:${S}of${S}the${S}(?:week|month|year)\\b)?`,
      ),
      read: ([, count, word = '']) => inUnits(apart(count), word),
    },
    {
      pattern: re(`\\b${ADVERBS}\\b${END}`),
      read: ([word = '']) => adverb(word),
    },
    {
      pattern: re(
        `^[\\s\\uE000]*${ADVERBS}\\b(?=(?<=every ?day)\\s|\\s{0,2}[:,–-]|.{1,60}(?:\\d:\\d\\d|\\d\\s?[ap]m\\b|\\bat${S}\\d|\\bnoon\\b))`,
      ),
      read: ([word = '']) => adverb(word.replace(/^[\s\uE000]+/, '')),
    },
  ];
}

function inUnits(count: number, word: string): Repetition {
  const [, freq, size] = UNITS.find(([names]) => names.test(word)) ?? EACH_DAY;
  const part = PARTS.find((one) => word.toLowerCase().startsWith(one));
  return { rule: ruleOf(freq, { interval: count * size }), ...(part && { part }) };
}

const PARTS = ['morning', 'afternoon', 'evening', 'night'] as const;
const UNITS: [RegExp, Frequency, number][] = [
  [/^h(?:ou)?rs?$/i, 'HOURLY', 1],
  [/^(?:week|wk)s?$/i, 'WEEKLY', 1],
  [/^fortnights?$/i, 'WEEKLY', 2],
  [/^m(?:on)?ths?$/i, 'MONTHLY', 1],
  [/^quarters?$/i, 'MONTHLY', 3],
  [/^half[- ]years?$/i, 'MONTHLY', 6],
  [/^(?:years?|yrs?)$/i, 'YEARLY', 1],
  [/^decades?$/i, 'YEARLY', 10],
];
const EACH_DAY: [RegExp, Frequency, number] = [/^/, 'DAILY', 1];

function adverb(word: string): Repetition {
  const key = word.toLowerCase().replace(/[\s-]/g, '');
  const [freq, interval, or] = ADVERB_RULES[key] ?? ['DAILY', 1];
  return {
    rule: ruleOf(freq, { interval }),
    ...(key === 'nightly' && { part: 'night' as const }),
    ...(or && { or }),
  };
}

const ADVERB_RULES: Record<string, [Frequency, number, Rule?]> = {
  everyday: ['DAILY', 1],
  daily: ['DAILY', 1],
  nightly: ['DAILY', 1],
  hourly: ['HOURLY', 1],
  weekly: ['WEEKLY', 1],
  biweekly: ['WEEKLY', 2],
  fortnightly: ['WEEKLY', 2],
  monthly: ['MONTHLY', 1],
  bimonthly: ['MONTHLY', 2],
  quarterly: ['MONTHLY', 3],
  halfyearly: ['MONTHLY', 6],
  semiannually: ['MONTHLY', 6],
  biannually: ['MONTHLY', 6, ruleOf('YEARLY', { interval: 2 })],
  yearly: ['YEARLY', 1],
  annually: ['YEARLY', 1],
  anually: ['YEARLY', 1],
};
