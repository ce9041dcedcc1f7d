import { Worker } from 'node:worker_threads';
import type { Piece } from './pieces';
import type { ToWorker } from './worker';

export type { Piece } from './pieces';

/** Reading ended before the file did: it took too long or needed too much memory. */
export class ReadingEnded extends Error {
  override name = 'ReadingEnded';
}

/** How long the thread may work on one file, all in all, in ms; a full file takes it two seconds. */
const TIME = 30_000;

/** What it may hold, in MB, beside the bytes; a conversation of 20 MB needs 150. */
const MEMORY = 256;

export type Reader = {
  /** The next piece. Throws ReadingEnded. One at a time. */
  next(): Promise<Piece>;
  close(): Promise<void>;
};

/**
 * Reads a file of conversations on a thread of its own, piece by piece and no faster than it is asked
 * to. Takes the bytes: they are gone here afterwards.
 */
export function openReader(
  bytes: Uint8Array<ArrayBuffer>,
  now: Date,
  { time = TIME, memory = MEMORY } = {},
): Reader {
  const worker = new Worker(new URL('./worker.ts', import.meta.url), {
    resourceLimits: { maxOldGenerationSizeMb: memory, maxYoungGenerationSizeMb: 48 },
  });
  const tell = (message: ToWorker, transferred: ArrayBuffer[] = []) =>
    worker.postMessage(message, transferred);
  let timeLeft = time;
  let failure: Error | null = null;
  // Between two questions too: an error event without a listener ends the process.
  worker.on('error', (error) => {
    failure = isMemory(error) ? new ReadingEnded('It needs too much memory.') : error;
  });
  tell({ bytes, now }, [bytes.buffer]);

  return {
    next() {
      const { promise, resolve, reject } = Promise.withResolvers<Piece>();
      const begun = performance.now();
      const timer = setTimeout(() => {
        failure = new ReadingEnded('It takes too long.');
        void worker.terminate();
      }, timeLeft);
      const onExit = () => {
        clearTimeout(timer);
        reject(failure ?? new Error('The thread that reads a file has ended.'));
      };
      worker.once('exit', onExit);
      worker.once('message', (piece: Piece) => {
        worker.off('exit', onExit);
        clearTimeout(timer);
        timeLeft -= performance.now() - begun;
        resolve(piece);
      });
      if (failure) onExit();
      else tell('next');
      return promise;
    },
    async close() {
      await worker.terminate();
    },
  };
}

function isMemory(error: unknown): boolean {
  return error instanceof Error && 'code' in error && error.code === 'ERR_WORKER_OUT_OF_MEMORY';
}
