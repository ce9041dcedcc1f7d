import { parentPort } from 'node:worker_threads';
import { type Piece, readPieces } from './pieces.ts';

// What this file imports, and what that imports, is read by Node itself outside of a build: relative
// paths with their ending, and none of `@/` but types.

/** What the thread is told: first the file, then each time that the next piece is wanted. */
export type ToWorker = { bytes: Uint8Array; now: Date } | 'next';

let pieces: Generator<Piece, void> | undefined;

parentPort?.on('message', (message: ToWorker) => {
  if (message !== 'next') pieces = readPieces(message.bytes, message.now);
  else parentPort?.postMessage(pieces?.next().value);
});
