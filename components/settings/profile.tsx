'use client';

import { FormNotice } from '@/components/auth/form-notice';
import { refusalOf } from '@/components/auth/use-form';
import { Button } from '@/components/ui/button';
import { Field } from '@/components/ui/field';
import { Input } from '@/components/ui/input';
import { useSave } from './use-save';

/** The person's name, and the address that can't be changed here. */
export function Profile({ name, email }: { name: string; email: string }) {
  const { save, pending, state } = useSave();
  return (
    <form
      className="flex flex-col gap-5"
      onSubmit={(event) => {
        event.preventDefault();
        save({ name: String(new FormData(event.currentTarget).get('name')) });
      }}
    >
      {state.done ? null : <FormNotice state={state} fields={['name']} />}
      <Field label="Name" name="name" error={refusalOf(state, 'name')}>
        <Input name="name" autoComplete="name" required maxLength={100} defaultValue={name} />
      </Field>
      <p className="wrap-anywhere-safe text-ink-soft text-sm">
        You sign in with <strong className="font-medium text-ink">{email}</strong>.
      </p>
      <Button type="submit" busy={pending} className="self-start">
        Save name
      </Button>
    </form>
  );
}
