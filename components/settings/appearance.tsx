'use client';

import { useState } from 'react';
import { FormNotice } from '@/components/auth/form-notice';
import { Segmented } from '@/components/ui/segmented';
import { applyTheme, type Theme } from '@/components/ui/theme';
import { useSave } from './use-save';

const themes = [
  { value: 'system', label: 'Like this device' },
  { value: 'light', label: 'Light' },
  { value: 'dark', label: 'Dark' },
] as const;

/** Light or dark, at once. */
export function Appearance({ theme: saved }: { theme: Theme }) {
  const [theme, setTheme] = useState(saved);
  const { save, state } = useSave();
  const show = (next: Theme) => {
    setTheme(next);
    applyTheme(next);
  };
  return (
    <>
      <Segmented
        label="Theme"
        className="self-start"
        options={themes}
        value={theme}
        onValueChange={(next) => {
          show(next);
          save({ theme: next }, () => show(theme));
        }}
      />
      {state.done ? null : <FormNotice state={state} />}
    </>
  );
}
