import { Temporal } from 'temporal-polyfill';
import { today } from './calendar';
import type { LanguageOptions } from './options';

const DAYS = ['Mon', 'Tue', 'Wed', 'Thu', 'Fri', 'Sat', 'Sun'];
const MONTHS = 'Jan Feb Mar Apr May Jun Jul Aug Sep Oct Nov Dec'.split(' ');

/**
 * A date in words with its weekday: 'Mon 23 Nov 2026, 17:00', with 'Today, ' or 'Tomorrow, ' before
 * it where that holds. `style: 'short'` leaves the year out when it is this year. Without a date it is ''.
 */
export function describeDate(
  date: string | null,
  time: string | null,
  options: Pick<LanguageOptions, 'now'>,
  style: 'full' | 'short' = 'full',
): string {
  if (!date) return '';
  const day = Temporal.PlainDate.from(date);
  const now = today(options);
  const year = style === 'full' || day.year !== now.year ? ` ${day.year}` : '';
  const ahead = now.until(day).days;
  const near =
    ahead === 0 ? 'Today, ' : ahead === 1 ? 'Tomorrow, ' : ahead === -1 ? 'Yesterday, ' : '';
  const words = `${near}${DAYS[day.dayOfWeek - 1]} ${day.day} ${MONTHS[day.month - 1]}${year}`;
  return time ? `${words}, ${time}` : words;
}
