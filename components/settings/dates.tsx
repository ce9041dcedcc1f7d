'use client';

import { type ReactNode, useState } from 'react';
import { FormNotice } from '@/components/auth/form-notice';
import { refusalOf } from '@/components/auth/use-form';
import { Button } from '@/components/ui/button';
import { Field } from '@/components/ui/field';
import { NativeSelect } from '@/components/ui/input';
import { Segmented } from '@/components/ui/segmented';
import type { Preferences } from '@/lib/account/preferences';
import { useSave } from './use-save';

const weekStarts = [
  { value: '1', label: 'Monday' },
  { value: '0', label: 'Sunday' },
  { value: '6', label: 'Saturday' },
] as const;
const dateOrders = [
  { value: 'mdy', label: '3/4 is March 4' },
  { value: 'dmy', label: '3/4 is 3 April' },
] as const;
const nextWeekdays = [
  { value: 'nearest', label: 'The nearest Friday' },
  { value: 'after', label: 'The one after' },
] as const;

type DatesProps = {
  preferences: Pick<Preferences, 'timeZone' | 'weekStart' | 'dateOrder' | 'nextWeekday'>;
  timeZones: string[];
};

/** The zone, the week and how a date is read that may be two. Each is saved when it is chosen. */
export function Dates({ preferences, timeZones }: DatesProps) {
  const { save, state } = useSave();
  const [weekStart, setWeekStart] = useState(preferences.weekStart);
  const [dateOrder, setDateOrder] = useState(preferences.dateOrder);
  const [nextWeekday, setNextWeekday] = useState(preferences.nextWeekday);
  return (
    <>
      {state.done ? null : <FormNotice state={state} fields={['timeZone']} />}
      <TimeZone
        saved={preferences.timeZone}
        timeZones={timeZones}
        error={refusalOf(state, 'timeZone')}
        onSave={(timeZone) => save({ timeZone })}
      />
      <Choice label="The week begins on">
        <Segmented
          label="The week begins on"
          options={weekStarts}
          value={`${weekStart}`}
          onValueChange={(value) => {
            const next = value === '0' ? 0 : value === '6' ? 6 : 1;
            setWeekStart(next);
            save({ weekStart: next }, () => setWeekStart(weekStart));
          }}
        />
      </Choice>
      <Choice label="Dates in numbers">
        <Segmented
          label="Dates in numbers"
          options={dateOrders}
          value={dateOrder}
          onValueChange={(next) => {
            setDateOrder(next);
            save({ dateOrder: next }, () => setDateOrder(dateOrder));
          }}
        />
      </Choice>
      <Choice label="“Next Friday”">
        <Segmented
          label="“Next Friday”"
          options={nextWeekdays}
          value={nextWeekday}
          onValueChange={(next) => {
            setNextWeekday(next);
            save({ nextWeekday: next }, () => setNextWeekday(nextWeekday));
          }}
        />
      </Choice>
    </>
  );
}

type TimeZoneProps = {
  saved: string | null;
  timeZones: string[];
  error: string | null;
  onSave: (timeZone: string) => void;
};

function TimeZone({ saved, timeZones, error, onSave }: TimeZoneProps) {
  // The stored zone may arrive after the page: the first visit's browser has just told it.
  const [chosen, setChosen] = useState<string | null>(null);
  const choose = (next: string) => {
    setChosen(next);
    onSave(next);
  };
  return (
    <Field
      label="Time zone"
      name="timeZone"
      error={error}
      hint="What “tomorrow at 5” means. It does not follow you when you travel."
    >
      <div className="flex flex-wrap gap-2">
        <NativeSelect
          name="timeZone"
          aria-label="Time zone"
          value={chosen ?? saved ?? 'UTC'}
          onChange={(event) => choose(event.currentTarget.value)}
          className="min-w-0 flex-1 basis-52"
        >
          {timeZones.map((name) => (
            <option key={name} value={name}>
              {name.replaceAll('_', ' ')}
            </option>
          ))}
        </NativeSelect>
        <Button
          className="h-10"
          onClick={() => choose(Intl.DateTimeFormat().resolvedOptions().timeZone)}
        >
          Use this device’s
        </Button>
      </div>
    </Field>
  );
}

function Choice({ label, children }: { label: string; children: ReactNode }) {
  return (
    <div className="flex flex-col items-start gap-1.5">
      <span aria-hidden="true" className="font-medium text-sm">
        {label}
      </span>
      {children}
    </div>
  );
}
