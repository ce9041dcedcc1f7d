import type { ReactNode } from 'react';

/** A small control under its name. */
export function LabelledField({ label, children }: { label: string; children: ReactNode }) {
  return (
    // biome-ignore lint/a11y/noLabelWithoutControl: the control is its child.
    <label className="flex min-w-0 flex-col gap-1">
      <span className="text-ink-faint text-xs">{label}</span>
      {children}
    </label>
  );
}
