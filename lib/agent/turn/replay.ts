import { getToolName, isToolUIPart } from 'ai';
import type { SaydoMessage } from '../message';
import type { Chunk } from './transcript';

/** The chunks that rebuild a stored message in a reader that has none of it. */
export function* replay(message: SaydoMessage): Generator<Chunk> {
  yield { type: 'start', messageId: message.id, messageMetadata: message.metadata };
  yield* replayParts(message);
  yield { type: 'finish', messageMetadata: message.metadata };
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
    } else if (isToolUIPart(part)) yield* replayCall(part);
  }
}

type ToolPart = Extract<SaydoMessage['parts'][number], { toolCallId: string }>;

function* replayCall(part: ToolPart): Generator<Chunk> {
  const { toolCallId } = part;
  yield {
    type: 'tool-input-available',
    toolCallId,
    toolName: getToolName(part),
    input: part.input,
  };
  if ('approval' in part && part.approval)
    yield { type: 'tool-approval-request', toolCallId, approvalId: part.approval.id };
  if (part.state === 'output-available')
    yield { type: 'tool-output-available', toolCallId, output: part.output };
  else if (part.state === 'output-error')
    yield { type: 'tool-output-error', toolCallId, errorText: part.errorText };
  else if (part.state === 'output-denied') yield { type: 'tool-output-denied', toolCallId };
}
