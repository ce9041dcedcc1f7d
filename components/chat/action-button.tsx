'use client';

import { type ReactNode, useState } from 'react';
import { Button } from '../ui/button';
import { cn } from '../ui/cn';

type ActionButtonProps = {
  label: string;
  /** Why it can't be done just now. It stays reachable, so that the reason can be read. */
  blocked?: string | null;
  pressed?: boolean;
  onClick: () => unknown;
  children: ReactNode;
};

/** One small action of a message: quiet, always there. It is busy until it is done. */
export function ActionButton({ label, blocked, pressed, onClick, children }: ActionButtonProps) {
  const [busy, setBusy] = useState(false);

  async function act() {
    if (blocked) return;
    setBusy(true);
    try {
      await onClick();
    } finally {
      setBusy(false);
    }
  }

  return (
    <Button
      variant="quiet"
      size="icon-sm"
      aria-label={label}
      title={blocked ? `${label}. ${blocked}` : label}
      aria-disabled={blocked ? true : undefined}
      aria-description={blocked ?? undefined}
      aria-pressed={pressed}
      busy={busy}
      onClick={() => void act()}
      className={cn('[&_svg]:size-4', pressed && 'bg-pressed text-ink')}
    >
      {children}
    </Button>
  );
}
