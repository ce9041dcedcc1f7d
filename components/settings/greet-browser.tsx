'use client';

import { useEffect } from 'react';
import { greetBrowser } from '@/lib/account/actions';

/** On the first visit: tells Saydo the time zone of this browser. Shows nothing. */
export function GreetBrowser() {
  useEffect(() => {
    void greetBrowser(Intl.DateTimeFormat().resolvedOptions().timeZone);
  }, []);
  return null;
}
