import {
  findRatings,
  findVersions,
  type MessagePage,
  type PagePlace,
  pageMessages,
  type StoredMessage,
  type ToolCallRow,
} from '@/lib/conversations';
import { joinTransaction, type Scope } from '@/lib/scope';
import { standingChanges } from '@/lib/tasks';
import type { MessageMetadata, SaydoMessage } from './message';
import { type ReadableCall, readCall, sayCall } from './stored-call';
import { approvalReason } from './turn/approval';

export type Thread = MessagePage<SaydoMessage>;

/**
 * A page of the shown messages of the user's conversation as UI messages. `limit`: 1 to 100. Throws
 * `BadCursor`, and `NotFound` for a message of another conversation to page around.
 */
export function loadThread(
  scope: Scope,
  conversationId: string,
  options: PagePlace & { limit: number; now: Date },
): Promise<Thread> {
  return scope.run(async (tx) => {
    const joined = joinTransaction(scope, tx);
    const { messages, ...cursors } = await pageMessages(joined, conversationId, options);
    const told = await readMetadata(joined, messages);
    return {
      messages: messages.map((stored) => {
        const message = toUiMessage(stored);
        return { ...message, metadata: { ...message.metadata, ...told(stored.id) } };
      }),
      ...cursors,
    };
  });
}

/** What the rows of a page don't tell themselves; one query for all of them of each kind. */
async function readMetadata(scope: Scope, page: StoredMessage[]) {
  const answers = page.filter(({ role }) => role === 'assistant');
  const wrote = answers.filter(({ toolCalls }) => toolCalls.some((call) => call.actionTaken));
  // One sentence is one batch, and its id is the answer's.
  const standing = await standingChanges(scope, idsOf(wrote));
  const ratings = await findRatings(scope, idsOf(answers));
  const versions = await findVersions(scope, page);
  return (id: string): MessageMetadata => {
    const acted = standing.get(id);
    const rating = ratings.get(id);
    const version = versions.get(id);
    return {
      ...(acted === 0 && { undone: true }),
      ...(acted && { acted }),
      ...(rating && { rating }),
      ...(version && { versions: version }),
    };
  };
}

const idsOf = (rows: StoredMessage[]) => rows.map(({ id }) => id);

/** Rebuilds the UI message from its rows: text and calls in the order they came. */
export function toUiMessage(stored: StoredMessage): SaydoMessage {
  return {
    id: stored.id,
    role: stored.role,
    metadata: {
      created_at: stored.createdAt.toISOString(),
      status: stored.status,
      ...(stored.error && { error: stored.error }),
      ...(stored.model && { model: stored.model }),
    },
    parts: stored.role === 'user' ? [text(stored.content)] : answerParts(stored),
  };
}

type Part = SaydoMessage['parts'][number];

/** The most calls that are shown of one answer: no answer makes so many, a file may say so. */
const CALLS = 300;

const text = (content: string): Part => ({ type: 'text', text: content, state: 'done' });

function answerParts(stored: StoredMessage): Part[] {
  const parts: Part[] = [];
  let offset = 0;
  let step = -1;
  for (const call of stored.toolCalls.slice(0, CALLS)) {
    // A step is one answer of the model: text, then calls. Text after calls opens the next one.
    if (call.step !== step) parts.push({ type: 'step-start' });
    step = call.step;
    if (call.contentOffset > offset)
      parts.push(text(stored.content.slice(offset, call.contentOffset)));
    offset = Math.max(offset, call.contentOffset);
    const readable = readCall(call);
    parts.push(readable ? toToolPart(call, readable) : text(sayCall(call)));
  }
  if (offset < stored.content.length) {
    parts.push({ type: 'step-start' }, text(stored.content.slice(offset)));
  }
  const beyond = stored.toolCalls.length - CALLS;
  if (beyond > 0) parts.push(text(`${beyond} more steps were made here, which can’t be shown.`));
  return parts;
}

function toToolPart(call: ToolCallRow, { input, output }: ReadableCall): Part {
  const part = {
    type: `tool-${call.toolName}`,
    toolCallId: call.callId,
    input,
    ...stateOf(call, output),
  };
  // `readCall` has checked input and output against the tool's own schemas.
  return part as Part;
}

function stateOf(call: ToolCallRow, output: unknown) {
  switch (call.state) {
    case 'pending_approval':
      return {
        state: 'approval-requested',
        approval: { id: call.id, requestReason: approvalReason(call.toolName, call.input) },
      };
    case 'denied':
      return {
        state: 'output-denied',
        approval: { id: call.id, approved: false, ...(call.error && { reason: call.error }) },
      };
    case 'succeeded':
      return { state: 'output-available', output };
    case 'failed':
      return { state: 'output-error', errorText: call.error ?? 'It did not work.' };
    case 'running':
      // Approved but not yet run; a call that began and was lost is 'failed' by then.
      return { state: 'approval-responded', approval: { id: call.id, approved: true } };
  }
}
