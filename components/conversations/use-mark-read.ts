'use client';

import { useEffect, useSyncExternalStore } from 'react';
import type { ConversationSummary } from '@/lib/conversations';
import { markRead } from '@/lib/conversations/actions';
import { notReached } from '../layout/not-reached';
import { useShell } from '../layout/shell-context';

/**
 * Notes that the open conversation has been read while a person can see it. Gives its id while that
 * is so. `summary` is undefined where the list doesn't hold it: then it counts as unread once.
 */
export function useMarkRead(
  id: string | undefined,
  summary: ConversationSummary | undefined,
  refresh: () => Promise<unknown>,
): string | undefined {
  const { view } = useShell();
  const visible = useSyncExternalStore(onVisibility, isVisible, () => false);
  const wide = useSyncExternalStore(onWidth, isWide, () => false);
  const seen = visible && (wide || view === 'chat') ? id : undefined;
  const unread = summary ? summary.unread && !summary.running : true;

  useEffect(() => {
    if (!seen || !unread) return;
    void markRead(seen)
      .catch(notReached)
      .then((result) => {
        // Where it failed the mark stays, and the next look tries again.
        // Asked for anew: a change made here alone would drop the answer to what is being asked already.
        if (result.ok) void refresh();
      });
  }, [seen, unread, refresh]);

  return seen;
}

const isVisible = () => document.visibilityState === 'visible';

function onVisibility(changed: () => void) {
  document.addEventListener('visibilitychange', changed);
  return () => document.removeEventListener('visibilitychange', changed);
}

const wideEnough = '(min-width: 52rem)';
const isWide = () => window.matchMedia(wideEnough).matches;

function onWidth(changed: () => void) {
  const query = window.matchMedia(wideEnough);
  query.addEventListener('change', changed);
  return () => query.removeEventListener('change', changed);
}
