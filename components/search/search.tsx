'use client';

import { type ComponentType, useEffect, useState } from 'react';
import { toast } from '../ui/toast';
import { showSearch, useSearchOpen } from './open-search';

const load = () => import('./palette');

/** The search over the page, by its button or Ctrl/Cmd+K. It is loaded when it is first wanted. */
export function Search() {
  const open = useSearchOpen();
  const [Palette, setPalette] = useState<ComponentType<{ open: boolean }> | null>(null);

  useEffect(() => {
    const onKeyDown = (event: KeyboardEvent) => {
      const wanted = (event.ctrlKey || event.metaKey) && !event.altKey && !event.shiftKey;
      if (!wanted || event.key.toLowerCase() !== 'k') return;
      event.preventDefault();
      if (!event.repeat) showSearch(true);
    };
    window.addEventListener('keydown', onKeyDown);
    return () => {
      window.removeEventListener('keydown', onKeyDown);
      showSearch(false);
    };
  }, []);

  useEffect(() => {
    if (!open || Palette) return;
    load().then(
      (module) => setPalette(() => module.Palette),
      () => {
        showSearch(false);
        toast({
          tone: 'error',
          title: 'Search can’t be opened.',
          description: 'Saydo can’t be reached. Try again when you are back online.',
        });
      },
    );
  }, [open, Palette]);

  return Palette ? <Palette open={open} /> : null;
}
