import { nextDayOfYear, type PlainDate } from './calendar';

/** Holidays that fall on the same day each year, as month and day. */
const HOLIDAYS: [string, number, number][] = [
  ["new year['’]?s eve|nye|silvester", 12, 31],
  ["new year['’]?s(?: day)?|new year", 1, 1],
  ['epiphany|three kings(?: day)?', 1, 6],
  ['groundhog day', 2, 2],
  ["(?:st\\.? |saint )?valentine['’]?s(?: day)?", 2, 14],
  ["(?:international )?women['’]?s day", 3, 8],
  ['pi day', 3, 14],
  ["(?:st\\.?|saint) (?:patrick|paddy)['’]?s day", 3, 17],
  ["april fools?['’]?(?: day)?", 4, 1],
  ['earth day', 4, 22],
  ["(?:international )?workers['’]? day|may day", 5, 1],
  ['cinco de mayo', 5, 5],
  ['juneteenth', 6, 19],
  ['canada day', 7, 1],
  ['independence day|(?:the )?(?:4th|fourth) of july', 7, 4],
  ['bastille day', 7, 14],
  ['halloween|hallowe’en', 10, 31],
  ["all saints['’]? day", 11, 1],
  ['guy fawkes(?: night| day)?|bonfire night', 11, 5],
  ['veterans day|armistice day|remembrance day', 11, 11],
  ['christmas eve|xmas eve', 12, 24],
  ['boxing day', 12, 26],
  ['christmas(?: day)?|xmas(?: day)?', 12, 25],
];

/** An alternation, longest names first, without a group around it. */
export const HOLIDAY_ANY = HOLIDAYS.map(([names]) => names).join('|');

/** Month and day of a holiday's name. */
export function holidayOf(name: string): { month: number; day: number } {
  const found = HOLIDAYS.find(([names]) => new RegExp(`^(?:${names})$`, 'i').test(name.trim()));
  const [, month, day] = found ?? ['', 1, 1];
  return { month, day };
}

/** The holiday's next date, today included. */
export function nextHoliday(name: string, from: PlainDate): PlainDate {
  const { month, day } = holidayOf(name);
  return nextDayOfYear(month, day, from) ?? from;
}
