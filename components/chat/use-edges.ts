'use client';

import { type RefObject, useCallback, useEffect, useRef, useState } from 'react';
import { RequestError } from '../layout/fetch-json';
import type { ThreadWindowState } from './use-thread-window';

/** failed: it loads no more by itself, only when asked to. */
export type EdgeState = 'ready' | 'loading' | 'failed';

/** How near an end of what is loaded the reader may come before more is loaded, in px. */
const REACH = 800;

/** Loads the messages before and after the held ones, as the reader comes near them. */
export function useEdges(
  thread: ThreadWindowState,
  scroller: RefObject<HTMLDivElement | null>,
  stuck: RefObject<boolean>,
) {
  const older = useEdge(thread.hasOlder, thread.loadOlder);
  const newer = useEdge(thread.hasNewer, thread.loadNewer);
  const last = useRef(0);

  const reach = useCallback(
    (direction: number) => {
      const box = scroller.current;
      if (!box) return;
      const below = box.scrollHeight - box.clientHeight - box.scrollTop;
      // What moves while the end is followed is the list settling, not the reader.
      if (direction < 0 && !stuck.current && box.scrollTop < REACH) older.come();
      if (direction > 0 && below < REACH) newer.come();
    },
    [scroller, stuck, older.come, newer.come],
  );

  const count = thread.messages.length;
  useEffect(() => {
    const box = scroller.current;
    if (count === 0 || !box) return;
    // What doesn't fill the view can't be scrolled, and a reader at the very top can't go further up.
    const short = box.scrollHeight <= box.clientHeight;
    if (short || (!stuck.current && box.scrollTop === 0)) older.come();
  }, [count, scroller, stuck, older.come]);

  function onScroll(offset: number) {
    reach(offset - last.current);
    last.current = offset;
  }

  function onScrollEnd() {
    const box = scroller.current;
    if (!box) return;
    thread.tidy(box.scrollTop < (box.scrollHeight - box.clientHeight) / 2 ? 'oldest' : 'newest');
  }

  return {
    older: older.state,
    newer: newer.state,
    loadOlder: older.load,
    loadNewer: newer.load,
    onScroll,
    onScrollEnd,
  };
}

function useEdge(there: boolean, read: () => Promise<void>) {
  const [state, setState] = useState<EdgeState>('ready');
  const now = useRef(state);

  const load = useCallback(async () => {
    const become = (next: EdgeState) => {
      now.current = next;
      setState(next);
    };
    become('loading');
    try {
      await read();
      become('ready');
    } catch (error) {
      become('failed');
      if (!(error instanceof RequestError)) throw error;
    }
  }, [read]);

  const come = useCallback(() => {
    if (there && now.current === 'ready') void load();
  }, [there, load]);

  return { state, load, come };
}
