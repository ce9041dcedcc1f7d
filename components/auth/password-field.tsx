'use client';

import { Eye, EyeOff } from 'lucide-react';
import { type ReactNode, useState } from 'react';
import { Button } from '@/components/ui/button';
import { Field } from '@/components/ui/field';
import { Input } from '@/components/ui/input';
import { passwordLength } from '@/lib/auth/fields';

type PasswordFieldProps = {
  label: string;
  name?: string;
  /** Whether a new one is chosen: then its length is told, and password managers offer one. */
  isNew?: boolean;
  error: string | null;
  aside?: ReactNode;
};

/** A password, hidden until the person asks to see it. */
export function PasswordField({
  label,
  name = 'password',
  isNew,
  error,
  aside,
}: PasswordFieldProps) {
  const [shown, setShown] = useState(false);
  const Icon = shown ? EyeOff : Eye;
  return (
    <Field
      label={label}
      name={name}
      error={error}
      aside={aside}
      hint={
        isNew ? `At least ${passwordLength.min} characters. A few words make a good one.` : null
      }
    >
      <div className="relative">
        <Input
          name={name}
          type={shown ? 'text' : 'password'}
          autoComplete={isNew ? 'new-password' : 'current-password'}
          autoCapitalize="none"
          spellCheck={false}
          required
          minLength={isNew ? passwordLength.min : undefined}
          maxLength={passwordLength.max}
          className="pe-11"
        />
        <span className="absolute inset-y-0 end-1.5 flex items-center">
          <Button
            variant="ghost"
            size="icon-sm"
            aria-label={shown ? `Hide ${label.toLowerCase()}` : `Show ${label.toLowerCase()}`}
            onClick={() => setShown(!shown)}
          >
            <Icon aria-hidden="true" className="size-4" />
          </Button>
        </span>
      </div>
    </Field>
  );
}
