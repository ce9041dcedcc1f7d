import { type Database, getDatabase, listenToDatabase } from '@/db';
import { createHub, type Hub } from './hub';
import { createSeats, type Seats } from './seats';
import { type Reader, streamChanges as stream } from './stream';

export { type Change, readChanges } from './read';

/**
 * Calls `listener` when something of this user's may have changed, whichever process did it; it
 * says no more than "look again", and may come without a change. Look once yourself after this
 * call: from here on nothing is missed. Call the result when you no longer listen.
 */
export function onUserChange(userId: string, listener: () => void): () => void {
  return here().hub.onUserChange(userId, listener);
}

/**
 * Calls `listener` when the row of this answer may have changed: text was saved, a tool was called,
 * it ended, was stopped, is written anew or is gone. As `onUserChange` otherwise.
 */
export function onAnswerChange(messageId: string, listener: () => void): () => void {
  return here().hub.onAnswerChange(messageId, listener);
}

/** The user's changes for a browser that stays connected; see stream.ts. */
export function streamChanges(
  reader: Pick<Reader, 'scope' | 'cursor' | 'isSignedIn' | 'signal'>,
): ReadableStream<Uint8Array> {
  const { hub, seats } = here();
  return stream({ ...reader, onUserChange: hub.onUserChange, seats });
}

/** How many streams one user may have on one process: one a browser, and more where tabs can't share. */
const MOST_STREAMS = 12;

type Here = { of: Database; hub: Hub; seats: Seats };

// Next evaluates this file once a bundle; the global keeps all of them on one connection.
const held = globalThis as { saydoChanges?: Here };

function here(): Here {
  const db = getDatabase();
  if (held.saydoChanges?.of !== db) {
    const hub = createHub({ db, listen: listenToDatabase });
    held.saydoChanges = { of: db, hub, seats: createSeats(MOST_STREAMS) };
  }
  return held.saydoChanges;
}
