'use client';

import { Menu as BaseMenu } from '@base-ui/react/menu';
import { type ReactElement, type ReactNode, useRef } from 'react';
import { cn } from './cn';

type MenuProps = {
  /** The element that opens the menu: a `Button`, named. */
  trigger: ReactElement;
  children: ReactNode;
  side?: 'top' | 'bottom' | 'right' | 'left';
  align?: 'start' | 'center' | 'end';
  className?: string;
};

/** A menu of actions; fill it with `MenuItem`, `MenuLink` and `MenuSeparator`. */
export function Menu({ trigger, children, side = 'bottom', align = 'end', className }: MenuProps) {
  const landmark = useRef<HTMLElement | null>(null);
  return (
    <BaseMenu.Root>
      <BaseMenu.Trigger
        render={trigger}
        ref={(button: HTMLElement | null) => {
          landmark.current =
            button?.closest<HTMLElement>('main, [role=main], [role=complementary]') ?? null;
        }}
      />
      {/* In the landmark of its button, where a screen reader looks for it. */}
      <BaseMenu.Portal container={landmark}>
        <BaseMenu.Positioner
          side={side}
          align={align}
          sideOffset={6}
          positionMethod="fixed"
          className="z-50 outline-none"
        >
          <BaseMenu.Popup
            className={cn(
              'min-w-44 origin-(--transform-origin) rounded-xl border border-line bg-raised p-1 text-sm shadow-float outline-none transition-[opacity,scale] duration-150 data-ending-style:scale-98 data-ending-style:opacity-0 data-starting-style:scale-98 data-starting-style:opacity-0',
              className,
            )}
          >
            {children}
          </BaseMenu.Popup>
        </BaseMenu.Positioner>
      </BaseMenu.Portal>
    </BaseMenu.Root>
  );
}

const item =
  'flex min-h-8 w-full cursor-pointer select-none items-center gap-2.5 rounded-lg px-2.5 py-1 text-ink outline-none data-highlighted:bg-hover data-disabled:opacity-55 [&_svg]:size-4 [&_svg]:shrink-0 [&_svg]:text-ink-faint';

type MenuItemProps = {
  onClick: () => void;
  children: ReactNode;
  danger?: boolean;
  disabled?: boolean;
};

/** One action of a menu. */
export function MenuItem({ onClick, children, danger, disabled }: MenuItemProps) {
  return (
    <BaseMenu.Item
      onClick={onClick}
      disabled={disabled}
      className={cn(item, danger && 'text-danger-ink [&_svg]:text-danger-ink')}
    >
      {children}
    </BaseMenu.Item>
  );
}

/** One destination of a menu: pass the link element as `render`, its words as children. */
export function MenuLink({ render, children }: { render: ReactElement; children: ReactNode }) {
  return (
    <BaseMenu.Item render={render} nativeButton={false} className={item}>
      {children}
    </BaseMenu.Item>
  );
}

export function MenuSeparator() {
  return <BaseMenu.Separator className="-mx-1 my-1 h-px bg-line" />;
}
