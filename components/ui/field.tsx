'use client';

import { Field as BaseField } from '@base-ui/react/field';
import type { ReactNode } from 'react';
import { cn } from './cn';

type FieldProps = {
  label: ReactNode;
  name?: string;
  /** One line of help under the field. */
  hint?: ReactNode;
  /** What is wrong, from the server or a check; marks the field invalid and is read out with it. */
  error?: string | null;
  /** Something on the label's line, at the end: a link such as "Forgot it?". */
  aside?: ReactNode;
  className?: string;
  children: ReactNode;
};

/** A labelled form field with its help and its error; put one `Input` inside. */
export function Field({ label, name, hint, error, aside, className, children }: FieldProps) {
  return (
    <BaseField.Root
      name={name}
      invalid={Boolean(error)}
      className={cn('flex flex-col gap-1.5', className)}
    >
      <div className="flex items-baseline justify-between gap-3">
        <BaseField.Label className="text-sm font-medium text-ink">{label}</BaseField.Label>
        {aside}
      </div>
      {children}
      {hint ? (
        <BaseField.Description className="text-[0.8125rem] text-ink-faint">
          {hint}
        </BaseField.Description>
      ) : null}
      <BaseField.Error match={Boolean(error)} className="text-[0.8125rem] text-danger-ink">
        {error}
      </BaseField.Error>
    </BaseField.Root>
  );
}
