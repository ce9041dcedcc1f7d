import { and, eq, inArray, lt, ne, sql } from 'drizzle-orm';
import type { Database } from '@/db';
import { messages, toolCalls } from '@/db/schema';
import { EXPIRED, expiredBefore } from '@/lib/conversations';

/**
 * Writes down, of everybody's calls, which have waited for a word for more than a day, and says how
 * many those are. With them go the calls of the same answers that were approved and waited for the
 * rest. For the sweep, on the owner's connection: screens, prompts and decisions don't wait for it.
 */
export async function expireApprovals(db: Database, now: Date): Promise<number> {
  const late = db
    .selectDistinct({ userId: toolCalls.userId, messageId: toolCalls.messageId })
    .from(toolCalls)
    .innerJoin(
      messages,
      and(eq(messages.userId, toolCalls.userId), eq(messages.id, toolCalls.messageId)),
    )
    .where(
      and(
        eq(toolCalls.state, 'pending_approval'),
        lt(toolCalls.startedAt, expiredBefore(now)),
        ne(messages.status, 'streaming'),
      ),
    );
  const expired = await db
    .update(toolCalls)
    .set({ state: 'denied', error: EXPIRED, finishedAt: now })
    .where(
      and(
        sql`(${toolCalls.userId}, ${toolCalls.messageId}) in (${late})`,
        inArray(toolCalls.state, ['pending_approval', 'running']),
      ),
    )
    .returning({ id: toolCalls.id });
  return expired.length;
}
