import { type Fault, findFault } from '../../../first-fault.ts';
import { type TransferredMessage, transferFile, transferredConversation } from '../format.ts';
import { parentsFirst } from '../parents-first.ts';
import { LIMITS } from './limits.ts';
import {
  type CallRow,
  type ConversationRow,
  callRow,
  conversationRow,
  type MessageRow,
  messageRow,
  newIds,
  type RatingRow,
  ratingRow,
} from './rows.ts';
import { type Found, scanFile } from './scan.ts';

/** What is read of a file, in the order in which it can be written. `place` counts from 0. */
export type Piece =
  /** Nothing of the file can be read. */
  | { is: 'no file'; why: Fault | 'not JSON' | 'not UTF-8' }
  /** A conversation that can't come in; what is wrong with it as a whole has an empty path. */
  | ({ is: 'refused'; place: number; title: string } & Fault)
  /** What comes after `place` is not looked at. */
  | { is: 'too many'; place: number }
  /** A conversation that is right; its rows follow, and then that it is whole. */
  | { is: 'conversation'; place: number; row: ConversationRow; messages: number }
  | { is: 'messages'; rows: MessageRow[] }
  | { is: 'calls'; rows: CallRow[] }
  | { is: 'ratings'; rows: RatingRow[] }
  | { is: 'whole' }
  | { is: 'end' };

/** So much of a piece is passed on at once that it takes the receiver a few milliseconds. */
const ROWS = 100;
const CHARACTERS = 128 * 1024;

/** Reads a file of conversations, one after the other. */
export function* readPieces(bytes: Uint8Array, now: Date): Generator<Piece, void> {
  const scanned = scanFile(bytes);
  if (typeof scanned === 'string' || 'error' in scanned)
    return yield { is: 'no file', why: scanned };
  const file = findFault(transferFile, scanned.frame);
  if ('fault' in file) return yield { is: 'no file', why: file.fault };

  const schema = transferredConversation(now);
  for (const [place, found] of scanned.conversations.entries())
    yield* readConversation(bytes, found, schema, place);
  if (scanned.hasMore) yield { is: 'too many', place: LIMITS.conversations };
  yield { is: 'end' };
}

function* readConversation(
  bytes: Uint8Array,
  found: Found,
  schema: ReturnType<typeof transferredConversation>,
  place: number,
): Generator<Piece, void> {
  const read = found.fault ? { fault: found.fault } : findFault(schema, parse(bytes, found));
  if ('fault' in read)
    return yield { is: 'refused', place, title: titleOf(bytes, found), ...read.fault };

  const { messages, ...head } = read.data;
  const tree = parentsFirst(messages);
  if ('error' in tree) {
    const path = `messages.${tree.place}.parent`;
    return yield { is: 'refused', place, title: head.title, error: tree.error, path };
  }
  const row = conversationRow(head, place);
  const ids = newIds(messages);
  yield { is: 'conversation', place, row, messages: messages.length };
  for (const rows of inBatches(messageRows(tree.inOrder, ids, row.id)))
    yield { is: 'messages', rows };
  for (const rows of inBatches(callRows(tree.inOrder, ids))) yield { is: 'calls', rows };
  for (const rows of inBatches(ratingRows(tree.inOrder, ids))) yield { is: 'ratings', rows };
  yield { is: 'whole' };
}

type Ids = Map<string, string>;

function* messageRows(messages: TransferredMessage[], ids: Ids, conversationId: string) {
  for (const message of messages) yield messageRow(message, ids, conversationId);
}

function* callRows(messages: TransferredMessage[], ids: Ids) {
  for (const { id, tool_calls } of messages)
    for (const [seq, call] of tool_calls.entries()) yield callRow(call, seq, ids.get(id) ?? '');
}

function* ratingRows(messages: TransferredMessage[], ids: Ids) {
  for (const { id, rating } of messages) if (rating) yield ratingRow(rating, ids.get(id) ?? '');
}

function* inBatches<Row extends MessageRow | CallRow | RatingRow>(
  rows: Generator<Row>,
): Generator<Row[], void> {
  let batch: Row[] = [];
  let size = 0;
  for (const row of rows) {
    batch.push(row);
    size += sizeOf(row);
    if (batch.length < ROWS && size < CHARACTERS) continue;
    yield batch;
    batch = [];
    size = 0;
  }
  if (batch.length > 0) yield batch;
}

function sizeOf(row: MessageRow | CallRow | RatingRow): number {
  if ('content' in row) return row.content.length + (row.error?.length ?? 0);
  if ('note' in row) return row.note?.length ?? 0;
  return JSON.stringify(row).length;
}

function parse(bytes: Uint8Array, { from, to }: { from: number; to: number }): unknown {
  const part = Buffer.from(bytes.buffer, bytes.byteOffset + from, to - from);
  return JSON.parse(part.toString('utf8'));
}

/** What a refused conversation calls itself, so far as that can be shown. */
function titleOf(bytes: Uint8Array, { title }: Found): string {
  return title ? String(parse(bytes, title)).slice(0, 200).toWellFormed() : '';
}
