'use client';

import { useCallback, useLayoutEffect, useRef, useState } from 'react';
import type { Thread } from '@/lib/agent/thread';
import { fetchJson } from '../layout/fetch-json';
import {
  letGo,
  messagesOf,
  nextOf,
  openWindow,
  previousOf,
  type Rendered,
  renderNext,
  type ThreadWindow,
  tailOf,
  withNewer,
  withNewest,
  withOlder,
} from './thread-window';

/** How many messages a page has: what opening a conversation costs, however long it is. */
export const PAGE = 20;
/** How long a page may take before it counts as not there, in ms. */
const PATIENCE = 20_000;

/** The held part of a conversation, and the ways to move it. Every read throws `RequestError`. */
export function useThreadWindow(conversationId: string, first: Thread) {
  const [window, setWindow] = useState(() => openWindow(first));
  // Answers come between two renders: what they change is the newest, not what was rendered.
  const latest = useRef(window);
  const loading = useRef<Promise<unknown> | null>(null);

  const update = useCallback((change: (now: ThreadWindow) => ThreadWindow) => {
    latest.current = change(latest.current);
    setWindow(latest.current);
  }, []);

  const read = useCallback(
    (place: Record<string, string>) => {
      const query = new URLSearchParams({ limit: PAGE.toString(), ...place });
      return fetchJson<Thread>(`/api/conversations/${conversationId}/messages?${query}`, {
        signal: AbortSignal.timeout(PATIENCE),
      });
    },
    [conversationId],
  );

  /** How many writes of this tab the server has taken. */
  const writes = useRef(0);
  const wrote = useCallback(() => {
    writes.current += 1;
  }, []);

  /** Reads the newest page again, and what is held is as it says. */
  const readNewest = useCallback(async () => {
    let page: Thread;
    let known: number;
    // One that was on its way while this tab wrote may not have the write yet.
    do {
      known = writes.current;
      page = await read({});
    } while (writes.current !== known);
    update((now) => withNewest(now, page));
    return page;
  }, [read, update]);

  /** Moves to the end of the conversation. */
  const openNewest = useCallback(async () => {
    const page = await read({});
    update(() => openWindow(page));
  }, [read, update]);

  /** Moves to the page around a message. */
  const openAround = useCallback(
    async (messageId: string) => {
      const page = await read({ around: messageId });
      update((now) => ({ ...openWindow(page), beyond: tailOf(now) }));
    },
    [read, update],
  );

  /** Reads again what is around a message that is shown anew. True when the window moved to it. */
  const showAgain = useCallback(
    async (messageId: string) => {
      const page = await readNewest();
      if (page.messages.some(({ id }) => id === messageId)) return false;
      await openAround(messageId);
      return true;
    },
    [readNewest, openAround],
  );

  /** Reads one page at a time; a page that no longer fits, since the window has moved, is dropped. */
  const turn = useCallback(
    async (end: 'older' | 'newer') => {
      const edge = end === 'older' ? previousOf : nextOf;
      const cursor = edge(latest.current);
      if (cursor === null || loading.current) return;
      const page = read({ [end === 'older' ? 'before' : 'after']: cursor });
      loading.current = page;
      try {
        const got = await page;
        const add = end === 'older' ? withOlder : withNewer;
        update((now) => (edge(now) === cursor ? add(now, got) : now));
      } finally {
        loading.current = null;
      }
    },
    [read, update],
  );
  const loadOlder = useCallback(() => turn('older'), [turn]);
  const loadNewer = useCallback(() => turn('newer'), [turn]);

  /** Lets go of what is far from a reader who came to rest near one end. */
  const tidy = useCallback(
    (near: 'oldest' | 'newest') => {
      const far = near === 'oldest' ? 'newest' : 'oldest';
      if (letGo(latest.current, far) !== latest.current) update((now) => letGo(now, far));
    },
    [update],
  );

  const [rendered, setRendered] = useState<Rendered>(() => ({
    messages: messagesOf(window),
    shift: false,
    of: window,
  }));
  if (rendered.of !== window) setRendered(renderNext(rendered, window));
  useLayoutEffect(() => {
    const rest = renderNext(rendered, rendered.of);
    // Before it is painted.
    if (rest.messages.length !== rendered.messages.length) setRendered(rest);
  }, [rendered]);
  const { messages, shift } = rendered;

  return {
    messages,
    tail: tailOf(window),
    shift,
    hasOlder: previousOf(window) !== null,
    hasNewer: nextOf(window) !== null,
    latest,
    update,
    wrote,
    readNewest,
    openNewest,
    showAgain,
    loadOlder,
    loadNewer,
    tidy,
  };
}

export type ThreadWindowState = ReturnType<typeof useThreadWindow>;
