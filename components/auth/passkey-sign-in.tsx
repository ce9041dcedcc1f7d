'use client';

import { KeyRound } from 'lucide-react';
import { useCallback, useEffect, useState, useSyncExternalStore } from 'react';
import { Button } from '@/components/ui/button';
import type { FormState } from '@/lib/auth/forms';
import { settleIn } from '@/lib/auth/passkeys/actions';
import { FormNotice } from './form-notice';
import { hasPasskeys, type Outcome, signInWithPasskey } from './passkey-ceremony';

/** A challenge is good for five minutes; the one that waits in the address field is renewed before. */
const RENEW_AFTER = 4 * 60 * 1000;

/** Signs in with a passkey, without an address; browsers that can offer it in the address field too. */
export function PasskeySignIn({ next }: { next: string }) {
  const can = useSyncExternalStore(never, hasPasskeys, () => false);
  const [state, setState] = useState<FormState>({});
  const [pending, setPending] = useState(false);
  const finish = useCallback(
    async (outcome: Outcome) => setState(outcome.ok ? await settleIn(next) : outcome),
    [next],
  );

  useEffect(() => {
    if (!can) return;
    let open = true;
    // What is chosen in the field signs in; a wait that ends otherwise is nobody's to read.
    const wait = async () => {
      if (!(await PublicKeyCredential.isConditionalMediationAvailable?.()) || !open) return;
      const outcome = await signInWithPasskey({ autofill: true });
      if (open && outcome.ok) await finish(outcome);
    };
    void wait();
    const renewal = setInterval(() => void wait(), RENEW_AFTER);
    return () => {
      open = false;
      clearInterval(renewal);
    };
  }, [can, finish]);

  // Without scripts, or without passkeys in the browser, there is nothing to press.
  if (!can) return null;
  return (
    <div className="flex flex-col gap-2">
      <Button
        size="lg"
        busy={pending}
        className="w-full"
        onClick={async () => {
          setPending(true);
          await finish(await signInWithPasskey());
          setPending(false);
        }}
      >
        <KeyRound aria-hidden="true" className="size-4" />
        Sign in with a passkey
      </Button>
      <FormNotice state={state} />
    </div>
  );
}

const never = () => () => {};
