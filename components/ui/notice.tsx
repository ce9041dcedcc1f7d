import { CircleAlert, CircleCheck, Info } from 'lucide-react';
import type { ReactNode } from 'react';
import { cn } from './cn';

const tones = {
  info: { box: 'bg-sunken text-ink-soft', icon: Info },
  error: { box: 'bg-danger-wash text-danger-ink', icon: CircleAlert },
  warning: { box: 'bg-warn-wash text-warn-ink', icon: CircleAlert },
  success: { box: 'bg-good-wash text-good-ink', icon: CircleCheck },
};

type NoticeProps = {
  tone?: keyof typeof tones;
  /** What happened. */
  title?: ReactNode;
  /** What is safe and what to do next. */
  children?: ReactNode;
  /** Buttons or links. */
  actions?: ReactNode;
  className?: string;
};

/** A message in the page. Errors are announced at once, the rest politely. */
export function Notice({ tone = 'info', title, children, actions, className }: NoticeProps) {
  const { box, icon: Icon } = tones[tone];
  return (
    <div
      role={tone === 'error' ? 'alert' : 'status'}
      className={cn('flex gap-2.5 rounded-lg px-3 py-2.5 text-sm', box, className)}
    >
      <Icon aria-hidden="true" className="mt-0.5 size-4 shrink-0" />
      <div className="wrap-anywhere-safe flex-1">
        {title ? <p className="font-medium">{title}</p> : null}
        {children ? <div>{children}</div> : null}
        {actions ? <div className="mt-2 flex flex-wrap gap-2">{actions}</div> : null}
      </div>
    </div>
  );
}
