import { Temporal } from 'temporal-polyfill';
import { isWithinReach, type PlainDate } from './calendar';
import { isBare, RULE_WEEKDAYS, type Rule, type RuleDay } from './rule';

/** A leap day may be eight years away, as after 1896. */
const MONTHS_AHEAD = 12 * 8 + 1;

/**
 * The first day from `from` on, itself included, that the rule allows, where the rule's count begins. Null
 * when there is none. This is for the moment a rule is made; what follows is `occurrences`.
 */
export function firstDay(rule: Rule, from: PlainDate): PlainDate | null {
  if (isBare(rule)) return from;
  for (let months = 0; months < MONTHS_AHEAD; months++) {
    const month = from.with({ day: 1 }).add({ months });
    if (!isWithinReach(month)) return null;
    const least = months === 0 ? from.day : 1;
    const day = daysIn(month, rule).find((one) => one >= least);
    if (day !== undefined) return month.with({ day });
  }
  return null;
}

/** False for a rule such as "30 February", which no year has. */
export function comesRound(rule: Rule): boolean {
  // From one leap year to the next every month has had every length, and every weekday every place.
  return firstDay(rule, Temporal.PlainDate.from('2000-01-01')) !== null;
}

/** The days of one month, which begins on `month`, that the rule allows. Plain numbers: this runs often. */
function daysIn(month: PlainDate, rule: Rule): number[] {
  if (rule.byMonth.length > 0 && !rule.byMonth.includes(month.month)) return [];
  const days: number[] = [];
  for (let day = 1; day <= month.daysInMonth; day++) {
    if (isMonthDay(day, month, rule) && isDay(day, month, rule)) days.push(day);
  }
  if (rule.bySetPos.length === 0) return days;
  const chosen = rule.bySetPos.map((place) => days.at(place > 0 ? place - 1 : place));
  return days.filter((day) => chosen.includes(day));
}

function isMonthDay(day: number, month: PlainDate, { byMonthDay }: Rule): boolean {
  return (
    byMonthDay.length === 0 ||
    byMonthDay.includes(day) ||
    byMonthDay.includes(day - month.daysInMonth - 1)
  );
}

function isDay(day: number, month: PlainDate, { byDay, byMonth, freq }: Rule): boolean {
  const inYear = freq === 'YEARLY' && byMonth.length === 0;
  const place = inYear ? month.dayOfYear + day - 1 : day;
  const length = inYear ? month.daysInYear : month.daysInMonth;
  const weekday = RULE_WEEKDAYS[(month.dayOfWeek + day - 2) % 7];
  return (
    byDay.length === 0 || byDay.some((one) => one.day === weekday && isNth(one, place, length))
  );
}

function isNth({ nth }: RuleDay, place: number, length: number): boolean {
  if (nth === undefined) return true;
  return nth > 0 ? Math.ceil(place / 7) === nth : Math.ceil((length - place + 1) / 7) === -nth;
}
