import { Temporal } from 'temporal-polyfill';
import { isWithinReach, type PlainDate } from './calendar';
import { firstDay } from './first-day';
import { dayAfter, hourAfter } from './occurrences';
import { readRule } from './read-rule';
import { isBare, type Rule } from './rule';
import type { RecurrenceFrom } from './types';

/** A repeating task as far as its next turn depends on it. */
export interface Series {
  /** RRULE body. */
  recurrence: string;
  recurrenceFrom: RecurrenceFrom;
  /** 'YYYY-MM-DD': the first turn, from which the rule is counted. It doesn't move when one turn is moved. */
  anchor: string;
  /**
   * 'YYYY-MM-DD': the turn that is open now, as the rule gave it. It differs from the due date when this one
   * turn was moved: completing it early must not bring the same turn again.
   */
  turn: string;
  /** 'HH:mm' of the series; null is all day. Only an hourly rule counts with it. */
  time: string | null;
  /** How many turns are over, this one not counted. Only "n times, from completion" counts with it. */
  done?: number;
}

/** Where a series goes next. */
export interface Turn {
  /** 'YYYY-MM-DD' */
  date: string;
  /** 'HH:mm'; null is all day. */
  time: string | null;
}

/**
 * What completing a repeating task makes of it: the first turn after the open one that isn't before today,
 * so that nothing piles up; from completion, counted from today. Null when the rule has ended. `now` is the
 * person's wall clock, 'YYYY-MM-DDTHH:mm' in `zone`. Throws a RangeError for a rule that `validateRule` refuses.
 */
export function afterCompletion(series: Series, now: string, zone: string): Turn | null {
  const rule = requireRule(series.recurrence);
  const today = Temporal.PlainDate.from(now.slice(0, 10));
  if (rule.freq === 'HOURLY') return afterHours(rule, series, now, zone);
  if (series.recurrenceFrom === 'completion') return fromCompletion(rule, series, today);
  const turn = Temporal.PlainDate.from(series.turn);
  const yesterday = today.subtract({ days: 1 });
  const after = Temporal.PlainDate.compare(turn, yesterday) > 0 ? turn : yesterday;
  return asTurn(dayAfter(rule, Temporal.PlainDate.from(series.anchor), after), series);
}

/** The turn after the open one, though it be past: what skipping one moves a task to. Null at the rule's end. */
export function afterSkipping(series: Series, zone: string): Turn | null {
  const rule = requireRule(series.recurrence);
  const turn = Temporal.PlainDate.from(series.turn);
  if (rule.freq === 'HOURLY') {
    return afterHours(rule, series, `${series.turn}T${series.time ?? '00:00'}`, zone);
  }
  if (series.recurrenceFrom === 'completion') return fromCompletion(rule, series, turn);
  return asTurn(dayAfter(rule, Temporal.PlainDate.from(series.anchor), turn), series);
}

/**
 * The first turn on or after `from` ('YYYY-MM-DD'), with `from` as the rule's first day: where a rule that is
 * put on a task, or changed, begins. Null when there is none.
 */
export function firstTurn(recurrence: string, from: string): string | null {
  const rule = requireRule(recurrence);
  const anchor = Temporal.PlainDate.from(from);
  return isBare(rule)
    ? anchor.toString()
    : (dayAfter(rule, anchor, anchor.subtract({ days: 1 }))?.toString() ?? null);
}

function requireRule(recurrence: string): Rule {
  const read = readRule(recurrence);
  if ('reason' in read) throw new RangeError(read.reason);
  return read.rule;
}

function asTurn(day: PlainDate | null, { time }: Series): Turn | null {
  return day && isWithinReach(day) ? { date: day.toString(), time } : null;
}

/** A rule's count and end still hold; only its beginning moves to the day it was done. */
function fromCompletion(rule: Rule, series: Series, done: PlainDate): Turn | null {
  if (rule.count !== null && (series.done ?? 0) + 1 >= rule.count) return null;
  const endless = { ...rule, count: null };
  // "3 months after I finish", done on 30 November, is 28 February: a month's end is never skipped.
  // Counted from a Tuesday, every 7 days never meets a Monday: then it is the first one after a step.
  const next = isBare(rule)
    ? later(rule, done)
    : (dayAfter(endless, done, done) ?? firstDay(endless, later(rule, done)));
  if (!next || (rule.until !== null && next.toString() > rule.until)) return null;
  return asTurn(next, series);
}

function later({ freq, interval }: Rule, day: PlainDate): PlainDate {
  if (freq === 'DAILY') return day.add({ days: interval });
  if (freq === 'WEEKLY') return day.add({ weeks: interval });
  return freq === 'MONTHLY' ? day.add({ months: interval }) : day.add({ years: interval });
}

function afterHours(rule: Rule, series: Series, now: string, zone: string): Turn | null {
  const time = series.time ?? '00:00';
  const turn = Temporal.PlainDateTime.from(`${series.turn}T${time}`);
  const moment = Temporal.PlainDateTime.from(now);
  const late = Temporal.PlainDateTime.compare(moment, turn) > 0;
  const next =
    series.recurrenceFrom === 'completion'
      ? moment.toZonedDateTime(zone).add({ hours: rule.interval }).toPlainDateTime()
      : hourAfter(rule, turn, late ? moment : turn, zone);
  return next && isWithinReach(next)
    ? {
        date: next.toPlainDate().toString(),
        time: next.toPlainTime().toString({ smallestUnit: 'minute' }),
      }
    : null;
}
