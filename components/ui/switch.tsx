'use client';

import { Switch as BaseSwitch } from '@base-ui/react/switch';

type SwitchProps = {
  checked: boolean;
  onCheckedChange: (checked: boolean) => void;
  disabled?: boolean;
  name?: string;
  'aria-label'?: string;
  'aria-labelledby'?: string;
};

/** Something that is on or off and takes effect at once. */
export function Switch(props: SwitchProps) {
  return (
    <BaseSwitch.Root
      {...props}
      className="relative inline-flex h-6 w-10 shrink-0 items-center rounded-full border border-edge bg-sunken p-0.5 transition-colors data-checked:border-accent data-checked:bg-accent data-disabled:opacity-55"
    >
      <BaseSwitch.Thumb className="size-4.5 rounded-full bg-ink-faint transition-[translate,background-color] duration-200 data-checked:translate-x-4 data-checked:bg-on-accent" />
    </BaseSwitch.Root>
  );
}
