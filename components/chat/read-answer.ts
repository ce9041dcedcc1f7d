import type { SaydoMessage } from '@/lib/agent/message';
import { readEvents } from './read-stream';
import { addChunk, type Chunk, startDraft } from './write-answer';

const SHOW_EVERY = 40;

type Reading = {
  /** The answer that goes on, where the stream doesn't begin with all of it. */
  going?: SaydoMessage | undefined;
  /** Gets the answer as it grows, a few times a second. */
  show: (message: SaydoMessage) => void;
  /** Hears of every sign of life. */
  onChunk: () => void;
};

/**
 * Reads an answer as it is written. True when it was heard to its end, which every stream of an answer
 * tells; false when the connection ended or broke before.
 */
export async function readAnswer(
  body: ReadableStream<Uint8Array>,
  { going, show, onChunk }: Reading,
): Promise<boolean> {
  let draft = startDraft(going);
  let ended = false;
  let timer: ReturnType<typeof setTimeout> | null = null;
  const flush = () => {
    timer = null;
    show(draft.message);
  };
  try {
    for await (const chunk of readEvents<Chunk>(body)) {
      onChunk();
      draft = addChunk(draft, chunk);
      if (chunk.type === 'finish') ended = true;
      timer ??= setTimeout(flush, SHOW_EVERY);
    }
  } catch {
    // However a connection breaks, what is stored says how the answer stands.
    return ended;
  } finally {
    if (timer) clearTimeout(timer);
    if (draft.message.id) flush();
  }
  return ended;
}
