import type { Chunk } from './transcript';

/** Text that grows is kept in pieces of about this many characters, whatever the model's rhythm. */
const PIECE = 4_000;

export type AnswerLog = {
  append(chunk: Chunk): void;
  /** Nothing comes any more: readers that have everything are done. */
  end(): void;
  /**
   * The answer from its beginning, after `opening`, then as it grows. Each reader takes the next
   * chunk when it wants one, so one that never reads costs nothing and holds nobody up. One that
   * falls behind gets the text that came meanwhile in larger pieces.
   */
  read(opening: Chunk[]): ReadableStream<Chunk>;
};

/**
 * What an answer's readers in this process read from: all its chunks, kept once. Text that comes
 * in many small chunks is kept as few, so that a log is about as large as the answer.
 * `onLeft` is called when the last of the readers has left or read to the end.
 */
export function createAnswerLog({ onLeft }: { onLeft?: () => void } = {}): AnswerLog {
  const entries: Chunk[] = [];
  const waiting = new Set<() => void>();
  let ended = false;
  let readers = 0;
  const wakeAll = () => {
    for (const wake of waiting) wake();
    waiting.clear();
  };
  return {
    append(chunk) {
      const last = entries.at(-1);
      const grown = last && growText(last, chunk);
      if (grown) entries[entries.length - 1] = grown;
      else entries.push(chunk);
      wakeAll();
    },
    end() {
      ended = true;
      wakeAll();
    },
    read(opening) {
      const cursor = createCursor(entries);
      const rest = opening.values();
      let here = true;
      let wake = () => {};
      readers += 1;
      const leave = () => {
        if (!here) return;
        here = false;
        readers -= 1;
        if (readers === 0) onLeft?.();
      };
      return new ReadableStream<Chunk>(
        {
          async pull(controller) {
            while (here) {
              const chunk = rest.next().value ?? cursor.next();
              if (chunk) return controller.enqueue(chunk);
              if (ended) {
                leave();
                return controller.close();
              }
              await new Promise<void>((resolve) => {
                wake = resolve;
                waiting.add(resolve);
              });
            }
          },
          cancel() {
            leave();
            waiting.delete(wake);
            wake();
          },
        },
        { highWaterMark: 0 },
      );
    },
  };
}

/** The text of both chunks as one, or undefined where they don't belong together. */
function growText(last: Chunk, chunk: Chunk): Chunk | undefined {
  if (last.type !== 'text-delta' || chunk.type !== 'text-delta') return undefined;
  if (last.id !== chunk.id || last.delta.length >= PIECE) return undefined;
  return { ...last, delta: last.delta + chunk.delta };
}

/** Where one reader is: the last entry may still grow, so it is read up to a character. */
function createCursor(entries: readonly Chunk[]) {
  let index = 0;
  let offset = 0;
  return {
    next(): Chunk | undefined {
      for (;;) {
        const entry = entries[index];
        if (!entry) return undefined;
        if (entry.type !== 'text-delta') {
          index += 1;
          return entry;
        }
        if (offset < entry.delta.length) {
          const delta = entry.delta.slice(offset);
          offset = entry.delta.length;
          return { ...entry, delta };
        }
        if (index === entries.length - 1) return undefined;
        index += 1;
        offset = 0;
      }
    },
  };
}
