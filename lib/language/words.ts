/** Word lists that more than one reader needs. Patterns are alternations without a group around them. */

const WEEKDAY_NAMES = 'sunday monday tuesday wednesday thursday friday saturday'.split(' ');
const WEEKDAY_SHORTS = ['sun', 'mon', 'tues tue', 'weds wed', 'thurs thur thu', 'fri', 'sat'];
/** How thumbs write them; none of these is a word of its own. */
const WEEKDAY_TYPOS = [
  'sundy suday sundey',
  'mondy monay munday moday mondey',
  'tueday tuesay tusday tuesdy teusday tuseday tuesdey',
  'wensday wendesday wednsday wednesdy wedneday wedensday wenesday wednessday wenedsday wedsday',
  'thrusday thurday thursdy thusday thursay thersday thurdsay thirsday',
  'firday frday fridy fryday friady fridey',
  'satuday saterday saturdy satruday satday saturady sautrday',
];

/** Name, short form or common misspelling -> 0 (Sunday) to 6. */
const WEEKDAYS: Record<string, number> = Object.fromEntries(
  [WEEKDAY_NAMES, WEEKDAY_SHORTS, WEEKDAY_TYPOS].flatMap((list) =>
    list.flatMap((words, day) => words.split(' ').map((word) => [word, day])),
  ),
);

const WEEKDAY_LONG = [...WEEKDAY_NAMES, ...WEEKDAY_TYPOS.join(' ').split(' ')].join('|');
const LONG_NAMES = new RegExp(`\\b(?:${WEEKDAY_LONG})(?=s?\\b)`, 'gi');

/**
 * The text with every long weekday name as a code of the same length: 'wendesday' is '_3_______'. Dozens of
 * patterns ask for a weekday, and with all spellings in each they would take half a second to compile.
 */
export function encodeWeekdays(text: string): string {
  return text
    .replace(/_[0-6]_{3}/g, '----')
    .replace(
      LONG_NAMES,
      (word) => `_${WEEKDAYS[word.toLowerCase()]}${'_'.repeat(word.length - 2)}`,
    );
}

/** The same with names in place of codes, for words that are shown to a person. */
export function decodeWeekdays(text: string): string {
  return text.replace(/_([0-6])_{3,9}/g, (_, day) => WEEKDAY_NAMES[Number(day)] ?? '');
}

/** A long name as `encodeWeekdays` leaves it. */
export const WEEKDAY_FULL = '_[0-6]_{3,9}';
export const WEEKDAY_SHORT = WEEKDAY_SHORTS.join(' ').replaceAll(' ', '|');
export const WEEKDAY_ANY = `${WEEKDAY_FULL}|${WEEKDAY_SHORT}`;

/** 0 (Sunday) to 6 for a name or a code, a plural too; undefined for another word. */
export function weekdayOf(word: string): number | undefined {
  if (word.startsWith('_')) return Number(word[1]);
  const key = word.toLowerCase().replace(/\.$/, '');
  return WEEKDAYS[key] ?? WEEKDAYS[key.replace(/s$/, '')];
}

/** The weekday as ISO counts it: 1 is Monday, 7 Sunday. */
export function isoWeekday(word: string): number {
  return weekdayOf(word) || 7;
}

const MONTHS = ['jan', 'feb', 'mar', 'apr', 'may', 'jun', 'jul', 'aug', 'sep', 'oct', 'nov', 'dec'];
const MONTH_TYPOS: Record<string, string> = {
  janurary: 'jan',
  januray: 'jan',
  febuary: 'feb',
  feburary: 'feb',
  febrary: 'feb',
  agust: 'aug',
  setpember: 'sep',
  septmber: 'sep',
  septembr: 'sep',
  ocotber: 'oct',
  octobr: 'oct',
  novmber: 'nov',
  novembr: 'nov',
  decmber: 'dec',
  decembr: 'dec',
  desember: 'dec',
};

export const MONTH_ANY =
  'january|february|march|april|may|june|july|august|september|october|november|december|' +
  `${Object.keys(MONTH_TYPOS).join('|')}|` +
  'jan|feb|mar|apr|jun|jul|aug|sept|sep|oct|nov|dec';

/** 1 to 12. */
export function monthNumber(word: string): number {
  const key = word.toLowerCase();
  return MONTHS.indexOf((MONTH_TYPOS[key] ?? key).slice(0, 3)) + 1;
}

const UNITS_OF_TEN = 'twenty thirty forty fifty sixty'.split(' ');
const NUMBERS: Record<string, number> = {
  a: 1,
  an: 1,
  ...Object.fromEntries(
    (
      'one two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen ' +
      'sixteen seventeen eighteen nineteen'
    )
      .split(' ')
      .map((word, index) => [word, index + 1]),
  ),
  ...Object.fromEntries(UNITS_OF_TEN.map((word, index) => [word, (index + 2) * 10])),
  couple: 2,
  few: 3,
  several: 3,
};

/** Longest first, so that "sixteen" isn't read as "six". */
const NUMBER_WORDS = Object.keys(NUMBERS)
  .filter((word) => !['a', 'an', 'couple', 'few', 'several'].includes(word))
  .sort((a, b) => b.length - a.length)
  .join('|');

export const NUMBER_ANY = `\\d{1,4}|an?\\s+couple(?:\\s+of)?|a\\s+few|an?|(?:${UNITS_OF_TEN.join('|')})[\\s-](?:one|two|three|four|five|six|seven|eight|nine)|${NUMBER_WORDS}`;

export function numberOf(words: string): number {
  if (/^\d+$/.test(words)) return Number(words);
  const key = words.toLowerCase().replace(/^an?\s+|\s+of$/g, '');
  const [tens = '', ones] = key.split(/[\s-]/);
  if (ones) return (NUMBERS[tens] ?? 0) + (NUMBERS[ones] ?? 0);
  return NUMBERS[key] ?? 1;
}
