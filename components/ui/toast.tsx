'use client';

import { Toast } from '@base-ui/react/toast';
import { X } from 'lucide-react';
import { Button } from './button';
import { cn } from './cn';

const manager = Toast.createToastManager();

type ToastOptions = {
  /** What happened. */
  title: string;
  /** What is safe, or what to do next. */
  description?: string;
  tone?: 'neutral' | 'error';
  action?: { label: string; onClick: () => void };
};

const undoableFor = 8000;
const plainFor = 4000;

/** Shows a short message in the corner; one with an action stays 8 seconds, an error until it is closed. */
export function toast({ title, description, tone = 'neutral', action }: ToastOptions): string {
  const id = manager.add({
    title,
    description,
    type: tone,
    timeout: tone === 'error' ? 0 : action ? undoableFor : plainFor,
    actionProps: action
      ? {
          children: action.label,
          onClick: () => {
            manager.close(id);
            action.onClick();
          },
        }
      : undefined,
  });
  return id;
}

/** Takes every message away before its time. */
export function closeToasts(): void {
  manager.close();
}

/** Where toasts appear; the root layout has the only one. */
export function Toaster() {
  return (
    <Toast.Provider toastManager={manager} limit={3}>
      <Toast.Portal>
        <Toast.Viewport className="fixed inset-x-3 bottom-20 z-60 mx-auto flex max-w-sm flex-col-reverse gap-2 outline-none md:inset-x-auto md:right-5 md:bottom-5 md:w-96">
          <ToastList />
        </Toast.Viewport>
      </Toast.Portal>
    </Toast.Provider>
  );
}

function ToastList() {
  const { toasts } = Toast.useToastManager();
  return toasts.map((item) => (
    <Toast.Root
      key={item.id}
      toast={item}
      className={cn(
        'rounded-xl border border-line bg-raised shadow-float transition-[opacity,translate] duration-200 data-ending-style:opacity-0 data-limited:hidden data-starting-style:translate-y-2 data-starting-style:opacity-0',
        item.type === 'error' && 'border-danger-ink',
      )}
    >
      <Toast.Content className="flex items-center gap-2 py-2 ps-3.5 pe-2">
        <div className="wrap-anywhere-safe flex-1 py-1 text-sm">
          <Toast.Title className="font-medium" />
          <Toast.Description className="text-ink-soft" />
        </div>
        <Toast.Action render={<Button size="sm" variant="secondary" />} />
        {/* Toasts are not stacked here: each is in view, and so is its button. */}
        <Toast.Close
          aria-hidden={false}
          render={<Button size="icon-sm" variant="ghost" aria-label="Dismiss" />}
        >
          <X aria-hidden="true" className="size-4" />
        </Toast.Close>
      </Toast.Content>
    </Toast.Root>
  ));
}
