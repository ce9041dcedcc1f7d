'use server';

import { z } from 'zod';
import { noteHere } from '@/lib/auth/note-here';
import type { SecurityEventKind } from '@/lib/auth/security-events';
import { requireActionScope } from '@/lib/auth/session';
import { check, type ErrorBody, HttpError, NotFound } from '@/lib/http';
import { uuid } from '@/lib/ids';
import { logError } from '@/lib/log';
import type { Scope } from '@/lib/scope';
import { lifetimes } from './fields';
import { revokeLink as revoke, shareConversation as share } from './links';

type ShareResult = { ok: true; token: string } | ({ ok: false } & ErrorBody);
type RevokeResult = { ok: true } | ({ ok: false } & ErrorBody);

const options = z.strictObject({
  lifetime: z.enum(lifetimes.map(({ value }) => value)),
  withTasks: z.boolean(),
});

/** Makes a link to the conversation as it is now; the token in the answer is told this once. */
export async function shareConversation(
  conversationId: string,
  how: z.input<typeof options>,
): Promise<ShareResult> {
  return act(async (scope, note) => {
    const id = check(uuid, conversationId);
    const token = await share(scope, id, check(options, how), new Date());
    await note('link_made');
    return { ok: true, token };
  });
}

export async function revokeLink(linkId: string): Promise<RevokeResult> {
  return act(async (scope, note) => {
    if (!(await revoke(scope, check(uuid, linkId), new Date()))) throw new NotFound('link');
    await note('link_revoked');
    return { ok: true };
  });
}

/** What is published is asked of the database: a device that was signed out publishes nothing. */
async function act<Done>(
  work: (scope: Scope, note: (kind: SecurityEventKind) => Promise<void>) => Promise<Done>,
): Promise<Done | ({ ok: false } & ErrorBody)> {
  try {
    const { scope } = await requireActionScope({ fresh: true });
    return await work(scope, (kind) => noteHere(scope.userId, kind));
  } catch (error) {
    if (error instanceof HttpError) return { ok: false, ...error.body };
    logError('A change of a shared link failed', error);
    return { ok: false, error: 'This was not saved.', try_next: 'Try again in a moment.' };
  }
}
