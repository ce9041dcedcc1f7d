'use client';

import { Button } from '@/components/ui/button';
import { Field } from '@/components/ui/field';
import { Input } from '@/components/ui/input';
import { signInWithCode } from '@/lib/auth/two-factor/actions';
import { FormNotice } from './form-notice';
import { refusalOf, useForm } from './use-form';

/** The second step of signing in: six digits, or a backup code. */
export function CodeForm({ kind, next }: { kind: 'code' | 'backup'; next: string }) {
  const { state, pending, props } = useForm(signInWithCode);
  return (
    <form {...props} className="flex flex-col gap-4">
      <FormNotice state={state} fields={['code']} />
      <input type="hidden" name="kind" value={kind} />
      <input type="hidden" name="next" value={next} />
      <CodeField
        kind={kind}
        error={refusalOf(state, 'code')}
        hint={state.refusal?.try_next}
        autoFocus
      />
      <Button type="submit" variant="primary" size="lg" busy={pending} className="mt-1">
        Sign in
      </Button>
    </form>
  );
}

type CodeFieldProps = {
  kind: 'code' | 'backup';
  error: string | null;
  hint?: string | undefined;
  autoFocus?: boolean;
  className?: string;
};

/** A code as its owner reads it off: digits for a phone's pad, or the letters of a backup code. */
export function CodeField({ kind, error, hint, autoFocus = false, className }: CodeFieldProps) {
  const isBackup = kind === 'backup';
  return (
    <Field
      label={isBackup ? 'Backup code' : 'Code'}
      name="code"
      className={className ?? ''}
      error={error}
      hint={error ? hint : isBackup ? 'Ten letters and digits. Each code works once.' : null}
    >
      <Input
        name="code"
        inputMode={isBackup ? 'text' : 'numeric'}
        autoComplete="one-time-code"
        autoCapitalize="none"
        spellCheck={false}
        required
        maxLength={20}
        // The page is about this one field.
        autoFocus={autoFocus}
        className="h-12 font-mono text-lg tracking-[0.2em] sm:text-lg"
      />
    </Field>
  );
}
