import type { Scope } from '@/lib/scope';
import {
  type ConversationRow,
  type ReadMessage,
  readConversations,
  readMessages,
} from '../read-all';
import {
  KIND,
  type TransferredCall,
  type TransferredConversation,
  type TransferredMessage,
  VERSION,
} from './format';

/** One conversation, or all but those in the trash, as pieces of the JSON file that `import` reads. */
export async function* exportJson(
  scope: Scope,
  only: ConversationRow | null,
  now: Date,
): AsyncGenerator<string> {
  const head = { kind: KIND, version: VERSION, exported_at: now.toISOString() };
  yield `${JSON.stringify(head).slice(0, -1)},"conversations":[`;
  let separator = '\n';
  for await (const conversation of only ? [only] : readConversations(scope)) {
    yield `${separator}${JSON.stringify(headOf(conversation)).slice(0, -1)},"messages":[`;
    separator = '\n';
    for await (const message of transferredMessages(scope, conversation.id)) {
      yield separator + JSON.stringify(message);
      separator = ',\n';
    }
    yield ']}';
    separator = ',\n';
  }
  yield ']}\n';
}

/** All versions. A message that follows a deleted one follows, in the file, what came before that. */
async function* transferredMessages(
  scope: Scope,
  conversationId: string,
): AsyncGenerator<TransferredMessage> {
  const beforeDeleted = new Map<string, string | null>();
  for await (const message of readMessages(scope, conversationId, { shown: false })) {
    const { parentId } = message;
    const parent = parentId === null ? null : (beforeDeleted.get(parentId) ?? parentId);
    if (message.deletedAt) beforeDeleted.set(message.id, parent);
    else yield toTransferred(message, parent);
  }
}

function headOf(row: ConversationRow): Omit<TransferredConversation, 'messages'> {
  return {
    id: row.id,
    title: row.title,
    titled_by: row.titledBy,
    created_at: row.createdAt.toISOString(),
    updated_at: row.updatedAt.toISOString(),
    pinned_at: iso(row.pinnedAt),
    archived_at: iso(row.archivedAt),
  };
}

function toTransferred(row: ReadMessage, parent: string | null): TransferredMessage {
  return {
    id: row.id,
    parent,
    role: row.role,
    // A file can't go on writing: what there is of it is all there will be.
    status: row.status === 'streaming' ? 'interrupted' : row.status,
    content: row.content,
    model: row.model,
    input_tokens: row.inputTokens,
    output_tokens: row.outputTokens,
    error: row.error,
    created_at: row.createdAt.toISOString(),
    finished_at: iso(row.finishedAt),
    active: row.active,
    tool_calls: row.toolCalls.map(
      (call): TransferredCall => ({
        call_id: call.callId,
        step: call.step,
        content_offset: call.contentOffset,
        tool_name: call.toolName,
        input: call.input,
        output: call.output,
        state: call.state,
        action_taken: call.actionTaken,
        error: call.error,
        started_at: call.startedAt.toISOString(),
        finished_at: iso(call.finishedAt),
      }),
    ),
    rating: row.rating && {
      value: row.rating.rating === 1 ? 1 : -1,
      note: row.rating.note,
      created_at: row.rating.createdAt.toISOString(),
      updated_at: row.rating.updatedAt.toISOString(),
    },
  };
}

function iso(at: Date | null): string | null {
  return at?.toISOString() ?? null;
}
