'use client';

import Link from 'next/link';
import { Button } from '@/components/ui/button';
import { signIn } from '@/lib/auth/actions';
import { EmailField } from './email-field';
import { FormNotice } from './form-notice';
import { PasswordField } from './password-field';
import { refusalOf, useForm } from './use-form';

type SignInFormProps = {
  next: string;
  /** Where a forgotten password is reset; absent where no mail can be sent. */
  resetHref?: string | undefined;
};

/** E-mail and password of somebody who has an account. */
export function SignInForm({ next, resetHref }: SignInFormProps) {
  const { state, pending, props } = useForm(signIn);
  return (
    <form {...props} className="flex flex-col gap-4">
      <FormNotice state={state} fields={['email', 'password']} />
      <input type="hidden" name="next" value={next} />
      <EmailField typed={state.typed?.email} error={refusalOf(state, 'email')} offersPasskey />
      <PasswordField
        label="Password"
        error={refusalOf(state, 'password')}
        aside={
          resetHref && (
            <Link href={resetHref} className="text-[0.8125rem] text-accent-ink hover:underline">
              Forgot it?
            </Link>
          )
        }
      />
      <Button type="submit" variant="primary" size="lg" busy={pending} className="mt-1">
        Sign in
      </Button>
    </form>
  );
}
