import { v7 as uuidv7 } from 'uuid';
import { z } from 'zod';

/** An id that a client made or names, in the lower case in which the database gives it back. */
export const uuid = z.uuid('Expected a UUID.').toLowerCase();

/** The least version 7 id of a moment, in ms since the epoch: what came since is one range of ids. */
export function leastIdAt(msecs: number): string {
  return uuidv7({ msecs, random: new Uint8Array(16), seq: 0 });
}
