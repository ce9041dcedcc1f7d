/** Word lists that more than one reader needs. Patterns are alternations without a group around them. */

export const WEEKDAYS: Record<string, number> = {
  sunday: 0,
  sun: 0,
  monday: 1,
  mon: 1,
  tuesday: 2,
  tues: 2,
  tue: 2,
  wednesday: 3,
  weds: 3,
  wed: 3,
  thursday: 4,
  thurs: 4,
  thur: 4,
  thu: 4,
  friday: 5,
  fri: 5,
  saturday: 6,
  sat: 6,
};

export const WEEKDAY_FULL = 'sunday|monday|tuesday|wednesday|thursday|friday|saturday';
export const WEEKDAY_SHORT = 'sun|mon|tues|tue|weds|wed|thurs|thur|thu|fri|sat';
export const WEEKDAY_ANY = `${WEEKDAY_FULL}|${WEEKDAY_SHORT}`;

const MONTHS = ['jan', 'feb', 'mar', 'apr', 'may', 'jun', 'jul', 'aug', 'sep', 'oct', 'nov', 'dec'];

export const MONTH_ANY =
  'january|february|march|april|may|june|july|august|september|october|november|december|' +
  'jan|feb|mar|apr|jun|jul|aug|sept|sep|oct|nov|dec';

export function monthNumber(word: string): number {
  return MONTHS.indexOf(word.slice(0, 3).toLowerCase()) + 1;
}

const NUMBERS: Record<string, number> = {
  a: 1,
  an: 1,
  one: 1,
  two: 2,
  three: 3,
  four: 4,
  five: 5,
  six: 6,
  seven: 7,
  eight: 8,
  nine: 9,
  ten: 10,
  eleven: 11,
  twelve: 12,
  couple: 2,
  few: 3,
};

export const NUMBER_ANY =
  '\\d{1,4}|an?\\s+couple(?:\\s+of)?|a\\s+few|an?|one|two|three|four|five|six|seven|eight|nine|ten|eleven|twelve';

export function numberOf(words: string): number {
  if (/^\d+$/.test(words)) return Number(words);
  const key = words.toLowerCase().replace(/^an?\s+|\s+of$/g, '');
  return NUMBERS[key] ?? 1;
}
