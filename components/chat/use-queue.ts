'use client';

import { useEffect, useState } from 'react';

export type Queued = { id: string; text: string };

const keyOf = (conversationId: string) => `saydo:queue:${conversationId}`;

/**
 * Messages that wait for the running answer, in order. They survive a reload, then paused: nothing is
 * sent that the person doesn't see going.
 */
export function useQueue(conversationId: string) {
  const [queued, setQueued] = useState<Queued[]>([]);
  const [paused, setPaused] = useState(false);

  useEffect(() => {
    const stored = localStorage.getItem(keyOf(conversationId));
    if (!stored) return;
    setQueued(JSON.parse(stored) as Queued[]);
    setPaused(true);
  }, [conversationId]);

  function store(next: Queued[]) {
    setQueued(next);
    if (next.length > 0) localStorage.setItem(keyOf(conversationId), JSON.stringify(next));
    else localStorage.removeItem(keyOf(conversationId));
  }

  return {
    queued,
    paused,
    setPaused,
    add: (message: Queued) => store([...queued, message]),
    remove: (id: string) => store(queued.filter((message) => message.id !== id)),
  };
}
