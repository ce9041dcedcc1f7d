import { sql } from 'drizzle-orm';
import type { PgInsertValue } from 'drizzle-orm/pg-core';
import { v7 as uuidv7 } from 'uuid';
import type { Database, Transaction } from '@/db';
import { conversationMetadata, messages } from '@/db/schema';
import { type Value, writeOnce } from '@/db/write-once';
import { type MessageRow, timeAfter } from '@/lib/conversations';
import { HttpError } from '@/lib/http';
import type { Scope } from '@/lib/scope';

/** The answer to write, or the one that was already written for this message. */
export type Begun = { kind: 'run' | 'done'; answer: MessageRow };

/** An answer that is asked for: by which model, and when. */
export type Ask = {
  conversationId: string;
  model: string;
  now: Date;
  /** Seconds until the person may ask for another answer; 0: they may. */
  wait: number;
};

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
export async function storeTurn(
  tx: Transaction,
  scope: Scope,
  ask: Ask,
  { question, after }: Turn,
): Promise<Begun> {
  const createdAt = timeAfter(after, ask.now);
  const [, answer] = await insertTurn(tx, {
    ...runningAnswer(scope, ask, {
      parentId: question.id,
      createdAt: timeAfter({ createdAt }, ask.now),
    }),
    questionId: question.id,
    questionParentId: question.parentId ?? null,
    questionContent: question.content,
    questionCreatedAt: createdAt,
  });
  if (!answer) throw idIsTaken();
  return { kind: 'run', answer };
}

/** Saves another answer that is about to be written to a question that is stored. */
export async function storeAnswer(
  tx: Transaction,
  scope: Scope,
  ask: Ask,
  { id, parentId, after }: { id?: string; parentId: string; after: Pick<MessageRow, 'createdAt'> },
): Promise<Begun> {
  const createdAt = timeAfter(after, ask.now);
  const [answer] = await insertAnswer(tx, runningAnswer(scope, ask, { id, parentId, createdAt }));
  if (!answer) throw idIsTaken();
  return { kind: 'run', answer };
}

type RunningAnswer = {
  userId: string;
  conversationId: string;
  id: string;
  parentId: string;
  model: string;
  now: Date;
  createdAt: Date;
};

function runningAnswer(
  scope: Scope,
  { conversationId, model, now }: Omit<Ask, 'wait'>,
  { id = uuidv7(), ...place }: { id?: string; parentId: string; createdAt: Date },
): RunningAnswer {
  return { userId: scope.userId, conversationId, id, ...place, model, now };
}

type Question = {
  questionId: string;
  questionParentId: string | null;
  questionContent: string;
  questionCreatedAt: Date;
};

const insertTurn = writeOnce<RunningAnswer & Question>()((db, value) =>
  insertCounted(db, value, [
    {
      ...ownRow(value),
      id: value('questionId'),
      parentId: value('questionParentId'),
      role: 'user',
      status: 'complete',
      content: value('questionContent'),
      createdAt: value('questionCreatedAt'),
    },
    answerRow(value),
  ]),
);

const insertAnswer = writeOnce<RunningAnswer>()((db, value) =>
  insertCounted(db, value, [answerRow(value)]),
);

type NewMessage = PgInsertValue<typeof messages>;

function answerRow(value: Value<RunningAnswer>): NewMessage {
  return {
    ...ownRow(value),
    id: value('id'),
    parentId: value('parentId'),
    role: 'assistant',
    status: 'streaming',
    content: '',
    model: value('model'),
    heartbeatAt: value('now'),
    createdAt: value('createdAt'),
  };
}

function ownRow(value: Value<RunningAnswer>) {
  return { userId: value('userId'), conversationId: value('conversationId') };
}

/** Inserts what a turn begins with, and counts it. Gives the rows, unless one of the ids is taken. */
function insertCounted(db: Database, value: Value<RunningAnswer>, rows: NewMessage[]) {
  const counted = db.$with('counted').as(
    db
      .insert(conversationMetadata)
      .values({ ...ownRow(value), messageCount: rows.length })
      .onConflictDoUpdate({
        target: [conversationMetadata.userId, conversationMetadata.conversationId],
        set: { messageCount: sql`${conversationMetadata.messageCount} + ${rows.length}` },
      }),
  );
  return (
    db
      .with(counted)
      .insert(messages)
      .values(rows)
      // The same message, begun in another conversation at the same moment.
      .onConflictDoNothing()
      .returning()
  );
}

export function idIsTaken(): HttpError {
  return new HttpError(409, {
    error: 'This message id belongs to another message.',
    try_next: 'Send the message again with a new id.',
    field: 'message.id',
  });
}
