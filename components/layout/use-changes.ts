'use client';

import { useEffect, useRef } from 'react';
import type { Change } from '@/lib/changes';
import { followChanges } from './share-changes';
import { useShell } from './shell-context';

export type { Change };

/**
 * Calls `listener` with what has changed of the person's things, in this tab or anywhere else, and
 * with 'all' when it can't be told what. It says what to read again, soon and often: read it late.
 */
export function useChanges(listener: (change: Change) => void): void {
  const { user } = useShell();
  const latest = useRef(listener);
  useEffect(() => {
    latest.current = listener;
  });
  useEffect(() => followChanges(user.id, (change) => latest.current(change)), [user.id]);
}
