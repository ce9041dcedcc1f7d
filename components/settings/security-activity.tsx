import type { ShownEvent } from '@/lib/account/security-activity';

/** What happened to the account, the newest first. */
export function SecurityActivity({ events, timeZone }: { events: ShownEvent[]; timeZone: string }) {
  if (events.length === 0) {
    return <p className="text-ink-faint text-sm">Nothing is written down from before.</p>;
  }
  const format = new Intl.DateTimeFormat('en-GB', {
    dateStyle: 'medium',
    timeStyle: 'short',
    timeZone,
  });
  return (
    <ul className="flex flex-col divide-y divide-line rounded-xl border border-line bg-raised">
      {events.map(({ id, what, from, at }) => (
        <li
          key={id}
          className="flex flex-wrap items-baseline justify-between gap-x-4 gap-y-0.5 px-4 py-3"
        >
          <div className="wrap-anywhere-safe min-w-0">
            <p className="font-medium text-sm">{what}</p>
            <p className="text-[0.8125rem] text-ink-faint">{from}</p>
          </div>
          <time
            dateTime={at.toISOString()}
            className="whitespace-nowrap text-[0.8125rem] text-ink-soft"
          >
            {format.format(at)}
          </time>
        </li>
      ))}
    </ul>
  );
}
