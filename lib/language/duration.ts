import { type Source, take } from './source';
import { MONTH_ANY, NUMBER_ANY, numberOf, WEEKDAY_ANY } from './words';

interface DurationReader {
  pattern: RegExp;
  minutes(match: RegExpExecArray): number | null;
}

const S = '\\s{1,2}';
const HOURS = '(?:hours?|hrs?)';
const MINUTES = '(?:minutes?|mins?)';
/** A length of time ends the text or stands by itself: "a 30 minute break" is a kind of break. */
const END = `(?=\\s*(?:$|[,.;!?)\\]\\uE000#@+]|(?:on|at|by|from|due|every|today|tomorrow|tonight|this|next|in|p[1-4]|starting|with|after|before|and|${WEEKDAY_ANY}|${MONTH_ANY}|\\d{1,2}(?::\\d\\d|\\s?[ap]m))\\b))`;
const ENDS = new RegExp(`^${END}`, 'i');
const LONG = '(?:long)?';
/** "swim 50m", "in 30 min", "every 2 hours", "a 5m rope" */
const NO_LENGTH =
  /(?:\b(?:in|within|every|each|an?|the|after|before|past|to|of|than|last|swim|sprint|jump|dive|buy|order|row|about|only|another|first|next|under|hours?\s{1,2}and|hrs?\s{1,2}and)\s{1,2}|[-–/$€£.:]\s?|\d)$/i;
const DAY = 24 * 60;

const READERS: DurationReader[] = [
  {
    pattern: new RegExp(
      `\\b(?:for|takes?|lasts?|lasting|duration:?|est(?:imate)?:?)${S}(?:about${S}|around${S}|~\\s?|up${S}to${S})?(${NUMBER_ANY}|\\d{1,2}[.,]\\d{1,2})(?:${S}|\\s?-\\s?)?${HOURS}(?:${S}(?:and${S})?(?:(a${S}half)|(\\d{1,2})\\s?${MINUTES}))?\\b`,
      'gi',
    ),
    minutes: ([, hours = '', half, more]) =>
      Math.round(amount(hours) * 60) + (half ? 30 : Number(more ?? 0)),
  },
  {
    pattern: new RegExp(
      `\\b(?:for|takes?|lasts?|lasting)${S}(?:(half${S}an${S}hour|a${S}half${S}hour)|(an${S}hour${S}and${S}a${S}half|one${S}and${S}a${S}half${S}hours)|(a${S}quarter${S}of${S}an${S}hour)|(three${S}quarters${S}of${S}an${S}hour)|(\\d{1,2}|two|three|four)${S}and${S}a${S}half${S}hours)\\b`,
      'gi',
    ),
    minutes: ([, half, oneAndHalf, quarter, three, more]) =>
      half ? 30 : oneAndHalf ? 90 : quarter ? 15 : three ? 45 : numberOf(more ?? '') * 60 + 30,
  },
  {
    pattern: new RegExp(
      `\\b(?:for|takes?|lasts?|lasting|duration:?|est(?:imate)?:?)${S}(?:about${S}|around${S}|~\\s?|up${S}to${S})?(${NUMBER_ANY})(?:${S}|\\s?-\\s?)?(?:${MINUTES}|m)\\b`,
      'gi',
    ),
    minutes: ([, minutes = '']) => numberOf(minutes),
  },
  {
    pattern: new RegExp(
      `\\b(?:(half${S}an${S}hour)|an${S}hour${S}and${S}a${S}half)(?=\\s*(?:$|[,.;!?)]|(?:on|at|every|today|tomorrow|tonight|this|next|${WEEKDAY_ANY})\\b))`,
      'gi',
    ),
    minutes: ([, half]) => (half ? 30 : 90),
  },
  {
    pattern: new RegExp(
      `(?:\\bfor${S})?[(\\[~]?(?<![\\w.:])(\\d{1,2})\\s?h(?:(?:ou)?rs?)?\\s?(\\d{1,2})\\s?(?:m|mins?|minutes?)?\\b[)\\]]?${END}`,
      'gi',
    ),
    minutes: ([words, hours, minutes]) =>
      // "18h30" is a clock.
      Number(hours) > 9 && !/\s|m/i.test(words) ? null : Number(hours) * 60 + Number(minutes),
  },
  {
    pattern: new RegExp(
      `(?:\\bfor${S})?[(\\[~]?(?<![\\w.:])(\\d{1,2}(?:[.,]\\d{1,2})?)\\s?(?:${HOURS}|h)\\b[)\\]]?${LONG}${END}`,
      'gi',
    ),
    // "19h" is a clock, "2h" a length.
    minutes: ([words, hours = '']) =>
      Number(hours) > 9 && /h\b/i.test(words) && !/hr|hour|for/i.test(words)
        ? null
        : Math.round(amount(hours) * 60),
  },
  {
    pattern: new RegExp(
      `(?:\\bfor${S})?[(\\[~]?(?<![\\w.:])(\\d{1,3})\\s?(?:${MINUTES}|['’](?=\\s|$))[)\\]]?${END}`,
      'gi',
    ),
    minutes: ([, minutes]) => Number(minutes),
  },
  {
    pattern: new RegExp(`(?:\\bfor${S})?[(\\[~]?(?<![\\w.:])(\\d{1,3})m\\b[)\\]]?${END}`, 'gi'),
    // "swim 500m" is a length of another kind.
    minutes: ([, minutes]) =>
      Number(minutes) % 5 === 0 && Number(minutes) <= 240 ? Number(minutes) : null,
  },
];

/** Takes "for 45 mins", "30m" or "1h30" out of the text; minutes, or null when it says no such thing. */
export function readDuration(source: Source): { source: Source; durationMinutes: number | null } {
  if (!/\d|half|hour|minute|quarter/i.test(source.open)) return { source, durationMinutes: null };
  for (const { pattern, minutes } of READERS) {
    for (const match of source.open.matchAll(pattern)) {
      const before = source.open.slice(Math.max(0, match.index - 16), match.index);
      // "Take a 5 minute break" is a break.
      const kind = /^take\s/i.test(match[0]) && /^\s+\p{L}/u.test(after(source.open, match));
      if (kind && !ENDS.test(after(source.open, match))) continue;
      const said = /^(?:for|takes?|lasts?|lasting|duration|est)/i.test(match[0]);
      if (!said && NO_LENGTH.test(before)) continue;
      const length = minutes(match);
      if (length === null || length < 1 || length > DAY) continue;
      const end = match.index + match[0].length;
      return { source: take(source, match.index, end, 'duration'), durationMinutes: length };
    }
  }
  return { source, durationMinutes: null };
}

function after(open: string, match: RegExpExecArray): string {
  return open.slice(match.index + match[0].length);
}

function amount(words: string): number {
  return /\d[.,]\d/.test(words) ? Number(words.replace(',', '.')) : numberOf(words);
}
