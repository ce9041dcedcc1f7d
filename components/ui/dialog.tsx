'use client';

import { AlertDialog } from '@base-ui/react/alert-dialog';
import { Dialog as BaseDialog } from '@base-ui/react/dialog';
import { X } from 'lucide-react';
import type { ReactNode } from 'react';
import { Button, type ButtonVariant } from './button';
import { cn } from './cn';

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
  /** Buttons, the main one last. */
  footer?: ReactNode;
  className?: string;
};

/** A modal window with a title and a close button. */
export function Dialog(props: DialogProps) {
  return (
    <BaseDialog.Root open={props.open} onOpenChange={props.onOpenChange}>
      <BaseDialog.Portal>
        <BaseDialog.Backdrop className={backdrop} />
        <BaseDialog.Popup className={cn(popup, props.className)}>
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
          {props.footer ? (
            <div className="mt-5 flex flex-wrap justify-end gap-2">{props.footer}</div>
          ) : null}
        </BaseDialog.Popup>
      </BaseDialog.Portal>
    </BaseDialog.Root>
  );
}

type ConfirmProps = {
  open: boolean;
  onOpenChange: (open: boolean) => void;
  title: ReactNode;
  /** What will happen and whether it can be undone. */
  description: ReactNode;
  confirmLabel: string;
  confirmVariant?: ButtonVariant;
  busy?: boolean;
  onConfirm: () => void;
  /** A field such as "type your password". */
  children?: ReactNode;
};

/** Asks before something that can't be undone. It stays open until `onOpenChange(false)`. */
export function ConfirmDialog(props: ConfirmProps) {
  return (
    <AlertDialog.Root open={props.open} onOpenChange={props.onOpenChange}>
      <AlertDialog.Portal>
        <AlertDialog.Backdrop className={backdrop} />
        <AlertDialog.Popup className={popup}>
          <AlertDialog.Title className="text-lg font-semibold tracking-tight">
            {props.title}
          </AlertDialog.Title>
          <AlertDialog.Description className="mt-1 text-sm text-ink-soft">
            {props.description}
          </AlertDialog.Description>
          {props.children ? <div className="mt-4">{props.children}</div> : null}
          <div className="mt-5 flex flex-wrap justify-end gap-2">
            <AlertDialog.Close render={<Button variant="ghost" disabled={props.busy} />}>
              Cancel
            </AlertDialog.Close>
            <Button
              variant={props.confirmVariant ?? 'danger'}
              busy={props.busy}
              onClick={props.onConfirm}
            >
              {props.confirmLabel}
            </Button>
          </div>
        </AlertDialog.Popup>
      </AlertDialog.Portal>
    </AlertDialog.Root>
  );
}
