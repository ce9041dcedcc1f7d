import { sql } from 'drizzle-orm';
import { v7 as uuidv7 } from 'uuid';
import type { Transaction } from '@/db';
import { conversationMetadata, messages } from '@/db/schema';
import { type MessageRow, timeAfter } from '@/lib/conversations';
import { HttpError } from '@/lib/http';
import type { Scope } from '@/lib/scope';

/** The answer to write, or the one that was already written for this message. */
export type Begun = { kind: 'run' | 'done'; answer: MessageRow };

/** An answer that is asked for: by which model, and when. */
export type Ask = { conversationId: string; model: string; now: Date };

export type Say = Ask & {
  /** The client's id: sending it again is a retry of the same message. */
  messageId: string;
  text: string;
};

type Turn = {
  question: { id: string; parentId: string | null | undefined; content: string };
  /** The message after which the turn comes. */
  after: Pick<MessageRow, 'createdAt'> | undefined;
};

/** Saves a question and the answer that is about to be written. */
export function storeTurn(
  tx: Transaction,
  scope: Scope,
  ask: Ask,
  { question, after }: Turn,
): Promise<Begun> {
  const createdAt = timeAfter(after, ask.now);
  return store(tx, scope, ask, [
    { ...ownRow(scope, ask), ...question, role: 'user', status: 'complete', createdAt },
    runningRow(scope, ask, { parentId: question.id, createdAt: timeAfter({ createdAt }, ask.now) }),
  ]);
}

/** Saves another answer that is about to be written to a question that is stored. */
export function storeAnswer(
  tx: Transaction,
  scope: Scope,
  ask: Ask,
  { id, parentId, after }: { id?: string; parentId: string; after: Pick<MessageRow, 'createdAt'> },
): Promise<Begun> {
  const createdAt = timeAfter(after, ask.now);
  return store(tx, scope, ask, [runningRow(scope, ask, { id, parentId, createdAt })]);
}

type NewMessage = typeof messages.$inferInsert;

function runningRow(
  scope: Scope,
  ask: Ask,
  { id = uuidv7(), ...place }: { id?: string; parentId: string; createdAt: Date },
): NewMessage {
  return {
    ...ownRow(scope, ask),
    ...place,
    id,
    role: 'assistant',
    status: 'streaming',
    content: '',
    model: ask.model,
    heartbeatAt: ask.now,
  };
}

/** Inserts what a turn begins with, and counts it. The last row is the answer. */
async function store(
  tx: Transaction,
  scope: Scope,
  { conversationId }: Ask,
  rows: NewMessage[],
): Promise<Begun> {
  const counted = tx.$with('counted').as(
    tx
      .insert(conversationMetadata)
      .values({ userId: scope.userId, conversationId, messageCount: rows.length })
      .onConflictDoUpdate({
        target: [conversationMetadata.userId, conversationMetadata.conversationId],
        set: { messageCount: sql`${conversationMetadata.messageCount} + ${rows.length}` },
      }),
  );
  const stored = await tx
    .with(counted)
    .insert(messages)
    .values(rows)
    // The same message, begun in another conversation at the same moment.
    .onConflictDoNothing()
    .returning();
  const answer = stored.at(-1);
  if (!answer || stored.length < rows.length) throw idIsTaken();
  return { kind: 'run', answer };
}

function ownRow(scope: Scope, ask: Ask) {
  return { userId: scope.userId, conversationId: ask.conversationId };
}

export function idIsTaken(): HttpError {
  return new HttpError(409, {
    error: 'This message id belongs to another message.',
    try_next: 'Send the message again with a new id.',
    field: 'message.id',
  });
}
