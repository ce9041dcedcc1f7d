'use client';

import { useEffect, useState } from 'react';
import type { SaydoMessage } from '@/lib/agent/message';
import { useShell } from '../layout/shell-context';
import { keep, kept } from '../ui/keep';
import { type Queued, readQueue, withoutQueued, withQueued } from './read-queue';

/** A message that waits; a paused one goes only when the person says so. */
type Waiting = Queued & { paused: boolean };

/**
 * Messages that wait for the running answer, in order. What waits and what is on its way is kept in
 * this browser until the server has it, so a reload loses none; after one they are paused: nothing is
 * sent that the person doesn't see going. `stored` is what the page opened with.
 */
export function useQueue(conversationId: string, stored: SaydoMessage[]) {
  const { user } = useShell();
  const [queued, setQueued] = useState<Waiting[]>([]);
  const [opened] = useState(stored);
  const key = `saydo:queue:${user.id}:${conversationId}`;

  useEffect(() => {
    const left = readQueue(kept(key)).filter(
      ({ id }) => !opened.some((message) => message.id === id),
    );
    keepQueue(key, left);
    if (left.length > 0) setQueued(left.map((message) => ({ ...message, paused: true })));
  }, [key, opened]);

  useEffect(() => {
    // Another tab of the conversation has sent one, or taken it back.
    const onStorage = (event: StorageEvent) => {
      if (event.key !== key) return;
      const left = readQueue(event.newValue);
      setQueued((now) => now.filter(({ id }) => left.some((other) => other.id === id)));
    };
    window.addEventListener('storage', onStorage);
    return () => window.removeEventListener('storage', onStorage);
  }, [key]);

  // Other tabs keep theirs under the same key.
  const forget = (id: string) => keepQueue(key, withoutQueued(readQueue(kept(key)), id));
  const hold = (message: Queued) => keepQueue(key, withQueued(readQueue(kept(key)), message));

  const setPaused = (paused: boolean) =>
    setQueued((now) => now.map((message) => ({ ...message, paused })));

  return {
    queued,
    /** The one that goes next, as soon as it can. */
    next: queued.find(({ paused }) => !paused),
    /** Stops what waits now, and nothing that comes later. */
    pause: () => setPaused(true),
    resume: () => setPaused(false),
    add(message: Queued) {
      hold(message);
      setQueued((now) => withQueued(now, { ...message, paused: false }));
    },
    /** Puts one back before the others. */
    putBack({ id, text }: Queued, paused: boolean) {
      hold({ id, text });
      setQueued((now) => [{ id, text, paused }, ...withoutQueued(now, id)]);
    },
    /** It goes on its way; kept until `forget`. */
    take({ id, text }: Queued) {
      hold({ id, text });
      setQueued((now) => withoutQueued(now, id));
    },
    /** The server has it, or the person took it back. */
    forget,
    remove(id: string) {
      forget(id);
      setQueued((now) => withoutQueued(now, id));
    },
  };
}

function keepQueue(key: string, messages: Queued[]): void {
  keep(key, messages.length > 0 ? JSON.stringify(messages) : '');
}
