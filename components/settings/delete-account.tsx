'use client';

import { useState } from 'react';
import { FormNotice } from '@/components/auth/form-notice';
import { ProvenDownload } from '@/components/auth/proven-download';
import { refusalOf, useForm } from '@/components/auth/use-form';
import { useProof } from '@/components/auth/use-proof';
import { Button } from '@/components/ui/button';
import { Dialog } from '@/components/ui/dialog';
import { Field } from '@/components/ui/field';
import { Input } from '@/components/ui/input';
import { deleteMyAccount } from '@/lib/account/actions';
import { deletionWords } from '@/lib/account/deletion-words';

/** Deletes everything, after the way to keep a copy, a proof of who it is, and typed words. */
export function DeleteAccount() {
  const [open, setOpen] = useState(false);
  const { withProof, dialog } = useProof();
  return (
    <>
      <Button
        variant="quiet-danger"
        className="self-start"
        onClick={() => void withProof(() => setOpen(true))}
      >
        Delete account…
      </Button>
      {dialog}
      <Dialog
        open={open}
        onOpenChange={setOpen}
        title="Delete your account?"
        description="Your tasks, conversations and settings are deleted at once and for good. It can’t be undone."
      >
        <DeleteForm />
      </Dialog>
    </>
  );
}

function DeleteForm() {
  const { state, pending, props } = useForm(deleteMyAccount);
  return (
    <form {...props} className="flex flex-col gap-4">
      <ExportLink />
      <FormNotice state={state} fields={['confirmation']} />
      <Field
        label={`Type “${deletionWords}”`}
        name="confirmation"
        error={refusalOf(state, 'confirmation')}
      >
        <Input name="confirmation" autoComplete="off" autoCapitalize="none" required />
      </Field>
      <Button type="submit" variant="danger" size="lg" busy={pending}>
        Delete account for good
      </Button>
    </form>
  );
}

/** A copy of everything, as a file. */
export function ExportLink() {
  return <ProvenDownload href="/api/account/export">Export your data</ProvenDownload>;
}
