'use client';

import { Dialog as BaseDialog } from '@base-ui/react/dialog';
import { X } from 'lucide-react';
import type { ReactNode } from 'react';
import { Button } from './button';

const backdrop =
  'fixed inset-0 z-40 bg-[oklch(0.15_0.01_70/0.4)] transition-opacity duration-200 data-ending-style:opacity-0 data-starting-style:opacity-0';
const popup =
  'fixed top-1/2 left-1/2 z-50 max-h-[calc(100dvh-2rem)] w-[calc(100vw-2rem)] max-w-md -translate-x-1/2 -translate-y-1/2 overflow-y-auto rounded-2xl border border-line bg-raised p-5 shadow-float transition-[opacity,scale] duration-200 data-ending-style:scale-98 data-ending-style:opacity-0 data-starting-style:scale-98 data-starting-style:opacity-0';

type DialogProps = {
  open: boolean;
  onOpenChange: (open: boolean) => void;
  title: ReactNode;
  description?: ReactNode;
  children?: ReactNode;
};

/** A modal window with a title and a close button. */
export function Dialog(props: DialogProps) {
  return (
    <BaseDialog.Root open={props.open} onOpenChange={props.onOpenChange}>
      <BaseDialog.Portal>
        <BaseDialog.Backdrop className={backdrop} />
        <BaseDialog.Popup className={popup}>
          <div className="flex items-start justify-between gap-3">
            <BaseDialog.Title className="text-lg font-semibold tracking-tight">
              {props.title}
            </BaseDialog.Title>
            <BaseDialog.Close
              render={<Button variant="ghost" size="icon-sm" aria-label="Close" />}
              className="-mt-0.5 -me-1.5"
            >
              <X aria-hidden="true" className="size-4" />
            </BaseDialog.Close>
          </div>
          {props.description ? (
            <BaseDialog.Description className="mt-1 text-sm text-ink-soft">
              {props.description}
            </BaseDialog.Description>
          ) : null}
          {props.children ? <div className="mt-4">{props.children}</div> : null}
        </BaseDialog.Popup>
      </BaseDialog.Portal>
    </BaseDialog.Root>
  );
}
