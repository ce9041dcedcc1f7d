'use client';

import { Input as BaseInput } from '@base-ui/react/input';
import type { ComponentProps } from 'react';
import { cn } from './cn';

const box =
  'w-full rounded-lg border border-edge bg-raised px-3 text-base text-ink transition-[border-color,box-shadow] sm:text-[0.9375rem] hover:border-ink-faint focus-visible:border-accent-ink focus-visible:outline-1 focus-visible:outline-offset-0 data-invalid:border-danger-ink aria-invalid:border-danger-ink disabled:opacity-60';

/** A one-line text field. Inside a `Field` it is labelled and described by it. */
export function Input({ className, ...rest }: ComponentProps<'input'>) {
  return <BaseInput className={cn(box, 'h-10', className)} {...rest} />;
}

/** A text field of several lines. Give it a label of its own. */
export function Textarea({ className, ...rest }: ComponentProps<'textarea'>) {
  return <textarea className={cn(box, 'min-h-20 resize-y py-2', className)} {...rest} />;
}

/** The browser's own select, dressed as an input: it opens the platform's picker on a phone. */
export function NativeSelect({ className, ...rest }: ComponentProps<'select'>) {
  return <select className={cn(box, 'h-10 pe-8', className)} {...rest} />;
}
