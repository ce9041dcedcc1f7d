import { describeDay } from './describe-day';
import { readRule } from './read-rule';
import { isBare, RULE_WEEKDAYS, type Rule, type RuleDay } from './rule';
import type { RecurrenceFrom } from './types';

/**
 * An RRULE body in words, as they stand after "repeats": 'every 2 weeks on Tuesday', 'every month on the
 * last day', 'every 3 days after it is done'. A rule that can't be read is ''.
 */
export function describeRule(recurrence: string, from: RecurrenceFrom = 'due'): string {
  const read = readRule(recurrence);
  if ('reason' in read) return '';
  const { rule } = read;
  const after = from === 'completion' ? ' after it is done' : '';
  return `${cycle(rule)}${after}${ending(rule)}`;
}

const UNIT = {
  HOURLY: 'hour',
  DAILY: 'day',
  WEEKLY: 'week',
  MONTHLY: 'month',
  YEARLY: 'year',
} as const;
const DAY_NAMES = 'Monday Tuesday Wednesday Thursday Friday Saturday Sunday'.split(' ');
const MONTH_NAMES =
  'January February March April May June July August September October November December'.split(
    ' ',
  );
const ORDINALS = ['', 'first', 'second', 'third', 'fourth', 'fifth'];

function cycle(rule: Rule): string {
  const { freq, interval, byDay, byMonthDay, byMonth } = rule;
  const every = interval === 1 ? `every ${UNIT[freq]}` : `every ${interval} ${UNIT[freq]}s`;
  if (isBare(rule)) return every;
  if (freq === 'YEARLY' && interval === 1 && byMonth.length === 1 && byMonthDay.length === 1) {
    const [day = 0] = byMonthDay;
    const month = MONTH_NAMES[(byMonth[0] ?? 1) - 1];
    return day > 0 ? `every ${day} ${month}` : `every year on the ${dayNumber(day)} of ${month}`;
  }
  if (byMonth.length === 0 && byMonthDay.length === 0 && interval === 1) {
    if (freq === 'WEEKLY' || freq === 'DAILY') return `every ${weekdays(byDay)}`;
  }
  const days = daysOf(rule);
  const months =
    byMonth.length > 0 ? ` in ${list(byMonth.map((n) => MONTH_NAMES[n - 1] ?? ''))}` : '';
  return `${every}${days && ` on ${days}`}${months}`;
}

function daysOf({ byDay, byMonthDay, bySetPos }: Rule): string {
  const numbered = byMonthDay.length > 0 ? `the ${list(byMonthDay.map(dayNumber))}` : '';
  if (byDay.length === 0) return numbered;
  if (bySetPos.length > 0) {
    const which = isWorkdays(byDay) ? 'working day' : list(byDay.map(dayName), 'or');
    return `the ${list(bySetPos.map(place))} ${which}`;
  }
  return numbered ? `${weekdays(byDay)} ${numbered}` : weekdays(byDay);
}

function weekdays(days: RuleDay[]): string {
  if (isWorkdays(days)) return 'weekday';
  const set = days.map(({ day }) => day);
  if (set.length === 7 && days.every(({ nth }) => nth === undefined)) return 'day';
  return list(days.map(dayName));
}

function isWorkdays(days: RuleDay[]): boolean {
  const names = days.map(({ day, nth }) => (nth === undefined ? day : '')).join(',');
  return names === RULE_WEEKDAYS.slice(0, 5).join(',');
}

function dayName({ day, nth }: RuleDay): string {
  const name = DAY_NAMES[RULE_WEEKDAYS.indexOf(day)] ?? '';
  return nth === undefined ? name : `the ${place(nth)} ${name}`;
}

/** 'second', 'last', 'second to last', '20th'. */
function place(nth: number): string {
  if (nth === -1) return 'last';
  if (nth < 0) return `${place(-nth)} to last`;
  return ORDINALS[nth] ?? ordinal(nth);
}

/** 'the 15th', 'the last day'. */
function dayNumber(day: number): string {
  if (day > 0) return ordinal(day);
  return day === -1 ? 'last day' : `${place(day)} day`;
}

function ordinal(number: number): string {
  const teen = number % 100 > 10 && number % 100 < 14;
  const ending = teen ? 'th' : (['th', 'st', 'nd', 'rd'][number % 10] ?? 'th');
  return `${number}${ending}`;
}

function ending({ count, until }: Rule): string {
  if (count !== null) return count === 1 ? ', once' : `, ${count} times`;
  return until ? ` until ${describeDay(until)}` : '';
}

function list(words: string[], joint = 'and'): string {
  if (words.length < 2) return words.join('');
  return `${words.slice(0, -1).join(', ')} ${joint} ${words.at(-1)}`;
}
