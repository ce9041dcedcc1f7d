'use client';

import { useEffect } from 'react';
import { greetBrowser } from '@/lib/account/actions';
import { habitsOf } from './browser-habits';
import { greeted } from './greeted';

/** On the first visit: tells Saydo what this browser knows of its person. Shows nothing. */
export function GreetBrowser() {
  useEffect(() => {
    const { timeZone } = Intl.DateTimeFormat().resolvedOptions();
    const told = greetBrowser({ timeZone, ...habitsOf(navigator.language) });
    greeted(
      told.catch((error: unknown) =>
        console.warn('Saydo was not reached: the next visit tells it again.', error),
      ),
    );
  }, []);
  return null;
}
