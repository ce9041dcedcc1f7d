'use client';

import { useEffect, useRef } from 'react';

type Looking = {
  /** Looks at what is stored, and follows what runs. */
  look: () => void;
  /** The tab went out of sight. */
  rest: () => void;
};

/** Looks again whenever the tab may have missed something: in sight again, or online again. */
export function useLookAgain(looking: Looking) {
  const latest = useRef(looking);
  useEffect(() => {
    latest.current = looking;
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
