'use server';

import { z } from 'zod';
import { requireActionScope } from '@/lib/auth/session';
import { check, NotFound } from '@/lib/http';
import { uuid } from '@/lib/ids';
import type { Scope } from '@/lib/scope';
import { isStorable } from '@/lib/storable';
import { type ConversationActionResult, reportAction } from './action-result';
import { chooseVersion as choose } from './choose-version';
import { deletePair as remove, restorePair as restore } from './pairs';
import { NOTE_LIMIT, rateMessage as rate } from './ratings';

const rating = z.strictObject({
  value: z.union([z.literal(1), z.literal(-1), z.null()]),
  note: z
    .string()
    .max(NOTE_LIMIT, `A note has at most ${NOTE_LIMIT.toLocaleString('en')} characters.`)
    .refine(isStorable, 'Contains characters that cannot be stored.')
    .default(''),
});

/** Shows another version of a message, with what followed it. */
export async function chooseVersion(
  conversationId: string,
  messageId: string,
): Promise<ConversationActionResult> {
  return act('message', (scope) =>
    choose(scope, check(uuid, conversationId), check(uuid, messageId), new Date()),
  );
}

/** Takes a question and its answer out of the conversation. */
export async function deletePair(
  conversationId: string,
  userMessageId: string,
): Promise<ConversationActionResult> {
  return act('message', (scope) =>
    remove(scope, check(uuid, conversationId), check(uuid, userMessageId), new Date()),
  );
}

/** Brings them back. */
export async function restorePair(
  conversationId: string,
  userMessageId: string,
): Promise<ConversationActionResult> {
  return act('message', (scope) =>
    restore(scope, check(uuid, conversationId), check(uuid, userMessageId), new Date()),
  );
}

/** Says what the person thinks of an answer: 1 thumbs up, -1 thumbs down, null nothing any more. */
export async function rateMessage(
  messageId: string,
  said: { value: 1 | -1 | null; note?: string },
): Promise<ConversationActionResult> {
  return act('answer', (scope) => {
    const { value, note } = check(rating, said);
    return rate(scope, check(uuid, messageId), value && { value, note }, new Date());
  });
}

function act(what: string, work: (scope: Scope) => Promise<boolean>) {
  return reportAction(async () => {
    const { scope } = await requireActionScope();
    if (!(await work(scope))) throw new NotFound(what);
  });
}
