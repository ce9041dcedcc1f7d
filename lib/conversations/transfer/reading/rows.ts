import { NIL, v7 as uuidv7 } from 'uuid';
import type { conversations, messageRatings, messages, toolCalls } from '@/db/schema';
import type { TransferredCall, TransferredConversation, TransferredMessage } from '../format.ts';

type Own<Row> = Omit<Row, 'userId'>;
export type ConversationRow = Own<typeof conversations.$inferInsert> & {
  id: string;
  title: string;
};
export type MessageRow = Own<typeof messages.$inferInsert>;
export type CallRow = Own<typeof toolCalls.$inferInsert>;
export type RatingRow = Own<typeof messageRatings.$inferInsert>;

/** A conversation's row; `place` is its place in the file. */
export function conversationRow(
  conversation: Omit<TransferredConversation, 'messages'>,
  place: number,
): ConversationRow {
  const createdAt = new Date(conversation.created_at);
  const updatedAt = new Date(conversation.updated_at);
  return {
    id: uuidv7({ msecs: createdAt.getTime(), seq: place }),
    title: conversation.title,
    titledBy: conversation.titled_by,
    createdAt,
    updatedAt,
    readAt: updatedAt,
    pinnedAt: dateOrNull(conversation.pinned_at),
    archivedAt: dateOrNull(conversation.archived_at),
  };
}

/** New ids for the messages of a file, by the ids that they have in it. */
export function newIds(messages: TransferredMessage[]): Map<string, string> {
  // Order in the file breaks the tie of messages of one millisecond, as ids did where they came from.
  return new Map(
    messages.map(({ id, created_at }, seq) => [id, uuidv7({ msecs: Date.parse(created_at), seq })]),
  );
}

export function messageRow(
  message: TransferredMessage,
  ids: Map<string, string>,
  conversationId: string,
): MessageRow {
  return {
    id: ids.get(message.id),
    conversationId,
    parentId: message.parent === null ? null : ids.get(message.parent),
    role: message.role,
    status: message.status,
    content: message.content,
    model: message.model,
    inputTokens: message.input_tokens,
    outputTokens: message.output_tokens,
    error: message.error,
    createdAt: new Date(message.created_at),
    finishedAt: dateOrNull(message.finished_at),
    active: message.active,
  };
}

/** A call that was made elsewhere: here it is a record and never acts. */
export function callRow(call: TransferredCall, seq: number, messageId: string): CallRow {
  const waits = call.state === 'pending_approval' || call.state === 'running';
  const startedAt = new Date(call.started_at);
  return {
    id: uuidv7({ msecs: startedAt.getTime(), seq }),
    messageId,
    callId: call.call_id,
    step: call.step,
    contentOffset: call.content_offset,
    toolName: call.tool_name,
    input: call.input ?? {},
    output: withoutUndo(call.output ?? null),
    state: waits ? 'denied' : call.state,
    actionTaken: call.action_taken,
    error: waits ? 'It still waited for a word when it was exported.' : call.error,
    startedAt,
    finishedAt: dateOrNull(call.finished_at) ?? (waits ? startedAt : null),
  };
}

export function ratingRow(
  rating: NonNullable<TransferredMessage['rating']>,
  messageId: string,
): RatingRow {
  return {
    messageId,
    rating: rating.value,
    note: rating.note,
    createdAt: new Date(rating.created_at),
    updatedAt: new Date(rating.updated_at),
  };
}

/** The nil id says that a batch was written, and that there is nothing here to undo. */
function withoutUndo(output: unknown): unknown {
  if (typeof output !== 'object' || output === null || Array.isArray(output)) return output;
  if (!('batch_id' in output) || output.batch_id === null) return output;
  return { ...output, batch_id: NIL };
}

function dateOrNull(text: string | null): Date | null {
  return text === null ? null : new Date(text);
}
