import { type ParsingResult, strict } from 'chrono-node/en';
import type { Temporal } from 'temporal-polyfill';
import { dateOrNull, isTimeZone, nextDayOfYear, type PlainDate, today } from './calendar';
import type { Mention } from './mentions';
import type { LanguageOptions } from './options';
import { MONTH_ANY, NUMBER_ANY } from './words';

/**
 * Dates with a month's name, ISO dates and clock times, which chrono reads in many spellings. Its strict
 * set is used and refined: a weekday or a span of time is read by our own meanings, not by chrono's.
 */
const explicitFormats = strict.clone();
explicitFormats.refiners.push({ refine: (_, results) => results.filter(isExplicit) });

export function readExplicit(open: string, options: LanguageOptions): Mention[] {
  // Chrono only fills in what was not said from this reference, and those parts are not used.
  const reference = new Date(2000, 0, 1, 12);
  return explicitFormats.parse(withoutOffsets(open), reference).map((result) => {
    const start = result.index;
    const end = start + result.text.length;
    return { start, end, ...meaning(result as ParsingResult, options) };
  });
}

/** "2 days before jan 5" is jan 5 here; the days before it are counted later, see `withOffset`. */
function withoutOffsets(open: string): string {
  return open
    .replace(UNTIL_MONTH, (words) => '\uE000'.repeat(words.length))
    .replace(UNTIL_DAY, (words) => '\uE000'.repeat(words.length))
    .replace(OFFSETS, (words) => '\uE000'.repeat(words.length));
}

/** "3pm until 1 march" doesn't end at one o'clock. */
const UNTIL_DAY = new RegExp(
  `(?<!\\b(?:${MONTH_ANY})\\s{1,2})\\b(?:until|till?|to|through|thru|from)(?=\\s{1,2}(?:the\\s{1,2})?\\d{1,2}(?:st|nd|rd|th)?\\s{1,2}(?:of\\s{1,2})?(?:${MONTH_ANY})\\b)`,
  'gi',
);
/** "At 9 until dec 20" is a time and a last day, not a stretch of December. */
const UNTIL_MONTH = new RegExp(
  `(?<!\\b(?:${MONTH_ANY})\\s{1,2}(?:\\d{1,2}(?:st|nd|rd|th)?\\s{1,2})?)\\b(?:until|till?|through|thru)(?=\\s{1,2}(?:${MONTH_ANY})\\s{1,2}\\d{1,2}\\b)`,
  'gi',
);
const OFFSETS = new RegExp(
  `\\b(?:${NUMBER_ANY})\\s{1,2}(?:days?|weeks?|fortnights?|months?)\\s{1,2}(?:before|prior\\s{1,2}to|after|from)\\s{1,2}`,
  'gi',
);

function isExplicit({ text, start }: ParsingResult): boolean {
  const hasDay = start.isCertain('day') && start.isCertain('month');
  const hasHour = start.isCertain('hour');
  if (!hasDay && !hasHour) return false;
  // "in 5 hours" and "3 days ago" count from a clock; "5 a day" is no time; "5.30" may be a price.
  if (start.tags().has('result/relativeDate') || /\d\s*[ap]$/i.test(text)) return false;
  // Days in digits are read in the person's order, where they count: see `readNumericDates`.
  if (hasDay && /^\d{1,2}[./-][\d./-]*$/.test(text)) return false;
  return hasDay || /:\d\d|[ap]\.?m\b|[ap]\.m\./i.test(text);
}

function meaning(
  result: ParsingResult,
  options: LanguageOptions,
): Pick<Mention, 'date' | 'clock' | 'endDate' | 'minutes'> {
  const { start } = result;
  const hour = start.get('hour') ?? 0;
  const minute = start.get('minute') ?? 0;
  const date = start.isCertain('day') ? dayOf(result, options) : undefined;
  if (!start.isCertain('hour')) return { date, endDate: endDayOf(result, date) };
  const offset = start.isCertain('timezoneOffset') ? start.get('timezoneOffset') : null;
  if (offset !== null) return inOtherZone(date, hour, minute, offset, options);
  const said24 = /(?:^|\D)0\d:\d\d/.test(result.text);
  const fixed =
    start.isCertain('meridiem') ||
    said24 ||
    hour > 12 ||
    hour === 0 ||
    /[ap]\.?m/i.test(result.text);
  return { date, clock: { hour: hour % 24, minute, fixed }, minutes: lengthOf(result) };
}

/** Minutes from "3-5pm". */
function lengthOf({ start, end }: ParsingResult): number | undefined {
  if (!end?.isCertain('hour')) return undefined;
  const at = (part: typeof start) => (part.get('hour') ?? 0) * 60 + (part.get('minute') ?? 0);
  const minutes = at(end) - at(start);
  // "10-1" ends after noon; "10pm-2am" after midnight.
  const turns =
    minutes > 0
      ? minutes
      : minutes > -12 * 60 && at(end) < 12 * 60 && !end.isCertain('meridiem')
        ? minutes + 12 * 60
        : minutes + 24 * 60;
  return turns > 0 && turns <= 24 * 60 ? turns : undefined;
}

function endDayOf({ end }: ParsingResult, first: PlainDate | undefined): PlainDate | undefined {
  if (!first || !end?.isCertain('day')) return undefined;
  const month = end.get('month') ?? first.month;
  const year = first.year + (month < first.month ? 1 : 0);
  return dateOrNull(year, month, end.get('day') ?? 1) ?? undefined;
}

function dayOf({ start }: ParsingResult, options: LanguageOptions) {
  const month = start.get('month') ?? 1;
  const day = start.get('day') ?? 1;
  const date = start.isCertain('year')
    ? dateOrNull(start.get('year') ?? 0, month, day)
    : nextDayOfYear(month, day, today(options));
  return date ?? undefined;
}

/** "3pm EST" is told in the person's own zone. `offset` is minutes ahead of UTC. */
function inOtherZone(
  date: Temporal.PlainDate | undefined,
  hour: number,
  minute: number,
  offset: number,
  options: LanguageOptions,
): Pick<Mention, 'date' | 'clock'> {
  const wall = (date ?? today(options)).toPlainDateTime({ hour: hour % 24, minute });
  if (!isTimeZone(options.timeZone)) return { date, clock: { hour, minute, fixed: true } };
  const local = wall
    .subtract({ minutes: offset })
    .toZonedDateTime('UTC')
    .withTimeZone(options.timeZone);
  return {
    date: date && local.toPlainDate(),
    clock: { hour: local.hour, minute: local.minute, fixed: true },
  };
}
