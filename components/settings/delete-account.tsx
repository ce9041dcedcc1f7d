'use client';

import { Download } from 'lucide-react';
import { useState } from 'react';
import { FormNotice } from '@/components/auth/form-notice';
import { PasswordField } from '@/components/auth/password-field';
import { refusalOf, useForm } from '@/components/auth/use-form';
import { Button, buttonClass } from '@/components/ui/button';
import { Dialog } from '@/components/ui/dialog';
import { Field } from '@/components/ui/field';
import { Input } from '@/components/ui/input';
import { deleteMyAccount } from '@/lib/account/actions';
import { deletionWords } from '@/lib/account/deletion-words';

/** Deletes everything, after the way to keep a copy, the password and typed words. */
export function DeleteAccount({ hasPassword }: { hasPassword: boolean }) {
  const [open, setOpen] = useState(false);
  return (
    <>
      <Button variant="quiet-danger" className="self-start" onClick={() => setOpen(true)}>
        Delete account…
      </Button>
      <Dialog
        open={open}
        onOpenChange={setOpen}
        title="Delete your account?"
        description="Your tasks, conversations and settings are deleted at once and for good. It can’t be undone."
      >
        <DeleteForm hasPassword={hasPassword} />
      </Dialog>
    </>
  );
}

function DeleteForm({ hasPassword }: { hasPassword: boolean }) {
  const { state, pending, props } = useForm(deleteMyAccount);
  return (
    <form {...props} className="flex flex-col gap-4">
      <ExportLink />
      <FormNotice state={state} fields={['confirmation', 'currentPassword']} />
      {hasPassword ? (
        <PasswordField
          label="Password"
          name="currentPassword"
          error={refusalOf(state, 'currentPassword')}
        />
      ) : (
        <p className="text-ink-soft text-sm">
          You have no password: you must have signed in within the last 15 minutes.
        </p>
      )}
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
  return (
    <a href="/api/account/export" download className={`${buttonClass()} self-start`}>
      <Download aria-hidden="true" className="size-4" />
      Export your data
    </a>
  );
}
