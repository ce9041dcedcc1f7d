'use client';

import { KeyRound } from 'lucide-react';
import { type RefObject, useState, useSyncExternalStore } from 'react';
import { Button } from '@/components/ui/button';
import type { FormState } from '@/lib/auth/forms';
import { settleIn } from '@/lib/auth/passkeys/actions';
import { hasPasskeys, signUpWithPasskey } from './passkey-ceremony';

type PasskeySignUpProps = {
  /** The form whose name and address are taken; its password is not. */
  form: RefObject<HTMLFormElement | null>;
  next: string;
  onAnswer: (state: FormState) => void;
};

/** Makes the account with a passkey in the password's place. */
export function PasskeySignUp({ form, next, onAnswer }: PasskeySignUpProps) {
  const can = useSyncExternalStore(never, hasPasskeys, () => false);
  const [pending, setPending] = useState(false);
  if (!can) return null;
  const signUp = async () => {
    const typed = new FormData(form.current ?? undefined);
    const who = {
      name: String(typed.get('name')).trim(),
      email: String(typed.get('email')).trim(),
    };
    setPending(true);
    const outcome = await signUpWithPasskey(who);
    if (!outcome.ok) onAnswer({ ...outcome, typed: who });
    else if (outcome.answer.confirm) {
      onAnswer({ done: `We have sent a letter to ${who.email}. Open it to confirm the address.` });
    } else onAnswer(await settleIn(next));
    setPending(false);
  };
  return (
    <Button size="lg" busy={pending} onClick={signUp}>
      <KeyRound aria-hidden="true" className="size-4" />
      Use a passkey instead
    </Button>
  );
}

const never = () => () => {};
