'use client';

import { useEffect, useState } from 'react';
import { useShell } from '../layout/shell-context';
import { keep, kept } from '../ui/keep';
import { type Queued, readQueue } from './read-queue';

/**
 * Messages that wait for the running answer, in order. They survive a reload, then paused: nothing is
 * sent that the person doesn't see going.
 */
export function useQueue(conversationId: string) {
  const { user } = useShell();
  const [queued, setQueued] = useState<Queued[]>([]);
  const [paused, setPaused] = useState(false);
  const key = `saydo:queue:${user.id}:${conversationId}`;

  useEffect(() => {
    const stored = readQueue(kept(key));
    if (stored.length === 0) return;
    setQueued(stored);
    setPaused(true);
  }, [key]);

  function store(next: Queued[]) {
    setQueued(next);
    keep(key, next.length > 0 ? JSON.stringify(next) : '');
  }

  return {
    queued,
    paused,
    setPaused,
    add: (message: Queued) => store([...queued, message]),
    remove: (id: string) => store(queued.filter((message) => message.id !== id)),
  };
}
