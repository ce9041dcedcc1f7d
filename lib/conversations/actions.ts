'use server';

import { z } from 'zod';
import { requireActionScope } from '@/lib/auth/session';
import { check, NotFound } from '@/lib/http';
import { uuid } from '@/lib/ids';
import type { Scope } from '@/lib/scope';
import { isStorable } from '@/lib/storable';
import { type ConversationActionResult, reportAction } from './action-result';
import {
  deleteConversation as remove,
  renameConversation as rename,
  restoreConversation as restore,
  TITLE_LIMIT,
} from './edit';

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

function act(work: (scope: Scope) => Promise<boolean>): Promise<ConversationActionResult> {
  return reportAction(async () => {
    const { scope } = await requireActionScope();
    if (!(await work(scope))) throw new NotFound('conversation');
  });
}
