import type { Change } from '@/lib/changes';
import { readServerEvents } from './read-server-events';

/** What the server tells; the cursor is what a connection begins with next time. */
export type News = { cursor: string; change?: Change };

/** In ms. The server says something every 20 s: who has been silent for this long is not there. */
const SILENCE = 45_000;
const RETRY_AFTER = 1_000;
const RETRY_AT_MOST = 30_000;

/**
 * Reads /api/events until it is closed, and connects again by itself: after a failure, a silence, a
 * sleep, a time offline. A first connection without a cursor tells 'all', because nobody knows what
 * happened between the page and it. Somebody who is signed out is only asked for again when they
 * come back to the tab.
 */
export function openChangesStream(since: string | null, tell: (news: News) => void): () => void {
  const closed = new AbortController();
  let cursor = since;
  let connection = new AbortController();
  let heardAt = Date.now();
  let comeBackAfter = 0;
  let hurry = () => {};

  async function keepReading() {
    let failures = 0;
    while (!closed.signal.aborted) {
      connection = new AbortController();
      heardAt = Date.now();
      comeBackAfter = 0;
      const outcome = await read(connection.signal);
      if (closed.signal.aborted) return;
      failures = outcome === 'heard' ? 0 : failures + 1;
      const backOff = Math.min(RETRY_AFTER * 2 ** failures, RETRY_AT_MOST) * (0.5 + Math.random());
      await pause(outcome === 'signed out' ? null : Math.max(backOff / 2, comeBackAfter));
    }
  }

  /** One connection from beginning to end. */
  async function read(signal: AbortSignal): Promise<'signed out' | 'heard' | 'failed'> {
    let outcome: 'heard' | 'failed' = 'failed';
    try {
      const query = cursor === null ? '' : `?since=${encodeURIComponent(cursor)}`;
      const response = await fetch(`/api/events${query}`, { cache: 'no-store', signal });
      if (response.status === 401) return 'signed out';
      if (!response.ok || !response.body) return 'failed';
      for await (const event of readServerEvents(response.body)) {
        heardAt = Date.now();
        outcome = 'heard';
        if (event.retry) comeBackAfter = event.retry;
        const change = event.data ? (JSON.parse(event.data) as Change) : undefined;
        const first = cursor === null;
        cursor = event.id ?? cursor;
        if (cursor === null) continue;
        if (change) tell({ cursor, change });
        else if (event.id) tell({ cursor, ...(first && { change: { topic: 'all' } }) });
      }
    } catch {
      // No network, or cut off: both are why it connects again.
    }
    return outcome;
  }

  /** Waits, for ever where `ms` is null, unless something says that now is a good time. */
  function pause(ms: number | null): Promise<void> {
    return new Promise((resolve) => {
      hurry = resolve;
      if (ms !== null) setTimeout(resolve, ms);
    });
  }

  function cutIfSilent() {
    if (Date.now() - heardAt > SILENCE) connection.abort();
  }
  function onVisible() {
    if (document.hidden) return;
    cutIfSilent();
    hurry();
  }
  const watch = setInterval(cutIfSilent, SILENCE / 4);
  const { signal } = closed;
  document.addEventListener('visibilitychange', onVisible, { signal });
  window.addEventListener('offline', () => connection.abort(), { signal });
  window.addEventListener('online', () => hurry(), { signal });

  void keepReading();
  return () => {
    closed.abort();
    connection.abort();
    hurry();
    clearInterval(watch);
  };
}
