import { MONTHLY, monthly, monthsApart, OF_EVERY_MONTH, OF_MONTH } from './recurrence-months';
import { type RecurrenceReader, re } from './recurrence-reader';
import { apart, daysIn, EVERY, ORDINALS, ordinalsIn, S, WORKDAY } from './recurrence-words';
import { type RuleDay, ruleOf, WORKDAYS } from './rule';
import { MONTH_ANY, monthNumber, WEEKDAY_ANY } from './words';

/** "every first monday", "the 2nd tuesday of every month", "monthly on the last friday". */
export function byWeekdayOfMonth(): RecurrenceReader[] {
  const weekday = `((?:${WEEKDAY_ANY})s?)\\b`;
  return [
    {
      pattern: re(`${MONTHLY},?${S}(?:on${S})?(?:the${S})?(${ORDINALS})${S}${weekday}`),
      read: ([phrase, months, ordinals = '', day = '']) =>
        monthly(monthsApart(phrase, months), { byDay: nthDays(ordinals, day) }),
    },
    {
      pattern: re(`(?:\\bon${S})?\\b(?:the${S})?(${ORDINALS})${S}${weekday}${OF_EVERY_MONTH}\\b`),
      read: ([, ordinals = '', day = '', months]) =>
        monthly(apart(months), { byDay: nthDays(ordinals, day) }),
    },
    {
      // "The first monday of the month" is one day, the second and the fourth are a rule.
      pattern: re(
        `(?:\\bon${S})?\\b(?:the${S})?(${ORDINALS}(?<=(?:and|&|,).*))${S}${weekday},?${S}(?:of|in)${S}(?:the|a)${S}month\\b`,
      ),
      read: ([, ordinals = '', day = '']) =>
        ordinalsIn(ordinals).length > 1 ? monthly(1, { byDay: nthDays(ordinals, day) }) : null,
    },
    {
      pattern: re(
        `${EVERY}(${ORDINALS})${S}${weekday}${S}(?:of|in)${S}(${MONTH_ANY})\\b(?:${S}every${S}year)?`,
      ),
      read: ([, ordinals = '', day = '', month = '']) => ({
        rule: ruleOf('YEARLY', {
          byMonth: [monthNumber(month)],
          byDay: nthDays(ordinals, day),
        }),
      }),
    },
    {
      pattern: re(`${EVERY}(${ORDINALS})${S}${weekday}(${OF_MONTH})`),
      read: ([, ordinals = '', day = '', ofMonth]) => {
        const byDay = nthDays(ordinals, day);
        const [nth = 0, more] = ordinalsIn(ordinals);
        const open = !ofMonth && nth > 1 && more === undefined;
        const or = ruleOf('WEEKLY', { interval: nth, byDay: daysIn(day) });
        return { ...monthly(1, { byDay }), ...(open && { or }) };
      },
    },
  ];
}

/** "the last workday of every month". */
export function byWorkdayOfMonth(): RecurrenceReader[] {
  const read = (months: number, ordinals: string) =>
    monthly(months, { byDay: WORKDAYS, bySetPos: ordinalsIn(ordinals) });
  return [
    {
      pattern: re(`${MONTHLY},?${S}on${S}(?:the${S})?(${ORDINALS})${S}${WORKDAY}\\b${OF_MONTH}`),
      read: ([phrase, months, ordinals = '']) => read(monthsApart(phrase, months), ordinals),
    },
    {
      pattern: re(
        `(?:\\bon${S})?\\b(?:the${S})?(${ORDINALS})${S}${WORKDAY}\\b${OF_EVERY_MONTH}\\b`,
      ),
      read: ([, ordinals = '', months]) => read(apart(months), ordinals),
    },
    {
      pattern: re(`${EVERY}(first|1st|last|final)${S}${WORKDAY}\\b${OF_MONTH}`),
      read: ([, ordinals = '']) => read(1, ordinals),
    },
  ];
}

function nthDays(ordinals: string, weekday: string): RuleDay[] {
  return ordinalsIn(ordinals).flatMap((nth) => daysIn(weekday).map(({ day }) => ({ day, nth })));
}
