'use client';

import { Button } from '@/components/ui/button';
import { agreeToEmail, refuseEmail } from '@/lib/auth/email-actions';
import { FormNotice } from './form-notice';
import { useForm } from './use-form';

/** What the reader of one of the two letters says to the change. */
export function EmailChangeForm({ token, step }: { token: string; step: 'old' | 'new' }) {
  const agree = useForm(agreeToEmail);
  const refuse = useForm(refuseEmail);
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
