'use client';

import { useMemo, useState } from 'react';
import type { QuickAdd } from '@/lib/tasks/quick-add';
import { useShell } from '../layout/shell-context';
import type { Understood } from './understand';

type Reader = typeof import('./understand');

/**
 * How quick add reads what was typed so far; null until the reader is there, which is big and comes
 * when `load` is called. Without it a task is added all the same: the server reads it.
 */
export function useUnderstood({ text, plain, split }: QuickAdd, day?: string) {
  const { habits } = useShell();
  const [reader, setReader] = useState<Reader | null>(null);
  const understood = useMemo<Understood | null>(() => {
    if (!reader || !text.trim()) return null;
    const quick = { text, ...(plain && { plain }), ...(split && { split }) };
    return reader.understand(quick, { ...habits, now: new Date() }, day);
  }, [reader, text, plain, split, habits, day]);

  function load() {
    if (!reader) void import('./understand').then(setReader, () => {});
  }
  return { understood, load };
}
