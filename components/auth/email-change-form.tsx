'use client';

import Link from 'next/link';
import { Button, buttonClass } from '@/components/ui/button';
import { agreeToEmail, refuseEmail } from '@/lib/auth/email-actions';
import { FormNotice } from './form-notice';
import { useForm } from './use-form';

/** What the reader of one of the two letters says to the change. */
export function EmailChangeForm({ token, step }: { token: string; step: 'old' | 'new' }) {
  const agree = useForm(agreeToEmail);
  const refuse = useForm(refuseEmail);
  const answered = agree.state.done ? agree.state : refuse.state;
  if (agree.state.done) return <FormNotice state={agree.state} />;
  if (refuse.state.done) {
    return (
      <>
        <FormNotice state={answered} />
        <Link href="/forgot-password" className={buttonClass('primary', 'lg')}>
          Choose a new password
        </Link>
      </>
    );
  }
  return (
    <>
      <FormNotice state={agree.state.refusal ? agree.state : refuse.state} />
      <form {...agree.props} className="flex flex-col">
        <input type="hidden" name="token" value={token} />
        <Button type="submit" variant="primary" size="lg" busy={agree.pending}>
          {step === 'old' ? 'Yes, go on' : 'Confirm this address'}
        </Button>
      </form>
      {step === 'old' ? (
        <form {...refuse.props} className="flex flex-col">
          <input type="hidden" name="token" value={token} />
          <Button type="submit" size="lg" busy={refuse.pending}>
            No, it wasn’t me
          </Button>
        </form>
      ) : null}
    </>
  );
}
