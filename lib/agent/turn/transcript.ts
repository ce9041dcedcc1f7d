import type { InferUIMessageChunk } from 'ai';
import type { SaydoMessage } from '../message';
import { type CallPlace, TurnEnded } from './tool-call';

export type Chunk = InferUIMessageChunk<SaydoMessage>;

/** Text of separate blocks is kept apart by a blank line. */
const BLOCK_GAP = '\n\n';

/** As many characters as `messages_content_length` lets in: what a model babbles on is not kept. */
const LONGEST = 200_000;

/**
 * Keeps what an answer has said so far, and where in it each call stands, from the chunks as they
 * come. A call may run before its chunk was read here, so its place is a promise.
 */
export function createTranscript(begin: { content: string; nextStep: number }) {
  let content = begin.content;
  let step = begin.nextStep - 1;
  let steps = 0;
  let textInStep = false;
  let callsInStep = false;
  const places = new Map<string, PromiseWithResolvers<CallPlace>>();
  const placeOf = (callId: string) => {
    const known = places.get(callId) ?? Promise.withResolvers<CallPlace>();
    places.set(callId, known);
    return known;
  };
  return {
    read(chunk: Chunk): void {
      switch (chunk.type) {
        case 'start-step':
          step += 1;
          steps += 1;
          textInStep = false;
          callsInStep = false;
          break;
        case 'text-start':
          if (textInStep) content += BLOCK_GAP;
          break;
        case 'text-delta':
          textInStep = true;
          content = (content + chunk.delta).slice(0, LONGEST);
          break;
        case 'tool-input-available':
        case 'tool-input-error':
          callsInStep = true;
          placeOf(chunk.toolCallId).resolve({ step, contentOffset: content.length });
          break;
      }
    },
    /** The calls whose input has been read, by their id. */
    calls: new Map<string, Extract<Chunk, { type: 'tool-input-available' }>>(),
    /** Where a call stands; waits until its chunk has been read. Throws `TurnEnded` if none comes. */
    place: (callId: string): Promise<CallPlace> => placeOf(callId).promise,
    /** No chunk comes any more. */
    close(): void {
      for (const place of places.values()) place.reject(new TurnEnded());
    },
    get content() {
      return content;
    },
    get steps() {
      return steps;
    },
    /** Whether the last step made calls, so that the model would go on if it could. */
    get wantsMore() {
      return callsInStep;
    },
  };
}

export type Transcript = ReturnType<typeof createTranscript>;
