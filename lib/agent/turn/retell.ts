import type { StoredMessage } from '@/lib/conversations';
import { toUiMessage } from '../thread';
import { replayCall, replayFinish, replayOutcome, replayStart, type ToolPart } from './replay';
import type { Chunk } from './transcript';

/**
 * Tells an answer from its rows as they grow. `tell` gives the chunks that bring a reader from what
 * it was told before to what is stored now; together they rebuild the stored message.
 */
export function createRetelling() {
  let begun = false;
  let offset = 0;
  let step = -1;
  let texts = 0;
  let openText: string | undefined;
  /** A step that began with text: which one it is, its call will say. */
  let stepIsOpen = false;
  const outcomes = new Map<string, string>();

  function* closeText(): Generator<Chunk> {
    if (openText) yield { type: 'text-end', id: openText };
    openText = undefined;
  }
  function* tellText(content: string, end: number): Generator<Chunk> {
    if (end <= offset) return;
    if (!openText) {
      texts += 1;
      openText = `stored-${texts}`;
      yield { type: 'text-start', id: openText };
    }
    yield { type: 'text-delta', id: openText, delta: content.slice(offset, end) };
    offset = end;
  }
  function* tell(answer: StoredMessage): Generator<Chunk> {
    const message = toUiMessage(answer);
    const parts = new Map(
      message.parts.flatMap((part) => ('toolCallId' in part ? [[part.toolCallId, part]] : [])),
    );
    const { content } = answer;
    if (!begun) yield replayStart(message);
    begun = true;
    for (const call of answer.toolCalls) {
      const part = parts.get(call.callId);
      if (!part) continue;
      if (!outcomes.has(call.callId)) {
        // The text before it is saved a moment later: a call is told in its place, or at the end.
        if (call.contentOffset > content.length && answer.status === 'streaming') break;
        if (!stepIsOpen && call.step !== step) yield { type: 'start-step' };
        step = call.step;
        stepIsOpen = false;
        yield* tellText(content, call.contentOffset);
        yield* closeText();
        yield replayCall(part);
        outcomes.set(call.callId, '');
      }
      yield* tellOutcome(part);
    }
    if (offset < content.length) {
      if (!openText) {
        stepIsOpen = true;
        yield { type: 'start-step' };
      }
      yield* tellText(content, content.length);
    }
    if (answer.status === 'streaming') return;
    yield* closeText();
    yield replayFinish(message);
  }
  function* tellOutcome(part: ToolPart): Generator<Chunk> {
    const outcome = [...replayOutcome(part)];
    const told = JSON.stringify(outcome);
    if (outcomes.get(part.toolCallId) === told) return;
    outcomes.set(part.toolCallId, told);
    yield* outcome;
  }
  return { tell };
}
