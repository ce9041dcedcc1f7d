'use client';

import { useEffect, useRef } from 'react';
import { useChanges } from '../layout/use-changes';

type Looking = {
  /** Looks at what is stored, and follows what runs. */
  look: () => void;
  /** The tab went out of sight. */
  rest: () => void;
};

/** What changes together is looked at once, in ms. */
const TOGETHER = 250;

/**
 * Looks again whenever the tab may have missed something: in sight again, online again, or told that
 * the conversation has changed.
 */
export function useLookAgain(conversationId: string, looking: Looking) {
  const latest = useRef(looking);
  useEffect(() => {
    latest.current = looking;
  });

  const soon = useRef<ReturnType<typeof setTimeout>>(undefined);
  useEffect(() => () => clearTimeout(soon.current), []);
  useChanges((change) => {
    const about =
      change.topic === 'all' || (change.topic === 'messages' && change.id === conversationId);
    if (!about) return;
    clearTimeout(soon.current);
    soon.current = setTimeout(() => latest.current.look(), TOGETHER);
  });

  useEffect(() => {
    const onOnline = () => latest.current.look();
    const onVisible = () =>
      document.visibilityState === 'visible' ? latest.current.look() : latest.current.rest();
    window.addEventListener('online', onOnline);
    document.addEventListener('visibilitychange', onVisible);
    return () => {
      window.removeEventListener('online', onOnline);
      document.removeEventListener('visibilitychange', onVisible);
    };
  }, []);
}
