import { setTimeout as sleep } from 'node:timers/promises';
import { and, eq, or, type SQL } from 'drizzle-orm';
import { messages } from '@/db/schema';
import type { Scope } from '@/lib/scope';
import { abortRun } from './running';

/** How long a stop waits for the message that it overtook, and how often it looks, in ms. */
const OVERTAKEN = { patience: 3_000, lookEvery: 100 };

/**
 * Stops the running answer of the user's conversation, whichever tab or process it runs in: the
 * row says so at once, and its process sees that at its next flush or call. False when none runs.
 *
 * `messageId` names the question, or the answer, that is meant. A stop can overtake the message it
 * belongs to; it then waits a few seconds for it, in the database, since another process may be
 * the one that stores it.
 */
export async function stopAnswer(
  scope: Scope,
  conversationId: string,
  now: Date,
  messageId?: string,
): Promise<boolean> {
  if (!messageId) return stopRunning(scope, conversationId, now);
  const meant = or(eq(messages.id, messageId), eq(messages.parentId, messageId));
  const until = performance.now() + OVERTAKEN.patience;
  while (!(await isStored(scope, messageId))) {
    if (performance.now() > until) return false;
    await sleep(OVERTAKEN.lookEvery);
  }
  // A question is stored together with its answer.
  return stopRunning(scope, conversationId, now, meant);
}

async function stopRunning(
  scope: Scope,
  conversationId: string,
  now: Date,
  meant?: SQL,
): Promise<boolean> {
  const stopped = await scope.run((tx) =>
    tx
      .update(messages)
      .set({ status: 'stopped', finishedAt: now })
      .where(
        and(
          eq(messages.userId, scope.userId),
          eq(messages.conversationId, conversationId),
          eq(messages.status, 'streaming'),
          meant,
        ),
      )
      .returning({ id: messages.id }),
  );
  for (const { id } of stopped) abortRun(scope, id);
  return stopped.length > 0;
}

async function isStored(scope: Scope, messageId: string): Promise<boolean> {
  const rows = await scope.run((tx) =>
    tx
      .select({ id: messages.id })
      .from(messages)
      .where(and(eq(messages.userId, scope.userId), eq(messages.id, messageId))),
  );
  return rows.length > 0;
}
