import { HOLIDAY_ANY, holidayOf } from './holidays';
import { type RecurrenceReader, type Repetition, re } from './recurrence-reader';
import { EVERY, S } from './recurrence-words';
import { ruleOf } from './rule';
import { MONTH_ANY, monthNumber } from './words';

/** "every jan 5", "yearly on the 3rd of march", "every christmas", "every january". */
export function byDayOfYear(): RecurrenceReader[] {
  const date = `(?:(${MONTH_ANY})\\b\\.?${S}(?:the${S})?(\\d{1,2})(?:st|nd|rd|th)?|(?:the${S})?(\\d{1,2})(?:st|nd|rd|th)?${S}(?:of${S})?(${MONTH_ANY}))\\b(?![:/]|\\s?[ap]\\.?m\\b|${S}20\\d\\d)`;
  const yearly = `(?:${EVERY}year|\\b(?:yearly|annually|anually|once${S}an?${S}year))`;
  const onDate = (month: string, day: string): Repetition => ({
    rule: ruleOf('YEARLY', { byMonth: [monthNumber(month)], byMonthDay: [Number(day)] }),
  });
  const onHoliday = (name: string): Repetition => {
    const { month, day } = holidayOf(name);
    return { rule: ruleOf('YEARLY', { byMonth: [month], byMonthDay: [day] }) };
  };
  return [
    {
      pattern: re(`(?:${yearly},?${S}(?:on${S})?|${EVERY})${date}`),
      read: ([, month, day, before, after]) => onDate(month ?? after ?? '', day ?? before ?? ''),
    },
    {
      pattern: re(
        `(?:\\bon${S})?\\b${date},?${S}(?:every${S}year|each${S}year|yearly|annually)\\b`,
      ),
      read: ([, month, day, before, after]) => onDate(month ?? after ?? '', day ?? before ?? ''),
    },
    {
      pattern: re(
        `(?:${yearly},?${S}(?:(?:on|at)${S})?|${EVERY})(${HOLIDAY_ANY})\\b(?!${S}(?:party|tree|card))`,
      ),
      read: ([, name = '']) => onHoliday(name),
    },
    {
      pattern: re(
        `(?:${yearly},?${S}in${S}|${EVERY})((?:${MONTH_ANY})(?:(?:\\s{0,2}(?:,|&|\\band\\b)\\s{0,2}){1,2}(?:${MONTH_ANY}))*)\\b|\\bin${S}(${MONTH_ANY})${S}(?:every|each)${S}year\\b`,
      ),
      read: ([, months, month]) => ({
        rule: ruleOf('YEARLY', {
          byMonth: (months ?? month ?? '')
            .split(/[^a-z]+|\band\b/i)
            .filter((word) => word !== '')
            .map(monthNumber)
            .sort((a, b) => a - b),
          byMonthDay: [1],
        }),
      }),
    },
  ];
}
