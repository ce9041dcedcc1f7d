'use server';

import { z } from 'zod';
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
  return act(async (scope) => {
    const id = check(uuid, conversationId);
    return { ok: true, token: await share(scope, id, check(options, how), new Date()) };
  });
}

export async function revokeLink(linkId: string): Promise<RevokeResult> {
  return act(async (scope) => {
    if (!(await revoke(scope, check(uuid, linkId), new Date()))) throw new NotFound('link');
    return { ok: true };
  });
}

async function act<Done>(
  work: (scope: Scope) => Promise<Done>,
): Promise<Done | ({ ok: false } & ErrorBody)> {
  try {
    const { scope } = await requireActionScope();
    return await work(scope);
  } catch (error) {
    if (error instanceof HttpError) return { ok: false, ...error.body };
    logError('A change of a shared link failed', error);
    return { ok: false, error: 'This was not saved.', try_next: 'Try again in a moment.' };
  }
}
