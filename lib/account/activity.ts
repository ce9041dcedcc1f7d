/** When a device was last used, in words; sessions remember it to the hour. */
export function describeActivity(lastActiveAt: Date, now: Date): string {
  const hours = Math.floor((now.getTime() - lastActiveAt.getTime()) / 3_600_000);
  if (hours < 1) return 'Active within the last hour';
  if (hours < 24) return `Active ${count(hours, 'hour')} ago`;
  return `Active ${count(Math.floor(hours / 24), 'day')} ago`;
}

/** A day in the person's zone: "Nov 30, 2026". */
export function describeDay(moment: Date, timeZone: string | null): string {
  return moment.toLocaleDateString('en-US', {
    dateStyle: 'medium',
    timeZone: timeZone ?? 'UTC',
  });
}

function count(n: number, unit: string) {
  return `${n} ${unit}${n === 1 ? '' : 's'}`;
}
