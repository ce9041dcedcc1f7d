import { cn } from './cn';

/** Saydo's mark: something said, checked off. Decoration; write the name beside it or in a label. */
function LogoMark({ className }: { className?: string }) {
  return (
    <svg viewBox="0 0 24 24" aria-hidden="true" className={cn('size-6', className)}>
      <path
        fill="var(--accent)"
        d="M12 2.2c5.6 0 9.8 3.9 9.8 9s-4.2 9-9.8 9c-1.1 0-2.2-.15-3.2-.45L4.3 21.7c-.6.25-1.25-.3-1.1-.95l.95-3.8C2.9 15.35 2.2 13.35 2.2 11.2c0-5.1 4.2-9 9.8-9Z"
      />
      <path
        fill="none"
        stroke="var(--on-accent)"
        strokeWidth="2.2"
        strokeLinecap="round"
        strokeLinejoin="round"
        d="m7.9 11.5 2.9 2.9 5.5-6"
      />
    </svg>
  );
}

/** The mark with the name. */
export function Wordmark({ className }: { className?: string }) {
  return (
    <span className={cn('inline-flex items-center gap-2', className)}>
      <LogoMark />
      <span className="font-semibold text-[1.0625rem] tracking-[-0.02em]">Saydo</span>
    </span>
  );
}
