import { type RecurrenceReader, type Repetition, re } from './recurrence-reader';
import {
  APART,
  apart,
  DAYS,
  daysIn,
  END,
  EVERY,
  namedDays,
  PLURAL_DAYS,
  S,
  SOME_DAYS,
  WORKDAY,
} from './recurrence-words';
import { RULE_WEEKDAYS, ruleOf } from './rule';

/** "every mon, wed & fri", "weekly on tuesday", "on weekdays", "mondays". */
export function byWeekday(): RecurrenceReader[] {
  const weekly = `(?:${EVERY}${APART}(?:weeks?|wks?|fortnights?)|\\b(?:weekly|bi-?weekly|fortnightly|once${S}(?:a|per|every)${S}week))`;
  const named = `(${DAYS}|${WORKDAY}|week-?ends?)`;
  const onDays = (interval: number, words: string): Repetition => ({
    rule: ruleOf('WEEKLY', { interval, byDay: namedDays(words) }),
  });
  return [
    {
      pattern: re(
        `(?:${EVERY}|\\bon${S})?(?<![\\w/])(${LETTER}(?:\\/${LETTER}){1,4}|mwf|mtwth?f|tt(?:h|r)|tuth)(?![\\w/])${END}`,
      ),
      read: ([, letters = '']) => lettered(letters),
    },
    {
      pattern: re(`${weekly},?${S}(?:on${S})?(?:the${S})?${named}`),
      read: ([phrase, weeks, days = '']) => onDays(weeksApart(phrase, weeks), days),
    },
    {
      pattern: re(
        `(?:\\b(?:on|starting(?:${S}on)?)${S})?\\b(${DAYS}),?${S}((?:every|each)${S}${APART}(?:weeks?|fortnight)|weekly|fortnightly|bi-?weekly)\\b`,
      ),
      read: ([, days = '', phrase = '', weeks]) => onDays(weeksApart(phrase, weeks), days),
    },
    {
      pattern: re(`${EVERY}${APART}(?:day${S}of${S}the${S})?(${WORKDAY}|week-?ends?)\\b`),
      read: ([, weeks, days = '']) => (/^weeks/i.test(days) ? null : onDays(apart(weeks), days)),
    },
    {
      pattern: re(`${EVERY}${APART}(${DAYS})(?!['’]s)`),
      read: ([, weeks, days = '']) => onDays(apart(weeks), days),
    },
    {
      pattern: re(`(?:\\bon${S})?\\b(${DAYS})${S}(morning|afternoon|evening|night)s\\b`),
      read: ([, days = '', part]) => ({
        ...onDays(1, days),
        part: part?.toLowerCase() as Repetition['part'],
      }),
    },
    {
      pattern: re(`\\bdaily,?${S}(?:on${S})?(${DAYS})`),
      read: ([, days = '']) => onDays(1, days),
    },
    {
      pattern: re(
        `(?<!\\b(?:except|but|not|excluding|than|from|for)${S}(?:on${S})?)\\b(?:on${S}|during${S})?(?:the${S})?(?<!\\b(?:of|\\d{1,3}|two|three|four|five|six|seven|ten)${S})(week-?days|work-?days|business${S}days|week-?ends)\\b${END}`,
      ),
      read: ([, days = '']) => onDays(1, days),
    },
    {
      // At the beginning it speaks of what follows.
      pattern: re(`(?<=^[ \uE000]*)on${S}(week-?days|week-?ends)\\b`),
      read: ([, days = '']) => onDays(1, days),
    },
    {
      pattern: re(
        `\\bon${S}(${PLURAL_DAYS})|(?<!\\b(?:hates?|loves?|about|likes?|those|these|my|the)${S})\\b(${PLURAL_DAYS})${END}`,
      ),
      read: ([, on, bare]) => onDays(1, on ?? bare ?? ''),
    },
    {
      pattern: re(`(?<!\\b(?:between|from|or|next|this)${S})(?:\\bon${S})?\\b(${SOME_DAYS})${END}`),
      read: ([phrase, days = '']) => {
        const some = daysIn(days);
        // "Monday" and "Monday to Friday" may be one stretch of time.
        if (some.length < 2 || /\bor\b/i.test(phrase)) return null;
        const once = /\b(?:to|thru|through)\b/i.test(phrase) && !/\bon\b/i.test(phrase);
        return once && !isAbbreviated(days)
          ? null
          : {
              ...onDays(1, days),
              maybeOnce: some.length === 2,
            };
      },
    },
  ];
}

const LETTER = '(?:mo?|tu?|w|th|r|fr?|sat?|sun?|su)';
const LETTER_DAYS = {
  m: 'MO',
  tu: 'TU',
  th: 'TH',
  t: 'TU',
  w: 'WE',
  r: 'TH',
  f: 'FR',
  sa: 'SA',
  su: 'SU',
} as const;

/** "m/w/f", "mwf", "t/th": days as a timetable has them. */
function lettered(letters: string): Repetition | null {
  const days = [...letters.toLowerCase().matchAll(/tu|th|sa|su|[mtwrf]/g)].map(
    ([letter]) => LETTER_DAYS[letter as keyof typeof LETTER_DAYS],
  );
  const inOrder = RULE_WEEKDAYS.filter((day) => days.includes(day));
  if (inOrder.length < 2 || inOrder.length !== days.length) return null;
  return { rule: ruleOf('WEEKLY', { byDay: inOrder.map((day) => ({ day })) }) };
}

function isAbbreviated(words: string): boolean {
  return /\b(?:mon|tue|wed|thu|fri|sat|sun)\b/i.test(words);
}

function weeksApart(phrase: string, words: string | undefined): number {
  const fortnights = /^(?:bi-?weekly|fortnightly)|fortnights?/i.test(phrase) ? 2 : 1;
  return apart(words) * fortnights;
}
