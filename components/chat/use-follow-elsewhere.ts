'use client';

import { useEffect, useRef } from 'react';
import { RequestError } from '../layout/fetch-json';

const LOOK_EVERY = 1000;

/** While an answer runs that this tab doesn't read (another tab's, or after a reload), looks at it. */
export function useFollowElsewhere(active: boolean, look: () => Promise<void>) {
  const latest = useRef(look);
  useEffect(() => {
    latest.current = look;
  });

  useEffect(() => {
    if (!active) return;
    let timer: ReturnType<typeof setTimeout>;
    let left = false;
    const tick = async () => {
      try {
        await latest.current();
      } catch (error) {
        // Signed out or deleted: there is nothing to wait for. Without a network there is.
        if (error instanceof RequestError && error.status >= 400 && error.status < 500) return;
      }
      if (!left) timer = setTimeout(tick, LOOK_EVERY);
    };
    timer = setTimeout(tick, LOOK_EVERY);
    return () => {
      left = true;
      clearTimeout(timer);
    };
  }, [active]);
}
