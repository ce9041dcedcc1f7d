import { getDatabase, listenToDatabase } from '@/db';
import { createHub, type Hub } from './hub';

export { type Change, readChanges } from './read';

/**
 * Calls `listener` when something of this user's may have changed, whichever process did it; it
 * says no more than "look again", and may come without a change. Look once yourself after this
 * call: from here on nothing is missed. Call the result when you no longer listen.
 */
export function onUserChange(userId: string, listener: () => void): () => void {
  return hub().onUserChange(userId, listener);
}

/**
 * Calls `listener` when the row of this answer may have changed: text was saved, a tool was called,
 * it ended, was stopped, is written anew or is gone. As `onUserChange` otherwise.
 */
export function onAnswerChange(messageId: string, listener: () => void): () => void {
  return hub().onAnswerChange(messageId, listener);
}

// Next evaluates this file once a bundle; the global keeps all of them on one connection.
const held = globalThis as { saydoChanges?: { of: unknown; hub: Hub } };

function hub(): Hub {
  const db = getDatabase();
  if (held.saydoChanges?.of !== db) {
    held.saydoChanges = { of: db, hub: createHub({ db, listen: listenToDatabase }) };
  }
  return held.saydoChanges.hub;
}
