import { and, eq } from 'drizzle-orm';
import { messages } from '@/db/schema';
import type { Scope } from '@/lib/scope';
import { abortRun } from './running';

/**
 * Stops the running answer of the user's conversation, whichever tab or process it runs in: the
 * row says so at once, and its process sees that at its next flush or call. False when none runs.
 */
export async function stopAnswer(
  scope: Scope,
  conversationId: string,
  now: Date,
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
        ),
      )
      .returning({ id: messages.id }),
  );
  for (const { id } of stopped) abortRun(id);
  return stopped.length > 0;
}
