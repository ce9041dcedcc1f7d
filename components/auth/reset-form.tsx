'use client';

import { Button } from '@/components/ui/button';
import { resetPassword } from '@/lib/auth/actions';
import { FormNotice } from './form-notice';
import { PasswordField } from './password-field';
import { refusalOf, useForm } from './use-form';

/** Chooses a new password with the token of a letter's link. */
export function ResetForm({ token }: { token: string }) {
  const { state, pending, props } = useForm(resetPassword);
  return (
    <form {...props} className="flex flex-col gap-4">
      <FormNotice state={state} fields={['password']} />
      <input type="hidden" name="token" value={token} />
      <PasswordField label="New password" isNew error={refusalOf(state, 'password')} />
      <Button type="submit" variant="primary" size="lg" busy={pending} className="mt-1">
        Set the password
      </Button>
    </form>
  );
}
