'use client';

import { Button } from '@/components/ui/button';
import { requestReset } from '@/lib/auth/actions';
import { EmailField } from './email-field';
import { FormNotice } from './form-notice';
import { refusalOf, useForm } from './use-form';

/** Asks for a link to choose a new password. */
export function ForgotForm() {
  const { state, pending, props } = useForm(requestReset);
  return (
    <form {...props} className="flex flex-col gap-4">
      <FormNotice state={state} fields={['email']} />
      <EmailField typed={state.typed?.email} error={refusalOf(state, 'email')} />
      <Button type="submit" variant="primary" size="lg" busy={pending} className="mt-1">
        Send the link
      </Button>
    </form>
  );
}
