import { sql } from 'drizzle-orm';
import type { Transaction } from '@/db';
import {
  conversationMetadata,
  conversations,
  messageRatings,
  messages,
  toolCalls,
} from '@/db/schema';
import type { Fault } from '@/lib/first-fault';
import { type ErrorBody, HttpError, notUtf8, wrongField } from '@/lib/http';
import { logError } from '@/lib/log';
import { QuotaReached, requireRoom } from '@/lib/quota';
import type { Scope } from '@/lib/scope';
import { openReader, type Piece, type Reader, ReadingEnded } from './reading';

/** What became of each conversation of a file; `place` counts from 0. */
export type ImportResult = {
  imported: { place: number; id: string; title: string }[];
  refused: (ErrorBody & { place: number; title: string })[];
};

/** So many conversations of a file may be wrong; then the rest of it is not read. */
const MOST_REFUSED = 100;

/** How long one conversation may take to write, in ms: it is one transaction. */
const WRITING_LIMIT = 300_000;

/**
 * Adds the conversations of a file to the user's, each whole or not at all. They get ids of their
 * own, so nothing that exists is touched, whoever's file it is. The file is read on another thread
 * (decision 0034), which takes the bytes. Throws 400 for what is no such file.
 */
export async function importConversations(
  scope: Scope,
  file: Uint8Array<ArrayBuffer>,
  now: Date,
): Promise<ImportResult> {
  const reader = openReader(file, now);
  const result: ImportResult = { imported: [], refused: [] };
  let place = 0;
  try {
    for (;;) {
      const piece = await reader.next();
      if (piece.is === 'end') return result;
      if (piece.is === 'no file') throw noFile(piece.why);
      // Pieces of a conversation that could not be written come here too, and are let go.
      if (!('place' in piece)) continue;
      place = piece.place;
      if (result.refused.length === MOST_REFUSED) return stop(result, place, restUnread);
      if (piece.is === 'too many') return stop(result, place, restTooMany);
      if (piece.is === 'conversation') await importOne(scope, piece, reader, result);
      else result.refused.push({ place, title: piece.title, ...refusal(place, piece) });
    }
  } catch (error) {
    if (!(error instanceof ReadingEnded)) throw error;
    return stop(result, place, restTooMuch);
  } finally {
    await reader.close();
  }
}

type Beginning = Extract<Piece, { is: 'conversation' }>;

async function importOne(scope: Scope, begun: Beginning, reader: Reader, result: ImportResult) {
  const { id, title } = begun.row;
  const { place } = begun;
  try {
    await scope.run((tx) => insert(tx, scope, begun, reader));
    result.imported.push({ place, id, title });
  } catch (error) {
    if (error instanceof ReadingEnded) throw error;
    if (error instanceof QuotaReached) {
      result.refused.push({ place, title, ...error.body });
      return;
    }
    logError('A conversation could not be imported', error);
    result.refused.push({ place, title, ...notSaved });
  }
}

async function insert(
  tx: Transaction,
  scope: Scope,
  { row, messages: messageCount }: Beginning,
  reader: Reader,
): Promise<void> {
  const { userId } = scope;
  await takeTurns(tx, userId);
  await requireRoom(tx, scope, { conversations: 1, messages: messageCount });
  const deadline = performance.now() + WRITING_LIMIT;
  if (messageCount > 100) await planForMany(tx);
  const own = <Row>(rows: Row[]) => rows.map((one) => ({ ...one, userId }));
  await tx.insert(conversations).values({ ...row, userId });
  await tx.insert(conversationMetadata).values({ userId, conversationId: row.id, messageCount });
  for (;;) {
    const piece = await reader.next();
    if ('rows' in piece) await requireRoom(tx, scope, { bytes: bytesOf(piece) });
    if (piece.is === 'messages') await tx.insert(messages).values(own(piece.rows));
    else if (piece.is === 'calls') await tx.insert(toolCalls).values(own(piece.rows));
    else if (piece.is === 'ratings') await tx.insert(messageRatings).values(own(piece.rows));
    else return;
    if (performance.now() > deadline) throw new Error('It takes too long to write.');
  }
}

/** Imports of one person fill their account one after the other: two together can't overfill it. */
async function takeTurns(tx: Transaction, userId: string): Promise<void> {
  await tx.execute(sql`select pg_advisory_xact_lock(hashtextextended(${`import:${userId}`}, 0))`);
}

/** What the rows take up, about: their texts, and the JSON of calls. */
function bytesOf(piece: Extract<Piece, { rows: unknown[] }>): number {
  return piece.rows.reduce((sum, row) => {
    const text = 'content' in row ? row.content : JSON.stringify(row);
    return sum + Buffer.byteLength(text);
  }, 0);
}

/**
 * A connection keeps its plans. One that has looked up parents in an almost empty table does so by
 * reading all of it, and would read each message of a long conversation for each other one.
 */
async function planForMany(tx: Transaction): Promise<void> {
  await tx.execute(sql`discard plans`);
  await tx.execute(sql`select set_config('enable_seqscan', 'off', true)`);
}

const restUnread: ErrorBody = {
  error: `More than ${MOST_REFUSED} conversations of this file are wrong, so the rest of it was not read.`,
  try_next: 'Export the file once more. What was imported stays.',
};

const restTooMany: ErrorBody = {
  error: 'There are more conversations in this file than are read at once, so the rest was not.',
  try_next: 'Import the others from a file of their own. What was imported stays.',
};

const restTooMuch: ErrorBody = {
  error: 'This takes more time or memory than a file may, so it and what follows was not imported.',
  try_next: 'Export its conversations one by one. What was imported stays.',
};

const notSaved: ErrorBody = {
  error: 'This conversation could not be saved. Nothing of it was.',
  try_next: 'Import it again in a moment.',
};

function stop(result: ImportResult, place: number, why: ErrorBody): ImportResult {
  result.refused.push({ place, title: '', ...why });
  return result;
}

function noFile(why: Fault | 'not JSON' | 'not UTF-8'): HttpError {
  if (why === 'not UTF-8') return notUtf8();
  if (why !== 'not JSON') return wrongField(why);
  return new HttpError(400, {
    error: 'This file is not JSON, so nothing of it was imported.',
    try_next: 'Choose a file that Saydo exported as JSON.',
  });
}

function refusal(place: number, { error, path }: Fault): ErrorBody {
  const field = `conversations.${place}${path && `.${path}`}`;
  return { error, try_next: `Correct "${field}" in the file.`, field };
}
