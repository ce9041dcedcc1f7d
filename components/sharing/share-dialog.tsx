'use client';

import { lazy, Suspense } from 'react';
import { Dialog } from '../ui/dialog';

// Most people open it seldom, and every page would load it.
const ShareForm = lazy(() => import('./share-form'));

type ShareDialogProps = {
  open: boolean;
  onOpenChange: (open: boolean) => void;
  conversationId: string;
};

/** Shares a conversation as it is now, and ends the links that it has. */
export function ShareDialog({ open, onOpenChange, conversationId }: ShareDialogProps) {
  return (
    <Dialog
      open={open}
      onOpenChange={onOpenChange}
      title="Share a copy"
      description="Whoever has the link can read this conversation as it is now. What is said later is not in it."
    >
      <Suspense fallback={<p className="text-ink-faint text-sm">One moment…</p>}>
        <ShareForm conversationId={conversationId} />
      </Suspense>
    </Dialog>
  );
}
