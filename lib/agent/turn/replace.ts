import { and, eq } from 'drizzle-orm';
import type { Transaction } from '@/db';
import { messages } from '@/db/schema';
import type { Clock } from '@/lib/clock';
import { leavePath, type MessageRow } from '@/lib/conversations';
import { HttpError, NotFound, TooManyRequests } from '@/lib/http';
import { requireFit } from '@/lib/quota';
import { joinTransaction, type Scope } from '@/lib/scope';
import { takeBack } from '@/lib/tasks';
import { findMessages, type Last, lockKnown, settle } from './begin';
import { retryAnswer, retryTurn } from './retry';
import { type Ask, type Begun, idIsTaken, type Say, storeAnswer, storeTurn } from './store-turn';

type Replace = Ask & {
  clock: Clock;
  /** Whether what the replaced answers changed is undone. */
  takeBack: boolean;
};

/** What is said in place of an earlier message of the person's, whose id is `replaces`. */
export type Edit = Replace & Say & { replaces: string };

/** Another answer in place of the one whose id is `replaces`; the id of the new one is the client's. */
export type Regenerate = Replace & { replaces: string; answerId: string };

/**
 * Saves a new version of a person's message beside the old one, and the answer that is about to be
 * written. The old version and what followed it are kept, and no longer shown. Sent again, it is a
 * retry. Throws `NotFound` where there is no such message of the person's in the conversation.
 */
export function beginEdit(scope: Scope, edit: Edit): Promise<Begun> {
  return scope.run(async (tx) => {
    const used = await lockKnown(tx, scope, edit);
    const old = await findReplaced(tx, scope, edit, 'user');
    const { stored, last } = await findMessages(tx, scope, edit, edit.messageId);
    if (stored) {
      if (stored.id === old.id || stored.parentId !== old.parentId) throw idIsTaken();
      return retryTurn(tx, scope, edit, { stored, last });
    }
    if (edit.wait) throw new TooManyRequests(edit.wait);
    requireFit(used, { messages: 2, bytes: Buffer.byteLength(edit.text) });
    const { after } = await replace(tx, scope, edit, old, last);
    const question = { id: edit.messageId, parentId: old.parentId, content: edit.text };
    return storeTurn(tx, scope, edit, { question, after });
  });
}

/**
 * Saves another answer to the same question, about to be written. The old one and what followed it
 * are kept, and no longer shown. Sent again, it is a retry. Throws `NotFound` where there is no such
 * answer in the conversation.
 */
export function beginAnother(scope: Scope, ask: Regenerate): Promise<Begun> {
  return scope.run(async (tx) => {
    const used = await lockKnown(tx, scope, ask);
    const old = await findReplaced(tx, scope, ask, 'assistant');
    const { stored, last } = await findMessages(tx, scope, ask, ask.answerId);
    if (stored) {
      if (stored.id === old.id || stored.parentId !== old.parentId) throw idIsTaken();
      return retryAnswer(tx, scope, ask, { answer: stored, last });
    }
    if (ask.wait) throw new TooManyRequests(ask.wait);
    requireFit(used, { messages: 1, bytes: 1 });
    if (!old.parentId) throw answersNothing();
    const { after } = await replace(tx, scope, ask, old, last);
    return storeAnswer(tx, scope, ask, { id: ask.answerId, parentId: old.parentId, after });
  });
}

async function findReplaced(
  tx: Transaction,
  scope: Scope,
  { conversationId, replaces }: { conversationId: string; replaces: string },
  role: MessageRow['role'],
): Promise<MessageRow> {
  const [row] = await tx
    .select()
    .from(messages)
    .where(
      and(
        eq(messages.userId, scope.userId),
        eq(messages.id, replaces),
        eq(messages.conversationId, conversationId),
        eq(messages.role, role),
      ),
    );
  if (!row) throw new NotFound(role === 'user' ? 'message of yours' : 'answer');
  return row;
}

/** Leaves the path from the old message on. What comes in its place comes after all of that. */
async function replace(
  tx: Transaction,
  scope: Scope,
  ask: Replace,
  old: MessageRow,
  last: Last | undefined,
): Promise<{ after: MessageRow }> {
  if (!old.active || old.deletedAt || !last) throw notShown();
  await settle(tx, scope, ask, last);
  const answers = await leavePath(tx, scope, old);
  if (ask.takeBack) await takeBack(joinTransaction(scope, tx), ask.clock, answers);
  return { after: last };
}

function notShown(): HttpError {
  return new HttpError(409, {
    error: 'This message is not in what the conversation shows now.',
    try_next: 'Reload, and choose the version that you mean.',
  });
}

function answersNothing(): HttpError {
  return new HttpError(409, {
    error: 'This answers no question of yours, so there is nothing to answer again.',
    try_next: 'Ask it as a new message.',
  });
}
