'use client';

import { type RefObject, useEffect, useState } from 'react';
import { focusMessage } from './message-list';

/** How long a message that was looked for is pointed out, in ms. */
const MARKED_FOR = 2500;

/**
 * Points out the message that was looked for: marked for a moment, and with the focus on it, so that it
 * is read out and the keyboard goes on from there. Gives the id while it is marked.
 */
export function useMark(target: string | null, scroller: RefObject<HTMLElement | null>) {
  const [marked, setMarked] = useState(target);
  useEffect(() => {
    if (!target) return;
    setMarked(target);
    focusMessage(scroller.current, target);
    const timer = setTimeout(() => setMarked(null), MARKED_FOR);
    return () => clearTimeout(timer);
  }, [target, scroller]);
  return marked;
}
