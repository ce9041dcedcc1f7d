'use client';

import { useEffect } from 'react';
import { hasPerson, tell } from '../layout/page-person';

type TellTabsProps = {
  signedIn: boolean;
  /** Whether the browser still has the cookie of a session that has ended. */
  stale: boolean;
};

/**
 * On the pages before signing in: tells the browser's other tabs that nobody is signed in, and forgets
 * what this document knew of somebody who was.
 */
export function TellTabs({ signedIn, stale }: TellTabsProps) {
  useEffect(() => {
    // A way here without loading: what was shown before is a step back.
    if (hasPerson()) return location.replace(location.href);
    if (signedIn) return;
    tell(null);
    // Its answer takes the cookie away, which a page can't.
    if (stale) fetch('/api/auth/get-session?disableCookieCache=true').catch(() => {});
  }, [signedIn, stale]);
  return null;
}
