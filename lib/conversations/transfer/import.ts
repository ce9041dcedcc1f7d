import { setImmediate as nextTurn } from 'node:timers/promises';
import { sql } from 'drizzle-orm';
import { NIL, v7 as uuidv7 } from 'uuid';
import type { Transaction } from '@/db';
import {
  conversationMetadata,
  conversations,
  messageRatings,
  messages,
  toolCalls,
} from '@/db/schema';
import { check, type ErrorBody, HttpError } from '@/lib/http';
import { logError } from '@/lib/log';
import { QuotaReached, requireRoom } from '@/lib/quota';
import type { Scope } from '@/lib/scope';
import {
  type TransferredCall,
  type TransferredConversation,
  type TransferredMessage,
  transferFile,
  transferredConversation,
} from './format';
import { parentsFirst } from './parents-first';
import { findUnstorable } from './storable-json';

/** What became of each conversation of a file; `place` counts from 0. */
export type ImportResult = {
  imported: { place: number; id: string; title: string }[];
  refused: (ErrorBody & { place: number; title: string })[];
};

/** So many conversations of a file may be wrong; then the rest of it is not read. */
const MOST_REFUSED = 100;

/** Rows an insert carries: far below the 65,535 parameters of one statement. */
const ROWS = 500;

/**
 * Adds the conversations of a parsed file to the user's, each whole or not at all. They get ids of
 * their own, so nothing that exists is touched, whoever's file it is. Throws 400 for what is no
 * such file.
 */
export async function importConversations(
  scope: Scope,
  file: unknown,
  now: Date,
): Promise<ImportResult> {
  const { conversations: list } = check(transferFile, file);
  const schema = transferredConversation(now);
  const result: ImportResult = { imported: [], refused: [] };
  for (const [place, value] of list.entries()) {
    try {
      requireStorable(value);
      const conversation = check(schema, value);
      const inOrder = requireTree(conversation.messages);
      const id = await scope.run((tx) => insert(tx, scope, conversation, inOrder, place));
      result.imported.push({ place, id, title: conversation.title });
    } catch (error) {
      result.refused.push({ place, title: titleOf(value), ...refusal(error, place) });
      // Everybody else has their turn between two that are wrong.
      await nextTurn();
    }
    if (result.refused.length === MOST_REFUSED && place + 1 < list.length) {
      result.refused.push({ place: place + 1, title: '', ...restUnread });
      break;
    }
  }
  return result;
}

const restUnread: ErrorBody = {
  error: `More than ${MOST_REFUSED} conversations of this file are wrong, so the rest of it was not read.`,
  try_next: 'Export the file once more. What was imported stays.',
};

function requireStorable(value: unknown): void {
  const found = findUnstorable(value);
  if (found) throw malformed(found.error, found.path);
}

function requireTree(list: TransferredMessage[]): TransferredMessage[] {
  const result = parentsFirst(list);
  if ('inOrder' in result) return result.inOrder;
  throw malformed(result.error, `messages.${result.place}.parent`);
}

async function insert(
  tx: Transaction,
  scope: Scope,
  conversation: TransferredConversation,
  inOrder: TransferredMessage[],
  place: number,
): Promise<string> {
  await requireRoomFor(tx, scope, inOrder);
  const own = { userId: scope.userId };
  const createdAt = new Date(conversation.created_at);
  const id = uuidv7({ msecs: createdAt.getTime(), seq: place });
  const updatedAt = new Date(conversation.updated_at);
  await tx.insert(conversations).values({
    ...own,
    id,
    title: conversation.title,
    titledBy: conversation.titled_by,
    createdAt,
    updatedAt,
    readAt: updatedAt,
    pinnedAt: dateOrNull(conversation.pinned_at),
    archivedAt: dateOrNull(conversation.archived_at),
  });
  await tx
    .insert(conversationMetadata)
    .values({ ...own, conversationId: id, messageCount: inOrder.length });

  // Order in the file breaks the tie of messages of one millisecond, as ids did where they came from.
  const ids = new Map(
    conversation.messages.map((message, seq) => [
      message.id,
      uuidv7({ msecs: Date.parse(message.created_at), seq }),
    ]),
  );
  for (const rows of inBatches(inOrder)) {
    await tx.insert(messages).values(
      rows.map((message) => ({
        ...own,
        id: ids.get(message.id),
        conversationId: id,
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
      })),
    );
  }
  const calls = inOrder.flatMap((message) =>
    message.tool_calls.map((call, seq) => ({
      ...own,
      ...callRow(call, seq),
      messageId: ids.get(message.id) ?? '',
    })),
  );
  for (const rows of inBatches(calls)) await tx.insert(toolCalls).values(rows);
  const ratings = inOrder.flatMap(({ id: reference, rating }) =>
    rating
      ? [
          {
            ...own,
            messageId: ids.get(reference) ?? '',
            rating: rating.value,
            note: rating.note,
            createdAt: new Date(rating.created_at),
            updatedAt: new Date(rating.updated_at),
          },
        ]
      : [],
  );
  for (const rows of inBatches(ratings)) await tx.insert(messageRatings).values(rows);
  return id;
}

/** Imports of one person fill their account one after the other: two together can't overfill it. */
async function requireRoomFor(tx: Transaction, scope: Scope, list: TransferredMessage[]) {
  await tx.execute(
    sql`select pg_advisory_xact_lock(hashtextextended(${`import:${scope.userId}`}, 0))`,
  );
  const bytes = list.reduce(
    (sum, { content, tool_calls }) =>
      sum + Buffer.byteLength(content) + Buffer.byteLength(JSON.stringify(tool_calls)),
    0,
  );
  await requireRoom(tx, scope, { conversations: 1, messages: list.length, bytes });
}

/** A call that was made elsewhere: here it is a record and never acts. */
function callRow(call: TransferredCall, seq: number) {
  const waits = call.state === 'pending_approval' || call.state === 'running';
  const startedAt = new Date(call.started_at);
  return {
    id: uuidv7({ msecs: startedAt.getTime(), seq }),
    callId: call.call_id,
    step: call.step,
    contentOffset: call.content_offset,
    toolName: call.tool_name,
    input: call.input ?? {},
    output: withoutUndo(call.output ?? null),
    state: waits ? ('denied' as const) : call.state,
    actionTaken: call.action_taken,
    error: waits ? 'It still waited for a word when it was exported.' : call.error,
    startedAt,
    finishedAt: dateOrNull(call.finished_at) ?? (waits ? startedAt : null),
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

function* inBatches<Row>(rows: Row[]): Generator<Row[]> {
  for (let from = 0; from < rows.length; from += ROWS) yield rows.slice(from, from + ROWS);
}

function malformed(error: string, path: string): HttpError {
  const try_next = path ? `Correct "${path}" and send it again.` : 'Correct it.';
  return new HttpError(400, { error, try_next, ...(path && { field: path }) });
}

function refusal(error: unknown, place: number): ErrorBody {
  if (error instanceof QuotaReached) return error.body;
  if (error instanceof HttpError) {
    const field = `conversations.${place}${error.body.field ? `.${error.body.field}` : ''}`;
    return { error: error.body.error, try_next: `Correct "${field}" in the file.`, field };
  }
  logError('A conversation could not be imported', error);
  return {
    error: 'This conversation could not be saved. Nothing of it was.',
    try_next: 'Import it again in a moment.',
  };
}

/** What a refused conversation calls itself, so far as that can be shown. */
function titleOf(value: unknown): string {
  if (typeof value !== 'object' || value === null || !('title' in value)) return '';
  return typeof value.title === 'string' ? value.title.slice(0, 200).toWellFormed() : '';
}
