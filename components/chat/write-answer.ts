import type { InferUIMessageChunk } from 'ai';
import type { SaydoMessage } from '@/lib/agent/message';
import { isToolPart, type ToolPart } from './tool-parts';

export type Chunk = InferUIMessageChunk<SaydoMessage>;
type Part = SaydoMessage['parts'][number];

/** An answer that is being written: what it says so far, and where each open text stands in it. */
export type Draft = { message: SaydoMessage; texts: Record<string, number> };

/** A draft that goes on from `message`, or an empty one. */
export function startDraft(message?: SaydoMessage): Draft {
  return { message: message ?? { id: '', role: 'assistant', parts: [] }, texts: {} };
}

/**
 * The draft with one chunk of the AI SDK's UI message stream added: what the SDK's own reader does, for
 * the chunks that Saydo sends, without its weight. Other chunks change nothing.
 */
export function addChunk(draft: Draft, chunk: Chunk): Draft {
  const { message } = draft;
  switch (chunk.type) {
    case 'start':
      return having(draft, {
        id: chunk.messageId ?? message.id,
        metadata: { ...message.metadata, ...chunk.messageMetadata },
      });
    case 'message-metadata':
    case 'finish':
      return having(draft, { metadata: { ...message.metadata, ...chunk.messageMetadata } });
    case 'start-step':
      return withPart(draft, { type: 'step-start' });
    case 'text-start':
      return {
        ...withPart(draft, { type: 'text', text: '', state: 'streaming' }),
        texts: { ...draft.texts, [chunk.id]: message.parts.length },
      };
    case 'text-delta':
      return changeText(draft, chunk.id, (text) => ({ text: text + chunk.delta }));
    case 'text-end':
      return changeText(draft, chunk.id, () => ({ state: 'done' }));
    default:
      return addToolChunk(draft, chunk);
  }
}

function addToolChunk(draft: Draft, chunk: Chunk): Draft {
  switch (chunk.type) {
    case 'tool-input-start':
      return putCall(draft, chunk, { state: 'input-streaming', input: undefined });
    case 'tool-input-available':
      return putCall(draft, chunk, { state: 'input-available', input: chunk.input });
    case 'tool-input-error':
      return putCall(draft, chunk, {
        state: 'output-error',
        input: chunk.input,
        errorText: chunk.errorText,
      });
    case 'tool-approval-request': {
      const approval = {
        id: chunk.approvalId,
        ...(chunk.reason != null && { requestReason: chunk.reason }),
      };
      return changeCall(draft, chunk.toolCallId, { state: 'approval-requested', approval });
    }
    case 'tool-approval-response':
      return { ...draft, message: withDecision(draft.message, decisionOf(chunk)) };
    case 'tool-output-available':
      return changeCall(draft, chunk.toolCallId, {
        state: 'output-available',
        output: chunk.output,
      });
    case 'tool-output-error':
      return changeCall(draft, chunk.toolCallId, {
        state: 'output-error',
        errorText: chunk.errorText,
      });
    case 'tool-output-denied':
      return changeCall(draft, chunk.toolCallId, { state: 'output-denied' });
    default:
      return draft;
  }
}

function decisionOf({ approvalId, approved }: Extract<Chunk, { type: 'tool-approval-response' }>) {
  return { id: approvalId, approved };
}

/** The message with the person's decision about a call that waits in it. */
export function withDecision(
  message: SaydoMessage,
  { id, approved }: { id: string; approved: boolean },
): SaydoMessage {
  const parts = message.parts.map((part) =>
    isToolPart(part) && part.state === 'approval-requested' && part.approval.id === id
      ? { ...part, state: 'approval-responded' as const, approval: { ...part.approval, approved } }
      : part,
  );
  // A part keeps its tool; only its state moves on.
  return { ...message, parts: parts as Part[] };
}

function having(draft: Draft, fields: Partial<SaydoMessage>): Draft {
  return { ...draft, message: { ...draft.message, ...fields } };
}

function withPart(draft: Draft, part: Part): Draft {
  return having(draft, { parts: [...draft.message.parts, part] });
}

function changePart(draft: Draft, place: number, change: (part: Part) => Part): Draft {
  const parts = draft.message.parts.map((part, at) => (at === place ? change(part) : part));
  return having(draft, { parts });
}

type TextPart = Extract<Part, { type: 'text' }>;

function changeText(draft: Draft, id: string, change: (text: string) => Partial<TextPart>): Draft {
  const place = draft.texts[id];
  if (place === undefined) return draft;
  return changePart(draft, place, (part) =>
    part.type === 'text' ? { ...part, ...change(part.text) } : part,
  );
}

type CallFields = { state: ToolPart['state']; [field: string]: unknown };

function putCall(
  draft: Draft,
  { toolCallId, toolName }: { toolCallId: string; toolName: string },
  fields: CallFields,
): Draft {
  const known = draft.message.parts.some(
    (part) => isToolPart(part) && part.toolCallId === toolCallId,
  );
  if (known) return changeCall(draft, toolCallId, fields);
  // The server names its own tools and checks what goes in and out of them.
  return withPart(draft, { type: `tool-${toolName}`, toolCallId, ...fields } as Part);
}

function changeCall(draft: Draft, toolCallId: string, fields: CallFields): Draft {
  const place = draft.message.parts.findIndex(
    (part) => isToolPart(part) && part.toolCallId === toolCallId,
  );
  return changePart(draft, place, (part) => ({ ...part, ...fields }) as Part);
}
