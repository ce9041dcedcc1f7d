/** `getWeekInfo` is newer than the types of `Intl.Locale`, and some browsers have only `weekInfo`. */
type WeekAware = Intl.Locale & {
  getWeekInfo?: () => { firstDay: number };
  weekInfo?: { firstDay: number };
};

/** How people who read `language` (BCP 47) begin their weeks and write their dates, where known. */
export function habitsOf(language: string): { weekStart?: 0 | 1 | 6; dateOrder: 'mdy' | 'dmy' } {
  const locale = new Intl.Locale(language) as WeekAware;
  const firstDay = (locale.getWeekInfo?.() ?? locale.weekInfo)?.firstDay;
  const parts = new Intl.DateTimeFormat(language).formatToParts().map(({ type }) => type);
  const dateOrder = parts.indexOf('month') < parts.indexOf('day') ? 'mdy' : 'dmy';
  // Intl counts Sunday as 7.
  const weekStart = firstDay === 7 ? 0 : firstDay === 1 || firstDay === 6 ? firstDay : undefined;
  return { weekStart, dateOrder };
}
