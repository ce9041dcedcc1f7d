'use client';

import { KeyRound } from 'lucide-react';
import { useState } from 'react';
import { Button } from '@/components/ui/button';
import type { FormState } from '@/lib/auth/forms';
import { FormNotice } from './form-notice';
import { proveWithPasskey } from './passkey-ceremony';

/** Confirms with a passkey that it is still the same person; `onProven` goes on with what was asked. */
export function UsePasskey({ onProven }: { onProven: () => void }) {
  const [state, setState] = useState<FormState>({});
  const [pending, setPending] = useState(false);
  return (
    <div className="flex flex-col gap-2">
      <FormNotice state={state} />
      <Button
        size="lg"
        busy={pending}
        className="w-full"
        onClick={async () => {
          setPending(true);
          const outcome = await proveWithPasskey();
          setPending(false);
          if (outcome.ok) onProven();
          else setState(outcome);
        }}
      >
        <KeyRound aria-hidden="true" className="size-4" />
        Use a passkey
      </Button>
    </div>
  );
}
