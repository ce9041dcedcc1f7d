'use client';

import { type ReactNode, useState } from 'react';
import { Button } from '@/components/ui/button';
import { Field } from '@/components/ui/field';
import { Input } from '@/components/ui/input';
import { signUp } from '@/lib/auth/actions';
import type { FormState } from '@/lib/auth/forms';
import { EmailField } from './email-field';
import { FormNotice } from './form-notice';
import { PasskeySignUp } from './passkey-sign-up';
import { PasswordField } from './password-field';
import { refusalOf, useForm } from './use-form';

type SignUpFormProps = {
  next: string;
  /** Whether a passkey may take the password's place. */
  withPasskey: boolean;
  children?: ReactNode;
};

/**
 * Name, e-mail, and a password or a passkey of somebody new; other ways in, above, until the form is
 * through.
 */
export function SignUpForm({ next, withPasskey, children }: SignUpFormProps) {
  const { state: sent, pending, props } = useForm(signUp);
  const [keyed, setKeyed] = useState<FormState | null>(null);
  // What was pressed last has the word.
  const state = keyed ?? sent;
  if (state.done) return <FormNotice state={state} />;
  return (
    <>
      {children}
      <form
        {...props}
        onSubmit={(event) => {
          setKeyed(null);
          props.onSubmit(event);
        }}
        className="flex flex-col gap-4"
      >
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
        {withPasskey ? <PasskeySignUp form={props.ref} next={next} onAnswer={setKeyed} /> : null}
      </form>
    </>
  );
}
