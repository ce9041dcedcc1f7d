import { RULE_WEEKDAYS, type RuleDay, WEEKEND, WORKDAYS } from './rule';
import { isoWeekday, numberOf, WEEKDAY_ANY, WEEKDAY_FULL } from './words';

/** Pieces of the patterns that read rules, and what they mean. */

/** Blanks between words: one, or as many as a slip of the thumb makes. */
export const S = '\\s{1,3}';
export const EVERY = `\\b(?:every|each|evry|evey|evrey|ev)!?${S}(?:single${S})?`;
const AND = `(?:\\s{0,2}(?:,\\s{0,2}(?:and${S}|&\\s{0,2}|or${S})?|&|\\/|\\+)\\s{0,2}|${S}(?:and|or)${S})`;

const DAY = `(?:${WEEKDAY_ANY})s?\\b\\.?`;
/** "mon", "mon, wed & fri", "monday to friday". */
export const DAYS = `(?:${DAY}(?:\\s?[-–]\\s?|${S}(?:to|thru|through|till|until)${S})${DAY}|${DAY}(?:(?:${AND}|${S})(?:on${S})?${DAY}){0,6})`;
/** At least two of them. */
export const SOME_DAYS = `(?:${DAY}(?:\\s?[-–]\\s?${DAY}){2,6}|${DAY}(?:\\s?[-–]\\s?|${S}(?:to|thru|through)${S})${DAY}|${DAY}(?:(?:${AND}|${S})${DAY}){1,6})`;
/** "mondays", "tuesdays and thursdays". */
export const PLURAL_DAYS = `(?:${WEEKDAY_FULL})s\\b(?:${AND}(?:on${S})?(?:${WEEKDAY_FULL})s\\b){0,6}`;

const ORDINAL_WORD =
  'first|1st|second|2nd|third|3rd|fourth|4th|fifth|5th|last|final|second[ -](?:to[ -])?last|penultimate';
/** "first", "1st and 3rd". */
export const ORDINALS = `(?:${ORDINAL_WORD})(?:${AND}(?:${ORDINAL_WORD})){0,4}`;
const DAY_NUMBER = '(?:\\d{1,2}(?:st|nd|rd|th)|first)';
/** "15th", "1st and 15th". */
export const DAY_NUMBERS = `${DAY_NUMBER}(?:${AND}(?:the${S})?${DAY_NUMBER}){0,6}`;
export const PLAIN_DAY_NUMBERS = `\\d{1,2}(?:st|nd|rd|th)?(?:${AND}(?:the${S})?\\d{1,2}(?:st|nd|rd|th)?){0,6}`;

/** "other ", "3 ", "3rd ": how many units apart. Ends with its blank. */
export const APART = `(?:(other|alternate|second|third|fourth|fifth|sixth|\\d{1,3}(?:st|nd|rd|th)?|(?:a${S})?couple(?:${S}of)?|an?|two|three|four|five|six|seven|eight|nine|ten|twelve)${S})?`;
export const WORKDAY = `(?:work(?:ing)?|week|business|school)[ -]?days?`;

/** What may follow a lone "daily" or "weekends": "weekly report" is a report. */
export const END = `(?=\\s{0,3}(?:$|[,.;:!?()\\[\\uE000@#+–-]|at\\b|by\\b|around\\b|on${S}(?:the|\\d|${WEEKDAY_ANY})|in${S}the${S}(?:morning|afternoon|evening)|(?:morning|afternoon|evening|night)s?\\b|until\\b|till?\\b|til\\b|from\\b|starting\\b|starts?\\b|beginning\\b|as${S}of\\b|for${S}(?:the|an?|\\d+|[a-z]{3,6}${S}(?:times|days|weeks|months|years))\\b|through\\b|thru\\b|ending\\b|except\\b|but\\b|excluding\\b|after\\b|p[1-4]\\b|x\\d|\\d{1,2}(?::\\d\\d|\\s?[ap]\\.?m|h\\b|$|[\\s,])|noon\\b|midday\\b|midnight\\b|tomorrow\\b|today\\b|tonight\\b|please\\b|(?:high|low|medium)${S}prio))`;

const ORDINAL_VALUES: Record<string, number> = {
  first: 1,
  second: 2,
  third: 3,
  fourth: 4,
  fifth: 5,
  sixth: 6,
  last: -1,
  final: -1,
  penultimate: -2,
};

/** 2 for "2nd" or "second", -1 for "last". */
export function ordinalOf(word: string): number {
  const key = word.toLowerCase();
  if (/^second[ -]/.test(key)) return -2;
  return ORDINAL_VALUES[key] ?? Number.parseInt(key, 10);
}

export function ordinalsIn(words: string): number[] {
  return words
    .toLowerCase()
    .replace(/second[ -](?:to[ -])?last/g, 'penultimate')
    .split(/[^a-z\d]+|\band\b|\bor\b|\bthe\b/)
    .filter((word) => word !== '' && !/^(?:and|or|the)$/.test(word))
    .map(ordinalOf);
}

export function apart(words: string | undefined): number {
  if (!words) return 1;
  const key = words.toLowerCase();
  if (/^(?:other|alternate|couple)/.test(key)) return 2;
  if (key in ORDINAL_VALUES || /^\d+[a-z]/.test(key)) return ordinalOf(key);
  return numberOf(key);
}

/** The days of "mon, wed & fri" or "monday to friday". */
export function daysIn(words: string): RuleDay[] {
  const found = [...words.matchAll(new RegExp(`\\b(?:${WEEKDAY_ANY})s?\\b`, 'gi'))].map(
    ([word]) => isoWeekday(word) - 1,
  );
  const [first = 0, last = 0] = found;
  const isRange =
    found.length === 2 &&
    /[a-z_]\.?\s?[-–]\s?[a-z_]|\b(?:to|thru|through|till|until)\b/i.test(words);
  const days = isRange
    ? Array.from({ length: ((last - first + 7) % 7) + 1 }, (_, n) => (first + n) % 7)
    : [...new Set(found)];
  return days.flatMap((day) => RULE_WEEKDAYS[day] ?? []).map((day) => ({ day }));
}

/** The days of "weekends", "weekdays" or a list of names. */
export function namedDays(words: string): RuleDay[] {
  if (/week-?\s?ends?/i.test(words)) return WEEKEND;
  return new RegExp(WORKDAY, 'i').test(words) ? WORKDAYS : daysIn(words);
}
