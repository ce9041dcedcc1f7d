'use client';

import { useEffect, useRef } from 'react';
import { markRead } from '@/lib/conversations/actions';

/** How long an answer has to be in sight before it counts as read, in ms. */
const SEEN_AFTER = 700;

/** Says that the conversation is read, once for each answer that has ended in sight. */
export function useMarkRead(conversationId: string, endedAnswer: string | null) {
  const marked = useRef<string | null>(null);
  useEffect(() => {
    if (!endedAnswer) return;
    let timer: ReturnType<typeof setTimeout>;
    const see = () => {
      clearTimeout(timer);
      if (document.visibilityState !== 'visible' || marked.current === endedAnswer) return;
      timer = setTimeout(async () => {
        const result = await markRead(conversationId).catch(() => null);
        // Not reached: the next look at the tab tries again.
        if (result?.ok) marked.current = endedAnswer;
      }, SEEN_AFTER);
    };
    see();
    document.addEventListener('visibilitychange', see);
    return () => {
      clearTimeout(timer);
      document.removeEventListener('visibilitychange', see);
    };
  }, [conversationId, endedAnswer]);
}
