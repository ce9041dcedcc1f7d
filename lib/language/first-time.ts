import { afterMinutes, minutesNow, type PlainDate, today } from './calendar';
import { asTime, clockMinutes, partMinutes } from './clock-minutes';
import { addUnits } from './day-meanings';
import { firstDay } from './first-day';
import type { Clock, DayPart } from './mentions';
import type { LanguageOptions } from './options';
import { type Length, withLength } from './recurrence-bounds';
import { isBare, type Rule } from './rule';

interface First {
  date: string | null;
  time: string | null;
  /** With its end; null when it would end before it begins, or never comes. */
  rule: Rule | null;
}

/**
 * When a repeating task is first due: the first occurrence ahead. `start` is a day that was said for it, and
 * `last` its last one.
 */
export function first(
  rule: Rule,
  length: Length,
  last: PlainDate | undefined,
  start: PlainDate | undefined,
  clock: Clock | undefined,
  part: DayPart | undefined,
  options: LanguageOptions,
): First {
  if (rule.freq === 'HOURLY' && !clock && !part && !start) {
    const { date, time } = afterMinutes(rule.interval * 60, options);
    return { date, time, rule: withLength(rule, length, today(options), last) };
  }
  const minutes = clock
    ? clockMinutes(clock, part, false, options)
    : part && partMinutes(part, options);
  const day = firstDay(rule, start ?? fromNow(rule, minutes, options));
  const time = minutes === undefined ? null : asTime(minutes);
  if (!day) return { date: null, time: null, rule: null };
  const whole = withLength(rule, length, day, last);
  const ended = whole.until !== null && whole.until < day.toString();
  return { date: day.toString(), time, rule: ended ? null : whole };
}

/** Today, unless its time has passed: then the next day, or the next turn of a rule that names no day. */
function fromNow(rule: Rule, minutes: number | undefined, options: LanguageOptions): PlainDate {
  const now = today(options);
  if (minutes === undefined || minutes > minutesNow(options)) return now;
  const turn = isBare(rule) && rule.freq !== 'HOURLY';
  return turn ? addUnits(now, rule.interval, rule.freq) : now.add({ days: 1 });
}
