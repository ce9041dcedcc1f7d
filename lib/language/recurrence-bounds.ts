import type { PlainDate } from './calendar';
import { endOf } from './day-meanings';
import type { LanguageOptions } from './options';
import { S } from './recurrence-words';
import type { Rule } from './rule';
import { type Source, take } from './source';
import { NUMBER_ANY, numberOf } from './words';

/** How long a rule goes on, as far as it is said without a date: "10 times", "for 6 weeks". */
export interface Length {
  times?: number;
  span?: { amount: number; unit: string };
  until?: PlainDate;
}

const TIMES = new RegExp(
  `\\b(?:for${S})?(?:a${S}total${S}of${S})?(?:the${S}next${S})?(${NUMBER_ANY})${S}(?:times|occurrences|repetitions|repeats)\\b|(?:^|(?<=\\s))x\\s?(\\d{1,4})\\b|\\b(\\d{1,3})x\\b`,
  'i',
);
const SPAN = new RegExp(
  `\\bfor${S}(?:the${S}(?:next|coming)${S}|another${S})?(?:(${NUMBER_ANY})${S})?(days?|weeks?|wks?|fortnights?|months?|years?)\\b`,
  'i',
);
const REST = new RegExp(`\\bfor${S}the${S}rest${S}of${S}(?:the|this)${S}(week|month|year)\\b`, 'i');

/** Takes "10 times" or "for 6 weeks" out of the text of a repeating task. */
export function readLength(
  source: Source,
  options: LanguageOptions,
): { source: Source; length: Length } {
  const rest = REST.exec(source.open);
  if (rest) return found(source, rest, { until: endOf(rest[1] ?? '', false, options) });
  const times = TIMES.exec(source.open);
  if (times) {
    return found(source, times, { times: numberOf(times[1] ?? times[2] ?? times[3] ?? '') });
  }
  const span = SPAN.exec(source.open);
  if (!span) return { source, length: {} };
  return found(source, span, { span: { amount: numberOf(span[1] ?? 'a'), unit: span[2] ?? '' } });
}

function found(source: Source, match: RegExpExecArray, length: Length) {
  const end = match.index + match[0].length;
  return { source: take(source, match.index, end, 'recurrence'), length };
}

/** The rule with its end. `first` is its first day, `until` a last day that was said. */
export function withLength(
  rule: Rule,
  { times, span, until }: Length,
  first: PlainDate,
  lastDay: PlainDate | undefined,
): Rule {
  if (times !== undefined) return { ...rule, count: Math.min(Math.max(times, 1), 9999) };
  const last = lastDay ?? until ?? (span && spanEnd(span, first));
  if (!last) return rule;
  const count = span && !lastDay ? asCount(rule, span) : null;
  return count ? { ...rule, count } : { ...rule, until: last.toString() };
}

/** "Daily for 10 days" is ten times. */
function asCount(
  { freq, interval, byDay }: Rule,
  { amount, unit }: { amount: number; unit: string },
) {
  const same = { d: 'DAILY', w: 'WEEKLY', m: 'MONTHLY', y: 'YEARLY' }[unit[0]?.toLowerCase() ?? ''];
  return same === freq && interval === 1 && byDay.length < 2 ? amount : null;
}

/** "For two weeks" from a Monday ends on the second Sunday. */
function spanEnd({ amount, unit }: { amount: number; unit: string }, first: PlainDate): PlainDate {
  const key = unit[0]?.toLowerCase();
  const size = /^f/i.test(unit) ? amount * 2 : amount;
  const after =
    key === 'd'
      ? first.add({ days: size })
      : key === 'm'
        ? first.add({ months: size })
        : key === 'y'
          ? first.add({ years: size })
          : first.add({ weeks: size });
  return after.subtract({ days: 1 });
}
