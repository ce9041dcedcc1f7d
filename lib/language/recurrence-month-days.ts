import { MONTHLY, monthly, monthsApart, OF_EVERY_MONTH, OF_MONTH } from './recurrence-months';
import { type RecurrenceReader, re } from './recurrence-reader';
import {
  APART,
  apart,
  DAY_NUMBERS,
  EVERY,
  ordinalsIn,
  PLAIN_DAY_NUMBERS,
  S,
} from './recurrence-words';
import { ruleOf } from './rule';
import { MONTH_ANY, WEEKDAY_ANY } from './words';

/** "every 15th", "monthly on the last day", "at the end of every month". */
export function byDayOfMonth(): RecurrenceReader[] {
  const edge = '(end|start|beginning|last day|first day|last|first)';
  const dayOf = (word: string) => [/end|last/i.test(word) ? -1 : 1];
  const none = `(?!${S}(?:of${S})?(?:${MONTH_ANY}|${WEEKDAY_ANY}|days?|weeks?|(?<!\\bof${S})months?|years?)\\b|[:/]|\\s?[ap]\\.?m\\b)`;
  return [
    {
      pattern: re(
        `\\b(?:(?:on|at|by)${S})?(?:the${S})?${edge}${S}of${S}(?:every|each)${S}(quarter|year)\\b`,
      ),
      read: ([, word = '', unit = '']) => ({
        rule: /year/i.test(unit)
          ? ruleOf('YEARLY', {
              byMonth: [/end|last/i.test(word) ? 12 : 1],
              byMonthDay: dayOf(word),
            })
          : ruleOf('MONTHLY', {
              byMonth: /end|last/i.test(word) ? [3, 6, 9, 12] : [1, 4, 7, 10],
              byMonthDay: dayOf(word),
            }),
      }),
    },
    {
      pattern: re(
        `(?:\\b(?:on|at|by)${S})?\\b(?:the${S})?${edge}(?:${S}of)?${S}(?:every|each)${S}${APART}months?\\b`,
      ),
      read: ([, word = '', months]) => monthly(apart(months), { byMonthDay: dayOf(word) }),
    },
    {
      pattern: re(`${MONTHLY},?${S}(?:on|at)${S}the${S}${edge}(?:${S}day)?\\b${OF_MONTH}`),
      read: ([phrase, months, word = '']) =>
        monthly(monthsApart(phrase, months), { byMonthDay: dayOf(word) }),
    },
    {
      pattern: re(
        `${EVERY}(?:(last|first)${S}day(?!${S}of${S}(?:${MONTH_ANY}|the${S}(?:week|year)))${OF_MONTH}|(last|first|end|start|beginning)${S}of${S}(?:the${S})?month|(month[ -]?end|eom))\\b`,
      ),
      read: ([, day, edgeOf, end]) => monthly(1, { byMonthDay: dayOf(day ?? edgeOf ?? end ?? '') }),
    },
    {
      pattern: re(
        `${MONTHLY},?${S}(?:on${S})?(?:the${S}|day${S}|on${S}(?=\\d)|(?=\\d{1,2}(?:st|nd|rd|th)))(${PLAIN_DAY_NUMBERS})\\b${none}${OF_MONTH}`,
      ),
      read: ([phrase, months, numbers = '']) =>
        monthly(monthsApart(phrase, months), { byMonthDay: ordinalsIn(numbers) }),
    },
    {
      pattern: re(`${EVERY}(${DAY_NUMBERS})\\b${none}(?:${S}day)?${OF_MONTH}`),
      read: ([phrase, numbers = '']) =>
        /first$/i.test(phrase) ? null : monthly(1, { byMonthDay: ordinalsIn(numbers) }),
    },
    {
      pattern: re(`(?:\\bon${S})?\\b(?:the${S})?(${DAY_NUMBERS})(?:${S}day)?${OF_EVERY_MONTH}\\b`),
      read: ([, numbers = '', months]) =>
        monthly(apart(months), { byMonthDay: ordinalsIn(numbers) }),
    },
  ];
}
