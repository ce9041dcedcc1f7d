'use client';

import { FormNotice } from '@/components/auth/form-notice';
import { refusalOf } from '@/components/auth/use-form';
import { Button } from '@/components/ui/button';
import { Field } from '@/components/ui/field';
import { Input } from '@/components/ui/input';
import type { Preferences } from '@/lib/account/preferences';
import { useSave } from './use-save';

const parts = ['morning', 'afternoon', 'evening', 'night'] as const;
const titles = { morning: 'Morning', afternoon: 'Afternoon', evening: 'Evening', night: 'Night' };

/** Which time the name of a part of the day means. */
export function DayParts({ saved }: { saved: Preferences['dayParts'] }) {
  const { save, pending, state } = useSave();
  return (
    <form
      className="flex flex-col gap-5"
      onSubmit={(event) => {
        event.preventDefault();
        const form = new FormData(event.currentTarget);
        const time = (part: string) => String(form.get(part));
        save({
          dayParts: {
            morning: time('morning'),
            afternoon: time('afternoon'),
            evening: time('evening'),
            night: time('night'),
          },
        });
      }}
    >
      {state.done ? null : (
        <FormNotice state={state} fields={parts.map((part) => `dayParts.${part}`)} />
      )}
      <div className="grid grid-cols-[repeat(auto-fit,minmax(8.5rem,1fr))] gap-4">
        {parts.map((part) => (
          <Field
            key={part}
            label={titles[part]}
            name={part}
            error={refusalOf(state, `dayParts.${part}`)}
          >
            <Input name={part} type="time" required defaultValue={saved[part]} />
          </Field>
        ))}
      </div>
      <Button type="submit" busy={pending} className="self-start">
        Save times
      </Button>
    </form>
  );
}
