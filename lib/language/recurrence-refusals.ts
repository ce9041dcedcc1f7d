import { EVERY, S } from './recurrence-words';
import type { Question } from './types';
import { NUMBER_ANY, numberOf } from './words';

interface Refusal {
  start: number;
  end: number;
  question: Question;
}

/** Words that ask for a repetition no rule can hold, such as "twice a week", and what to ask then. */
export function readRefusal(open: string): Refusal | null {
  for (const { pattern, answer } of REFUSALS) {
    const match = pattern.exec(open);
    if (!match) continue;
    const text = match[0].trim();
    const start = match.index + match[0].indexOf(text);
    const { message, alternatives } = answer(match);
    return {
      start,
      end: start + text.length,
      question: { kind: 'recurrence', text, message: message(text), alternatives },
    };
  }
  return null;
}

interface Answer {
  message: (text: string) => string;
  alternatives: string[];
}

const TIMES = `(?:(\\d{1,2}|two|three|four|five|six|several|many|multiple|a${S}few|a${S}couple${S}of)(?:${S}|\\s?x\\s?)?times|(twice|thrice)|(\\d)x)`;
const PART = '(?:mornings?|afternoons?|evenings?|nights?)';
const CLOCK = `(?:at${S})?\\d{1,2}(?::\\d\\d)?\\s?(?:[ap]\\.?m\\b)?`;
const REFUSALS: { pattern: RegExp; answer: (match: RegExpExecArray) => Answer }[] = [
  {
    // "Every morning and evening", "8am and 8pm every day": one task has one time.
    pattern: new RegExp(
      `${EVERY}${PART}${S}(?:and|&)${S}(?:every${S})?${PART}\\b|(?:\\bat${S})?\\b\\d{1,2}(?::\\d\\d)?\\s?[ap]\\.?m${S}(?:and|&)${S}${CLOCK}${S}(?:${EVERY}days?\\b|daily\\b)|(?:${EVERY}day|\\bdaily)${S}at${S}\\d{1,2}(?::\\d\\d)?\\s?(?:[ap]\\.?m\\b)?${S}(?:and|&)${S}${CLOCK}`,
      'i',
    ),
    answer: () => timesA('day', 2),
  },
  {
    pattern: new RegExp(
      `${EVERY}(?:(?:${NUMBER_ANY}|couple(?:${S}of)?|few|other)${S})?(?:minutes?|mins?)\\b|${EVERY}\\d{1,4}${S}(?:seconds?|secs?)\\b`,
      'i',
    ),
    answer: () => ({
      message: (text) => `A task can repeat every hour at most, so “${text}” can’t be kept.`,
      alternatives: ['FREQ=HOURLY'],
    }),
  },
  {
    pattern: new RegExp(
      `\\b(?:once${S}or${S})?${TIMES}${S}(?:(?:an?|per|each|every)${S}(day|week|month|year)|(daily|weekly|monthly|yearly))\\b`,
      'i',
    ),
    answer: ([, number, word, digit, unit, adverb]) => {
      const times = word ? (/^tw/i.test(word) ? 2 : 3) : numberOf(digit ?? number ?? '');
      return timesA((unit ?? adverb ?? '').toLowerCase(), times);
    },
  },
  {
    pattern: new RegExp(
      `${EVERY}(\\d{1,2})\\s?(?:[-–]|to|or)\\s?(\\d{1,2})${S}(day|week|month|year)s?\\b`,
      'i',
    ),
    answer: ([, least = '', most = '', unit = '']) => ({
      message: (text) =>
        `“${text}” is no fixed number of ${unit}s. Every ${least} or every ${most} ${unit}s?`,
      alternatives: [least, most].map((n) => interval(unit, Number(n))),
    }),
  },
  {
    pattern: new RegExp(`${EVERY}(?:few|several)${S}(hour|day|week|month|year)s\\b`, 'i'),
    answer: ([, unit = '']) => ({
      message: (text) => `How many ${unit}s apart is “${text}”?`,
      alternatives: [interval(unit, 2), interval(unit, 3)],
    }),
  },
  {
    pattern: new RegExp(
      `${EVERY}(?:other|second|2nd)${S}(?:weekday|workday|business${S}day)s?\\b`,
      'i',
    ),
    answer: () => ({
      message: (text) => `“${text}” falls on other days each week. Which days do you mean?`,
      alternatives: ['FREQ=WEEKLY;BYDAY=MO,WE,FR'],
    }),
  },
];

function timesA(unit: string, times: number): Answer {
  if (/^da/.test(unit)) {
    return {
      message: (text) =>
        `A task has one time of day. Say at which times “${text}” is, and add a task for each.`,
      alternatives: ['FREQ=DAILY'],
    };
  }
  const days = times === 2 ? 'MO,TH' : times === 3 ? 'MO,WE,FR' : 'MO,TU,TH,FR';
  const alternatives: Record<string, string> = {
    w: `FREQ=WEEKLY;BYDAY=${days}`,
    m: times === 2 ? 'FREQ=MONTHLY;BYMONTHDAY=1,15' : 'FREQ=MONTHLY;BYMONTHDAY=1,11,21',
    y: interval('month', Math.max(1, Math.round(12 / times))),
  };
  return {
    message: (text) => `On which days is “${text}”? Say them, like “every Monday and Thursday”.`,
    alternatives: [alternatives[unit[0] ?? 'w'] ?? ''].filter((rule) => rule !== ''),
  };
}

function interval(unit: string, count: number): string {
  const freq = { h: 'HOURLY', d: 'DAILY', w: 'WEEKLY', m: 'MONTHLY', y: 'YEARLY' }[unit[0] ?? 'd'];
  return count === 1 ? `FREQ=${freq}` : `FREQ=${freq};INTERVAL=${count}`;
}
