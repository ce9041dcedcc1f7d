'use client';

import { useRouter } from 'next/navigation';
import { useEffect, useState } from 'react';
import { EmailField } from '@/components/auth/email-field';
import { FormNotice } from '@/components/auth/form-notice';
import { refusalOf, useForm } from '@/components/auth/use-form';
import { useProof } from '@/components/auth/use-proof';
import { Button } from '@/components/ui/button';
import { Dialog } from '@/components/ui/dialog';
import { askForEmail } from '@/lib/auth/email-actions';

/** The address somebody signs in with, and the way to another one. */
export function ChangeEmail({ email, byLetter }: { email: string; byLetter: boolean }) {
  const [open, setOpen] = useState(false);
  const { withProof, dialog } = useProof();
  return (
    <>
      <p className="wrap-anywhere-safe text-ink-soft text-sm">
        You sign in with <strong className="font-medium text-ink">{email}</strong>.
      </p>
      <Button className="self-start" onClick={() => void withProof(() => setOpen(true))}>
        Change address…
      </Button>
      {dialog}
      <Dialog
        open={open}
        onOpenChange={setOpen}
        title="Change your address"
        description={
          byLetter
            ? 'A letter goes to the address you have now, then one to the new address. Nothing changes before both links were opened.'
            : 'It changes at once: this Saydo sends no mail. Every other device is signed out.'
        }
      >
        <ChangeForm />
      </Dialog>
    </>
  );
}

function ChangeForm() {
  const { state, pending, props } = useForm(askForEmail);
  const router = useRouter();
  const { done } = state;
  // Without letters the address has changed: the page shows it.
  useEffect(() => {
    if (done) router.refresh();
  }, [done, router]);
  if (done) return <FormNotice state={state} />;
  return (
    <form {...props} className="flex flex-col gap-4">
      <FormNotice state={state} fields={['email']} />
      <EmailField label="New e-mail" error={refusalOf(state, 'email')} typed={state.typed?.email} />
      <Button type="submit" variant="primary" size="lg" busy={pending}>
        Change address
      </Button>
    </form>
  );
}
