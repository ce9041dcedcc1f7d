'use client';

import { useCallback, useEffect, useRef } from 'react';
import { type Change, useChanges } from './use-changes';

/** In ms: what is done in one go arrives as several changes. */
const SETTLE = 150;

/** Calls `refresh` shortly after changes of a topic: once for a burst, and not before the tab is seen. */
export function useRefreshOn(topic: Change['topic'], refresh: () => void): void {
  const latest = useRef(refresh);
  const due = useRef(false);
  const timer = useRef<ReturnType<typeof setTimeout>>(undefined);
  useEffect(() => {
    latest.current = refresh;
  });

  const plan = useCallback(() => {
    if (document.hidden || timer.current) return;
    timer.current = setTimeout(() => {
      timer.current = undefined;
      due.current = false;
      latest.current();
    }, SETTLE);
  }, []);

  useChanges((change) => {
    if (change.topic !== topic && change.topic !== 'all') return;
    due.current = true;
    plan();
  });

  useEffect(() => {
    const onVisible = () => {
      if (due.current) plan();
    };
    document.addEventListener('visibilitychange', onVisible);
    return () => {
      document.removeEventListener('visibilitychange', onVisible);
      clearTimeout(timer.current);
      timer.current = undefined;
    };
  }, [plan]);
}
