import type { ReactNode } from 'react';

type AuthCardProps = {
  title: string;
  lead?: ReactNode;
  children?: ReactNode;
  /** The way to the neighbouring page. */
  footer?: ReactNode;
};

/** One step of getting in: a title, a form, and where else to go. */
export function AuthCard({ title, lead, children, footer }: AuthCardProps) {
  return (
    <>
      <div className="rounded-2xl border border-line bg-raised p-5 shadow-lift sm:p-8">
        <h1 className="font-semibold text-[1.375rem] leading-tight tracking-[-0.02em]">{title}</h1>
        {lead ? <p className="mt-1.5 text-ink-soft text-sm">{lead}</p> : null}
        {children ? <div className="mt-6 flex flex-col gap-4">{children}</div> : null}
      </div>
      {footer ? <p className="mt-5 text-center text-ink-soft text-sm">{footer}</p> : null}
    </>
  );
}
