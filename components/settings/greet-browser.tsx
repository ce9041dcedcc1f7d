'use client';

import { useEffect } from 'react';
import { greetBrowser } from '@/lib/account/actions';
import { habitsOf } from './browser-habits';

/** On the first visit: tells Saydo what this browser knows of its person. Shows nothing. */
export function GreetBrowser() {
  useEffect(() => {
    const { timeZone } = Intl.DateTimeFormat().resolvedOptions();
    void greetBrowser({ timeZone, ...habitsOf(navigator.language) });
  }, []);
  return null;
}
