'use client';

import { Search as Glass } from 'lucide-react';
import { useSyncExternalStore } from 'react';
import { Button } from '../ui/button';
import { cn } from '../ui/cn';
import { showSearch } from './open-search';

/** Opens the search; in the sidebar with its words and its keys. */
export function SearchButton() {
  const keys = useKeys();
  return (
    <Button
      variant="ghost"
      aria-keyshortcuts="Control+K Meta+K"
      onClick={() => showSearch(true)}
      className="justify-start gap-2.5 px-2 text-ink"
    >
      <Glass aria-hidden="true" className="size-4 text-ink-faint" /> Search
      <span aria-hidden="true" className="ms-auto font-normal text-ink-faint text-xs max-md:hidden">
        {keys}
      </span>
    </Button>
  );
}

/** The same where there is only room for its sign. */
export function SearchIconButton({ className }: { className?: string }) {
  return (
    <Button
      variant="ghost"
      size="icon"
      aria-label="Search"
      onClick={() => showSearch(true)}
      className={cn(className)}
    >
      <Glass aria-hidden="true" className="size-4.5" />
    </Button>
  );
}

function useKeys(): string {
  return useSyncExternalStore(
    () => () => {},
    () => (/Mac|iP(?:hone|ad)/.test(navigator.userAgent) ? '⌘K' : 'Ctrl K'),
    () => 'Ctrl K',
  );
}
