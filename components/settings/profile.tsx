'use client';

import { FormNotice } from '@/components/auth/form-notice';
import { refusalOf } from '@/components/auth/use-form';
import { Button } from '@/components/ui/button';
import { Field } from '@/components/ui/field';
import { Input } from '@/components/ui/input';
import { useSave } from './use-save';

/** The person's name. */
export function Profile({ name }: { name: string }) {
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
      <Button type="submit" busy={pending} className="self-start">
        Save name
      </Button>
    </form>
  );
}
