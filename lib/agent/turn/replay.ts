import { getToolName, isToolUIPart } from 'ai';
import type { SaydoMessage } from '../message';
import type { Chunk } from './transcript';

/** The chunks that rebuild a stored message in a reader that has none of it. */
export function* replay(message: SaydoMessage): Generator<Chunk> {
  yield replayStart(message);
  yield* replayParts(message);
  yield replayFinish(message);
}

/** Which message it is that follows. */
export function replayStart(message: SaydoMessage): Chunk {
  return { type: 'start', messageId: message.id, messageMetadata: message.metadata };
}

/** How a message ended. */
export function replayFinish(message: SaydoMessage): Chunk {
  return { type: 'finish', messageMetadata: message.metadata };
}

/** The same without the beginning and the end, for an answer that goes on. */
export function* replayParts(message: SaydoMessage): Generator<Chunk> {
  for (const [index, part] of message.parts.entries()) {
    if (part.type === 'step-start') yield { type: 'start-step' };
    else if (part.type === 'text') {
      const id = `text-${index}`;
      yield { type: 'text-start', id };
      yield { type: 'text-delta', id, delta: part.text };
      yield { type: 'text-end', id };
    } else if (isToolUIPart(part)) {
      yield replayCall(part);
      yield* replayOutcome(part);
    }
  }
}

export type ToolPart = Extract<SaydoMessage['parts'][number], { toolCallId: string }>;

/** That a call was made, and with what. */
export function replayCall(part: ToolPart): Chunk {
  const { toolCallId, input } = part;
  return { type: 'tool-input-available', toolCallId, toolName: getToolName(part), input };
}

/** What became of a call: what was asked and said about it, and what it did. */
export function* replayOutcome(part: ToolPart): Generator<Chunk> {
  const { toolCallId } = part;
  if ('approval' in part && part.approval) {
    const { id, requestReason, approved, reason } = part.approval;
    yield { type: 'tool-approval-request', toolCallId, approvalId: id, reason: requestReason };
    if (approved !== undefined)
      yield { type: 'tool-approval-response', approvalId: id, approved, reason };
  }
  if (part.state === 'output-available')
    yield { type: 'tool-output-available', toolCallId, output: part.output };
  else if (part.state === 'output-error')
    yield { type: 'tool-output-error', toolCallId, errorText: part.errorText };
  else if (part.state === 'output-denied') yield { type: 'tool-output-denied', toolCallId };
}
