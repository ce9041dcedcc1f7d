'use client';

import { ListChecks, PanelLeft, PanelRight, SquarePen } from 'lucide-react';
import Link from 'next/link';
import { usePathname } from 'next/navigation';
import { useEffect } from 'react';
import { SearchIconButton } from '../search/search-button';
import { Button, buttonClass } from '../ui/button';
import { cn } from '../ui/cn';
import { Tooltip } from '../ui/tooltip';
import { type Panel, useShell } from './shell-context';
import { usePageTitle } from './use-page-title';

type TopBarProps = {
  sidebarOpen: boolean;
  tasksOpen: boolean;
  onToggle: (panel: Panel) => void;
};

/** Above the page: what it is called, and the buttons that unfold the panels. */
export function TopBar({ sidebarOpen, tasksOpen, onToggle }: TopBarProps) {
  const { startChat } = useShell();
  const title = usePageTitle();
  const onTasks = usePathname() === '/tasks';
  // A new chat gets its address and its title without a new page.
  useEffect(() => {
    if (title) document.title = `${title} · Saydo`;
  }, [title]);
  const tasksLabel = tasksOpen ? 'Hide tasks' : 'Show tasks';
  return (
    <header className="flex h-12 shrink-0 items-center gap-1 px-2 md:px-3">
      {sidebarOpen ? null : (
        <Tooltip label="Show conversations">
          <Button
            variant="ghost"
            size="icon"
            aria-label="Show conversations"
            className="max-md:hidden"
            onClick={() => onToggle('sidebar')}
          >
            <PanelLeft aria-hidden="true" className="size-4.5" />
          </Button>
        </Tooltip>
      )}
      <p dir="auto" className="min-w-0 flex-1 truncate px-2 font-medium text-ink-soft text-sm">
        {title}
      </p>
      <SearchIconButton className={cn(sidebarOpen && 'md:hidden')} />
      <Link
        href="/"
        aria-label="New chat"
        onClick={startChat}
        className={cn(buttonClass('ghost', 'icon'), sidebarOpen && 'md:hidden')}
      >
        <SquarePen aria-hidden="true" className="size-4.5" />
      </Link>
      <Link
        href="/tasks"
        aria-label="All tasks"
        className={cn(buttonClass('ghost', 'icon'), 'max-md:hidden lg:hidden')}
      >
        <ListChecks aria-hidden="true" className="size-4.5" />
      </Link>
      {onTasks ? null : (
        <Tooltip label={tasksLabel}>
          <Button
            variant="ghost"
            size="icon"
            aria-label={tasksLabel}
            aria-expanded={tasksOpen}
            className="max-lg:hidden"
            onClick={() => onToggle('tasks')}
          >
            <PanelRight aria-hidden="true" className="size-4.5" />
          </Button>
        </Tooltip>
      )}
    </header>
  );
}
