'use client';

import Link from 'next/link';
import { usePathname } from 'next/navigation';
import { useEffect } from 'react';
import { Button, buttonClass } from '@/components/ui/button';
import { Dialog } from '@/components/ui/dialog';
import { type ProofState, proveAgain } from '@/lib/auth/proof-actions';
import { FormNotice } from './form-notice';
import { PasswordField } from './password-field';
import { proofWays } from './proof-ways';
import { refusalOf, useForm } from './use-form';

type ProveAgainProps = { ways: ProofState; onProven: () => void; onClose: () => void };

/** Asks who it is before something that a stranger at an open computer would do. */
export function ProveAgain({ ways, onProven, onClose }: ProveAgainProps) {
  const others = proofWays.filter(({ isOpen }) => isOpen(ways));
  return (
    <Dialog
      open
      onOpenChange={(open) => {
        if (!open) onClose();
      }}
      title="Is it you?"
      description="It is a while since you signed in. Confirm that it is you; for 15 minutes we won’t ask again."
    >
      <div className="flex flex-col gap-4">
        {ways.password ? <ByPassword onProven={onProven} /> : null}
        {others.map(({ name, Way }) => (
          <Way key={name} onProven={onProven} />
        ))}
        {ways.password || others.length > 0 ? null : <BySigningIn />}
      </div>
    </Dialog>
  );
}

function ByPassword({ onProven }: { onProven: () => void }) {
  const { state, pending, props } = useForm(proveAgain);
  const { done } = state;
  // biome-ignore lint/correctness/useExhaustiveDependencies: what follows is done once.
  useEffect(() => {
    if (done) onProven();
  }, [done]);
  return (
    <form {...props} className="flex flex-col gap-4">
      {done ? null : <FormNotice state={state} fields={['currentPassword']} />}
      <PasswordField
        label="Password"
        name="currentPassword"
        error={refusalOf(state, 'currentPassword')}
      />
      <Button type="submit" variant="primary" size="lg" busy={pending}>
        Confirm
      </Button>
    </form>
  );
}

/** For who signs in with Google or GitHub: they are asked there. */
function BySigningIn() {
  const path = usePathname();
  return (
    <>
      <p className="text-ink-soft text-sm">
        Your account has no password. Sign in again, then come back to this page.
      </p>
      <Link
        href={`/sign-in?next=${encodeURIComponent(path)}`}
        className={buttonClass('primary', 'lg')}
      >
        Sign in again
      </Link>
    </>
  );
}
