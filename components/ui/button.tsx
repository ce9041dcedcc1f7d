import type { ComponentProps } from 'react';
import { cn } from './cn';
import { Spinner } from './spinner';

type ButtonVariant = 'primary' | 'secondary' | 'ghost' | 'quiet' | 'danger' | 'quiet-danger';
type ButtonSize = 'sm' | 'md' | 'lg' | 'icon' | 'icon-sm';

const base =
  'relative inline-flex shrink-0 select-none items-center justify-center gap-1.5 whitespace-nowrap rounded-lg font-medium transition-[background-color,border-color,color,opacity] disabled:opacity-55 aria-disabled:opacity-55';

const variants: Record<ButtonVariant, string> = {
  primary: 'bg-accent text-on-accent hover:bg-accent-strong active:bg-accent-strong',
  secondary: 'border border-line bg-raised text-ink hover:bg-hover active:bg-pressed',
  ghost: 'text-ink-soft hover:bg-hover hover:text-ink active:bg-pressed',
  quiet: 'text-ink-faint hover:bg-hover hover:text-ink active:bg-pressed',
  danger: 'bg-danger text-on-accent hover:opacity-90 active:opacity-90',
  'quiet-danger': 'border border-line bg-raised text-danger-ink hover:bg-danger-wash',
};

const sizes: Record<ButtonSize, string> = {
  sm: 'h-7 px-2.5 text-[0.8125rem]',
  md: 'h-9 px-3.5 text-sm',
  lg: 'h-11 px-5 text-[0.9375rem]',
  icon: 'size-9',
  'icon-sm': 'size-7',
};

/** The classes of a button, for a link that looks like one. */
export function buttonClass(variant: ButtonVariant = 'secondary', size: ButtonSize = 'md'): string {
  return cn(base, variants[variant], sizes[size]);
}

type ButtonProps = ComponentProps<'button'> & {
  variant?: ButtonVariant;
  size?: ButtonSize;
  /** Shows a spinner in place of the label and refuses clicks, keeping the width. */
  busy?: boolean;
};

/** A button. Icon sizes need an `aria-label`. */
export function Button({
  variant = 'secondary',
  size = 'md',
  busy = false,
  type = 'button',
  className,
  children,
  disabled,
  ...rest
}: ButtonProps) {
  return (
    <button
      type={type}
      className={cn(buttonClass(variant, size), className)}
      disabled={disabled || busy}
      aria-busy={busy || undefined}
      {...rest}
    >
      {busy ? (
        <>
          <span className="invisible inline-flex items-center gap-1.5">{children}</span>
          <Spinner className="absolute" />
        </>
      ) : (
        children
      )}
    </button>
  );
}
