import type { ReactNode } from 'react';

type CardProps = { heading: ReactNode; icon: ReactNode; aside?: ReactNode; children: ReactNode };

/** A record in the conversation: what was done or found, made from what is stored. */
export function Card({ heading, icon, aside, children }: CardProps) {
  return (
    <div className="overflow-hidden rounded-xl border border-line bg-raised shadow-lift">
      <div className="flex min-h-10 items-center gap-2 ps-3.5 pe-2">
        <span className="shrink-0 [&_svg]:size-4">{icon}</span>
        <p className="wrap-anywhere-safe flex-1 py-2 font-medium text-sm">{heading}</p>
        {aside}
      </div>
      <div className="border-line border-t px-3.5 py-1">{children}</div>
    </div>
  );
}
