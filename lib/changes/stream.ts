import { setTimeout as sleep } from 'node:timers/promises';
import { logError } from '@/lib/log';
import type { Scope } from '@/lib/scope';
import { createBell } from './bell';
import { type Change, readChanges } from './read';
import type { Seats } from './seats';

/** In ms. */
type Pace = {
  /** A burst of commits is read once, this long after the first. */
  coalesce: number;
  /** A proxy cuts what is silent. */
  commentEvery: number;
  checkSessionEvery: number;
};

const usual: Pace = { coalesce: 50, commentEvery: 20_000, checkSessionEvery: 45_000 };

/** In ms: how soon a browser whose seat another one took may come back. */
const COME_BACK = 60_000;

export type Reader = {
  scope: Scope;
  /** Where the reader left off; null begins now. */
  cursor: string | null;
  isSignedIn: () => Promise<boolean>;
  /** Aborted when the reader goes away. */
  signal: AbortSignal;
  onUserChange: (userId: string, listener: () => void) => () => void;
  seats: Seats;
  pace?: Pace;
};

/**
 * The user's changes as server-sent events (the WHATWG HTML standard, section 9.2). An id alone
 * moves the cursor; the last event of several has the id, so that none is skipped when they break
 * off in between. It ends with the session, and when the reader goes or has too many of them.
 *
 * It reads only when the reader takes: for one that doesn't, a single "look again" is kept.
 */
export function streamChanges(reader: Reader): ReadableStream<Uint8Array> {
  const { scope, signal, seats, pace = usual } = reader;
  const encoder = new TextEncoder();
  const bell = createBell();
  let cursor = reader.cursor;
  let begun = false;
  let ended = false;
  let letGo = () => {};

  function begin(controller: ReadableStreamDefaultController<Uint8Array>) {
    const end = (lastWords = '') => {
      if (ended) return;
      letGo();
      if (lastWords) controller.enqueue(encoder.encode(lastWords));
      controller.close();
    };
    const leaveHub = reader.onUserChange(scope.userId, bell.ring);
    const leaveSeat = seats.take(scope.userId, () => end(`retry: ${COME_BACK}\n\n`));
    const checking = setInterval(async () => {
      try {
        if (!(await reader.isSignedIn())) end();
      } catch (error) {
        // Nobody knows yet; what it reads meanwhile is still the person's own.
        logError('A session could not be looked at', error);
      }
    }, pace.checkSessionEvery);
    const onAbort = () => end();
    letGo = () => {
      ended = true;
      leaveHub();
      leaveSeat();
      clearInterval(checking);
      signal.removeEventListener('abort', onAbort);
      bell.ring();
    };
    signal.addEventListener('abort', onAbort);
    if (signal.aborted) end();
  }

  /** The next words for the reader; waits until there are any, or it has ended. */
  async function next(): Promise<string> {
    while (!ended) {
      if (begun) {
        if (!(await bell.wait(pace.commentEvery))) return ':\n\n';
        await sleep(pace.coalesce);
        if (ended) break;
      }
      begun = true;
      const first = cursor === null;
      const read = await readChanges(scope, cursor);
      cursor = read.cursor;
      if (first || read.changes.length > 0) return say(read.changes, read.cursor);
    }
    return '';
  }

  return new ReadableStream<Uint8Array>({
    start: begin,
    async pull(controller) {
      try {
        const words = await next();
        if (!ended) controller.enqueue(encoder.encode(words));
      } catch (error) {
        if (ended) return;
        logError('A stream of changes broke off', error);
        letGo();
        // The browser comes back with its cursor.
        controller.close();
      }
    },
    cancel: () => letGo(),
  });
}

function say(changes: Change[], cursor: string): string {
  const id = `id: ${cursor}\n`;
  if (changes.length === 0) return `${id}\n`;
  return changes
    .map((change, place) => {
      const event = `event: change\ndata: ${JSON.stringify(change)}\n\n`;
      return place === changes.length - 1 ? id + event : event;
    })
    .join('');
}
