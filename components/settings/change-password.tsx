'use client';

import { useRouter } from 'next/navigation';
import { useEffect } from 'react';
import { FormNotice } from '@/components/auth/form-notice';
import { PasswordField } from '@/components/auth/password-field';
import { refusalOf, useForm } from '@/components/auth/use-form';
import { Button } from '@/components/ui/button';
import { changePassword } from '@/lib/account/actions';

/** A new password for somebody who knows the old one. */
export function ChangePassword() {
  const { state, pending, props } = useForm(changePassword);
  const router = useRouter();
  const { done } = state;
  // The change gives this device a session of its own anew: the list of devices has to learn that.
  useEffect(() => {
    if (done) router.refresh();
  }, [done, router]);
  return (
    <form {...props} className="flex flex-col gap-5">
      <FormNotice state={state} fields={['currentPassword', 'password']} />
      <PasswordField
        label="Current password"
        name="currentPassword"
        error={refusalOf(state, 'currentPassword')}
      />
      <PasswordField label="New password" isNew error={refusalOf(state, 'password')} />
      <Button type="submit" busy={pending} className="self-start">
        Change password
      </Button>
    </form>
  );
}
