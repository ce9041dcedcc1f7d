'use client';

import type { ReactNode } from 'react';
import { Button } from '@/components/ui/button';
import { Field } from '@/components/ui/field';
import { Input } from '@/components/ui/input';
import { signUp } from '@/lib/auth/actions';
import { EmailField } from './email-field';
import { FormNotice } from './form-notice';
import { PasswordField } from './password-field';
import { refusalOf, useForm } from './use-form';

/** Name, e-mail and password of somebody new; other ways in, above, until the form is through. */
export function SignUpForm({ next, children }: { next: string; children?: ReactNode }) {
  const { state, pending, props } = useForm(signUp);
  if (state.done) return <FormNotice state={state} />;
  return (
    <>
      {children}
      <form {...props} className="flex flex-col gap-4">
        <FormNotice state={state} fields={['name', 'email', 'password']} />
        <input type="hidden" name="next" value={next} />
        <Field label="Name" name="name" error={refusalOf(state, 'name')}>
          <Input
            name="name"
            autoComplete="name"
            required
            maxLength={100}
            defaultValue={state.typed?.name}
          />
        </Field>
        <EmailField typed={state.typed?.email} error={refusalOf(state, 'email')} />
        <PasswordField label="Password" isNew error={refusalOf(state, 'password')} />
        <Button type="submit" variant="primary" size="lg" busy={pending} className="mt-1">
          Create account
        </Button>
      </form>
    </>
  );
}
