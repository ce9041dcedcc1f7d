import { RRuleTemporal } from 'rrule-temporal';
import { Temporal } from 'temporal-polyfill';
import { isWithinReach, type PlainDate } from './calendar';
import { readRule } from './read-rule';
import type { Rule } from './rule';

/** One turn of a rule. */
export interface Occurrence {
  /** 'YYYY-MM-DD' */
  date: string;
  /** 'HH:mm'; null when the rule's start has no time. */
  time: string | null;
  /** The instant in UTC, 'YYYY-MM-DDTHH:mm:ssZ': of an all-day turn, where its day begins. */
  instant: string;
}

/**
 * The turns of an RRULE body, the first ones first, lazily: `from` is where the rule's count begins (its
 * DTSTART), 'YYYY-MM-DD' or 'YYYY-MM-DDTHH:mm' on the clock of `zone`, an IANA name. It is itself a turn
 * only if the rule allows its day. The wall time stays as it is when the clocks change; a time that such a
 * change skips is the same stretch later, and a day that a zone never had is left out. Months without the
 * 31st are skipped (RFC 5545, 3.3.10). A rule without an end gives turns until the year 9999. Throws a
 * RangeError for a rule that `validateRule` refuses, a `from` that is no date or an unknown zone.
 */
export function* occurrences(rule: string, from: string, zone: string): Generator<Occurrence> {
  const read = readRule(rule);
  if ('reason' in read) throw new RangeError(read.reason);
  const start = Temporal.PlainDateTime.from(from);
  const hasTime = from.length > 10;
  if (read.rule.freq === 'HOURLY') yield* hours(read.rule, start, zone);
  else yield* days(read.rule, start, hasTime, zone);
}

/**
 * The first day after `after` on which the rule has a turn, counted from `anchor`; null when it has ended.
 * For rules by the day or longer: those have no clock in them.
 */
export function dayAfter(rule: Rule, anchor: PlainDate, after: PlainDate): PlainDate | null {
  const next = turnAfter(engine(rule, anchor), noon(after));
  return next?.toPlainDate() ?? null;
}

/** The first turn of an hourly rule after a moment. Both are wall clock of `zone`. */
export function hourAfter(
  rule: Rule,
  anchor: Temporal.PlainDateTime,
  after: Temporal.PlainDateTime,
  zone: string,
): Temporal.PlainDateTime | null {
  const next = turnAfter(hourlyEngine(rule, anchor, zone), after.toZonedDateTime(zone));
  return next?.toPlainDateTime() ?? null;
}

function* days(
  rule: Rule,
  start: Temporal.PlainDateTime,
  hasTime: boolean,
  zone: string,
): Generator<Occurrence> {
  const turns = engine(rule, start.toPlainDate());
  const time = start.toPlainTime();
  let turn = turnAfter(turns, noon(start.toPlainDate()), true);
  while (turn) {
    const day = turn.toPlainDate();
    const moment = day.toZonedDateTime({ timeZone: zone, plainTime: hasTime ? time : undefined });
    if (moment.toPlainDate().equals(day)) {
      yield {
        date: day.toString(),
        time: hasTime ? time.toString({ smallestUnit: 'minute' }) : null,
        instant: moment.toInstant().toString({ smallestUnit: 'second' }),
      };
    }
    turn = turnAfter(turns, turn);
  }
}

function* hours(rule: Rule, start: Temporal.PlainDateTime, zone: string): Generator<Occurrence> {
  const turns = hourlyEngine(rule, start, zone);
  let turn = turnAfter(turns, start.toZonedDateTime(zone), true);
  while (turn) {
    yield {
      date: turn.toPlainDate().toString(),
      time: turn.toPlainTime().toString({ smallestUnit: 'minute' }),
      instant: turn.toInstant().toString({ smallestUnit: 'second' }),
    };
    turn = turnAfter(turns, turn);
  }
}

/** Days are civil days, so the library counts them where no clock ever changes. */
function engine(rule: Rule, anchor: PlainDate) {
  return new RRuleTemporal({ ...parts(rule, 'UTC'), dtstart: noon(anchor), tzid: 'UTC' });
}

/** Hours are real hours. */
function hourlyEngine(rule: Rule, anchor: Temporal.PlainDateTime, zone: string) {
  return new RRuleTemporal({
    ...parts(rule, zone),
    dtstart: anchor.toZonedDateTime(zone),
    tzid: zone,
  });
}

function parts(rule: Rule, zone: string) {
  const { freq, interval, byDay, byMonth, byMonthDay, bySetPos, count, until, weekStart } = rule;
  return {
    temporal: Temporal,
    freq,
    interval,
    ...(byDay.length > 0 && { byDay: byDay.map(({ day, nth }) => `${nth ?? ''}${day}`) }),
    ...(byMonth.length > 0 && { byMonth }),
    ...(byMonthDay.length > 0 && { byMonthDay }),
    ...(bySetPos.length > 0 && { bySetPos }),
    ...(count !== null && { count }),
    ...(until !== null && {
      until: Temporal.PlainDate.from(until).toZonedDateTime({ timeZone: zone, plainTime: '23:59' }),
    }),
    ...(weekStart !== null && { wkst: weekStart }),
  };
}

function noon(day: PlainDate): Temporal.ZonedDateTime {
  return day.toZonedDateTime({ timeZone: 'UTC', plainTime: '12:00' });
}

/** The library's next turn; null when there is none before the year 10000, or none that it can find. */
function turnAfter(
  turns: RRuleTemporal,
  after: Temporal.ZonedDateTime,
  including = false,
): Temporal.ZonedDateTime | null {
  try {
    const next = turns.next(after, including);
    const turn = next && Temporal.ZonedDateTime.from(next.toString());
    return turn && isWithinReach(turn) ? turn : null;
  } catch (error) {
    // Its steps may never meet the rule's days: every 12 months from November, on the 31st.
    if (error instanceof Error && error.message.startsWith('Maximum iterations')) return null;
    throw error;
  }
}
