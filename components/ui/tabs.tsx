'use client';

import { Tabs as BaseTabs } from '@base-ui/react/tabs';
import type { ReactNode } from 'react';
import { cn } from './cn';

type TabItem<Value extends string> = { value: Value; label: string; count?: number };

type TabsProps<Value extends string> = {
  /** What the tabs are about, for screen readers. */
  label: string;
  items: readonly TabItem<Value>[];
  value: Value;
  onValueChange: (value: Value) => void;
  className?: string;
  panelClassName?: string;
  /** The panel of the chosen tab. */
  children: ReactNode;
};

/** A row of tabs with an underline, and the panel of the chosen one. */
export function Tabs<Value extends string>(props: TabsProps<Value>) {
  return (
    <BaseTabs.Root
      value={props.value}
      onValueChange={(value: Value) => props.onValueChange(value)}
      className={cn('flex min-h-0 flex-col', props.className)}
    >
      <BaseTabs.List
        aria-label={props.label}
        className="relative flex shrink-0 gap-0.5 border-line border-b px-2"
      >
        {props.items.map((item) => (
          <BaseTabs.Tab
            key={item.value}
            value={item.value}
            className="flex h-10 items-center gap-1.5 rounded-md px-2 font-medium text-[0.8125rem] text-ink-faint -outline-offset-2 transition-colors hover:text-ink data-active:text-ink"
          >
            {item.label}
            {item.count ? (
              <span className="tabular font-normal text-ink-faint text-xs">{item.count}</span>
            ) : null}
          </BaseTabs.Tab>
        ))}
        <BaseTabs.Indicator className="absolute bottom-[-1px] left-0 h-0.5 w-(--active-tab-width) translate-x-(--active-tab-left) rounded-full bg-accent transition-[translate,width] duration-200" />
      </BaseTabs.List>
      <BaseTabs.Panel
        value={props.value}
        keepMounted={false}
        className={cn('min-h-0 -outline-offset-2', props.panelClassName)}
      >
        {props.children}
      </BaseTabs.Panel>
    </BaseTabs.Root>
  );
}
