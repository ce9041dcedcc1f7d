'use server';

import { z } from 'zod';
import { noteHere } from '@/lib/auth/note-here';
import { requireActionScope } from '@/lib/auth/session';
import { check, NotFound } from '@/lib/http';
import { uuid } from '@/lib/ids';
import type { Scope } from '@/lib/scope';
import { isStorable } from '@/lib/storable';
import { type ConversationActionResult, reportAction } from './action-result';
import {
  archiveConversation as archive,
  markRead as mark,
  pinConversation as pin,
  deleteConversation as remove,
  renameConversation as rename,
  restoreConversation as restore,
  TITLE_LIMIT,
} from './edit';
import { emptyTrash as empty, deleteForever as purge } from './purge';

export type { ConversationActionResult };

const title = z
  .string()
  .refine(isStorable, 'Contains characters that cannot be stored.')
  .transform((text) => text.replace(/\s+/gu, ' ').trim())
  .pipe(
    z
      .string()
      .min(1, 'A title needs at least one character.')
      .max(TITLE_LIMIT, `A title has at most ${TITLE_LIMIT} characters.`),
  );

export async function renameConversation(
  conversationId: string,
  to: string,
): Promise<ConversationActionResult> {
  return act((scope) => rename(scope, check(uuid, conversationId), check(title, to)));
}

export async function pinConversation(
  conversationId: string,
  pinned: boolean,
): Promise<ConversationActionResult> {
  return act((scope) =>
    pin(scope, check(uuid, conversationId), check(z.boolean(), pinned), new Date()),
  );
}

export async function archiveConversation(
  conversationId: string,
  archived: boolean,
): Promise<ConversationActionResult> {
  return act((scope) =>
    archive(scope, check(uuid, conversationId), check(z.boolean(), archived), new Date()),
  );
}

/** Says that the person has the whole conversation in view. */
export async function markRead(conversationId: string): Promise<ConversationActionResult> {
  return act((scope) => mark(scope, check(uuid, conversationId), new Date()));
}

export async function deleteConversation(
  conversationId: string,
): Promise<ConversationActionResult> {
  return act((scope) => remove(scope, check(uuid, conversationId), new Date()));
}

export async function restoreConversation(
  conversationId: string,
): Promise<ConversationActionResult> {
  return act((scope) => restore(scope, check(uuid, conversationId)));
}

/** Deletes a conversation that is in the trash, and the links to it, for ever. */
export async function deleteForever(conversationId: string): Promise<ConversationActionResult> {
  return destroy('conversations_purged', (scope) => purge(scope, check(uuid, conversationId)));
}

/** Deletes for ever what was in the trash at `seenAt` (ISO 8601, UTC). */
export async function emptyTrash(seenAt: string): Promise<ConversationActionResult> {
  return destroy('trash_emptied', async (scope) => {
    await empty(scope, new Date(check(z.iso.datetime(), seenAt)));
    return true;
  });
}

function act(work: (scope: Scope) => Promise<boolean>): Promise<ConversationActionResult> {
  return reportAction(async () => {
    const { scope } = await requireActionScope();
    if (!(await work(scope))) throw new NotFound('conversation');
  });
}

/** What can't be taken back asks the database for the session, and is written down. */
function destroy(
  kind: 'conversations_purged' | 'trash_emptied',
  work: (scope: Scope) => Promise<boolean>,
): Promise<ConversationActionResult> {
  return reportAction(async () => {
    const { scope } = await requireActionScope({ fresh: true });
    if (!(await work(scope))) throw new NotFound('conversation');
    await noteHere(scope.userId, kind);
  });
}
