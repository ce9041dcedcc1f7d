import type { ReactNode } from 'react';

type SectionProps = { id: string; title: string; lead?: ReactNode; children: ReactNode };

/** One subject of the settings: a heading beside its controls, above them where it is narrow. */
export function Section({ id, title, lead, children }: SectionProps) {
  return (
    <section
      aria-labelledby={id}
      className="grid gap-x-10 gap-y-4 border-line border-t py-8 md:grid-cols-[13rem_minmax(0,1fr)]"
    >
      <div>
        <h2 id={id} className="font-semibold text-base tracking-[-0.01em]">
          {title}
        </h2>
        {lead ? <p className="mt-1 text-[0.8125rem] text-ink-faint">{lead}</p> : null}
      </div>
      <div className="flex min-w-0 flex-col gap-5">{children}</div>
    </section>
  );
}
