/** When something was said, shortly, in the person's zone: "14:02", "Yesterday", "3 Oct", "3 Oct 2025". */
export function sayWhen(at: string, { timeZone, now }: { timeZone: string; now: Date }): string {
  const instant = new Date(at);
  const dayOf = new Intl.DateTimeFormat('en-CA', { timeZone });
  const [day, today] = [dayOf.format(instant), dayOf.format(now)];
  const days = Math.round((Date.parse(today) - Date.parse(day)) / DAY);
  // A clock that runs ahead makes no tomorrow.
  if (days <= 0) return format(instant, { timeZone, hour: '2-digit', minute: '2-digit' });
  if (days === 1) return 'Yesterday';
  const otherYear = day.slice(0, 4) !== today.slice(0, 4);
  return format(instant, {
    timeZone,
    day: 'numeric',
    month: 'short',
    ...(otherYear && { year: 'numeric' }),
  });
}

const DAY = 86_400_000;

function format(instant: Date, options: Intl.DateTimeFormatOptions): string {
  return new Intl.DateTimeFormat('en-GB', options).format(instant);
}
