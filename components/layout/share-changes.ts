import type { Change } from '@/lib/changes';
import { type News, openChangesStream } from './changes-stream';

/** In ms: how long a leading tab may take to say that it is there. */
const LEADER_ANSWERS = 3_000;
/** In ms: how long before it listens a listener may have read what it shows. */
const READ_BEFORE = 5_000;

type Tell = (change: Change) => void;
/** What tabs of one browser say to each other; a leader answers a question with its news so far. */
type Said = 'is anybody there?' | { cursor: string | null; change?: Change };

type Group = {
  listeners: Set<Tell>;
  /** What was told of late, and when, in ms since the epoch. */
  told: { at: number; change: Change }[];
  leave: () => void;
};

const followed = new Map<string, Group>();

/**
 * Calls `listener` with every change of the user's. All tabs of a browser share one connection, and
 * all callers in a tab: a browser opens six to one server, and needs them to send. What was told in
 * the last seconds is told again to who comes late. Call the result when you no longer listen.
 */
export function followChanges(userId: string, listener: Tell): () => void {
  const group = followed.get(userId) ?? begin(userId);
  const seat: Tell = (change) => listener(change);
  group.listeners.add(seat);
  const recent = Date.now() - READ_BEFORE;
  for (const { at, change } of group.told) if (at > recent) seat(change);
  return () => {
    group.listeners.delete(seat);
    if (group.listeners.size > 0) return;
    group.leave();
    followed.delete(userId);
  };
}

function begin(userId: string): Group {
  const listeners = new Set<Tell>();
  const tell: Tell = (change) => {
    const at = Date.now();
    group.told = group.told.filter((told) => told.at > at - READ_BEFORE);
    group.told.push({ at, change });
    for (const listener of [...listeners]) listener(change);
  };
  const group: Group = { listeners, told: [], leave: () => {} };
  group.leave = canShare() ? share(userId, tell) : readAlone(tell);
  followed.set(userId, group);
  return group;
}

function canShare(): boolean {
  // Web Locks need https or localhost.
  return 'locks' in navigator && 'BroadcastChannel' in window;
}

/** The tab that holds the lock reads for all; when it closes, the next in the queue has the lock. */
function share(userId: string, tell: Tell): () => void {
  const name = `saydo changes of ${userId}`;
  const channel = new BroadcastChannel(name);
  const left = new AbortController();
  let cursor: string | null = null;
  // What happened between the page and the first sign of a leader was told to nobody here.
  let caughtUp = false;
  let stopLeading: (() => void) | null = null;
  let unanswered: ReturnType<typeof setTimeout> | undefined;

  function lead(): Promise<void> {
    const done = Promise.withResolvers<void>();
    const close = openChangesStream(caughtUp ? cursor : null, (news: News) => {
      cursor = news.cursor;
      caughtUp = true;
      channel.postMessage(news satisfies Said);
      if (news.change) tell(news.change);
    });
    stopLeading = () => {
      stopLeading = null;
      close();
      done.resolve();
    };
    return done.promise;
  }

  function queue(options: LockOptions) {
    navigator.locks.request(name, options, lead).catch(() => {
      // Left, or taken for dead by a tab that leads now: in that case this one waits its turn.
      stopLeading?.();
      if (!left.signal.aborted) queue({ signal: left.signal });
    });
  }

  /** A leader that the system has put to sleep keeps its lock and says nothing more. */
  function askLeader() {
    if (document.hidden || stopLeading) return;
    channel.postMessage('is anybody there?' satisfies Said);
    clearTimeout(unanswered);
    unanswered = setTimeout(() => {
      if (!stopLeading && !document.hidden) queue({ steal: true });
    }, LEADER_ANSWERS);
  }

  channel.onmessage = ({ data }: MessageEvent<Said>) => {
    if (data === 'is anybody there?') {
      if (stopLeading) channel.postMessage({ cursor } satisfies Said);
      return;
    }
    clearTimeout(unanswered);
    cursor = data.cursor ?? cursor;
    if (data.change) tell(data.change);
    else if (data.cursor && !caughtUp) tell({ topic: 'all' });
    caughtUp ||= data.change ? data.change.topic === 'all' : data.cursor !== null;
  };
  document.addEventListener('visibilitychange', askLeader, { signal: left.signal });
  queue({ signal: left.signal });
  askLeader();

  return () => {
    left.abort();
    clearTimeout(unanswered);
    stopLeading?.();
    channel.close();
  };
}

/** A connection of this tab's own, only while somebody sees it: six tabs would use them all up. */
function readAlone(tell: Tell): () => void {
  let cursor: string | null = null;
  let close: (() => void) | null = null;
  const onVisibility = () => {
    close?.();
    close = document.hidden
      ? null
      : openChangesStream(cursor, (news) => {
          cursor = news.cursor;
          if (news.change) tell(news.change);
        });
  };
  document.addEventListener('visibilitychange', onVisibility);
  onVisibility();
  return () => {
    document.removeEventListener('visibilitychange', onVisibility);
    close?.();
  };
}
