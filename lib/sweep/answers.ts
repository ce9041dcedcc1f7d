import { and, eq, inArray, isNull, lt, ne, or, sql } from 'drizzle-orm';
import type { Database } from '@/db';
import { messages, toolCalls } from '@/db/schema';
import { EXPIRED, expiredBefore, HEARTBEAT_LIMIT } from '@/lib/conversations';

/** Everybody's answers that have lost their process become 'interrupted', with what they had. */
export async function interruptLost(db: Database, now: Date): Promise<void> {
  await db
    .update(messages)
    .set({ status: 'interrupted', finishedAt: now, heartbeatAt: null })
    .where(
      and(
        eq(messages.status, 'streaming'),
        or(
          isNull(messages.heartbeatAt),
          lt(messages.heartbeatAt, new Date(now.getTime() - HEARTBEAT_LIMIT)),
        ),
      ),
    );
}

/**
 * The same of every answer that is being written, however short ago it was heard of: at the start of
 * a server whose database belongs to one process, all of them are from before.
 */
export async function interruptAll(db: Database, now: Date): Promise<void> {
  await db
    .update(messages)
    .set({ status: 'interrupted', finishedAt: now, heartbeatAt: null })
    .where(eq(messages.status, 'streaming'));
}

/**
 * Writes down which of everybody's calls have waited for a word for too long, and says how many.
 * With them go the calls of the same answers that were approved and waited for the rest. Screens,
 * prompts and decisions don't wait for it.
 */
export async function expireApprovals(db: Database, now: Date): Promise<number> {
  const old = db
    .select({ userId: toolCalls.userId, id: toolCalls.messageId })
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
        sql`(${toolCalls.userId}, ${toolCalls.messageId}) in ${old}`,
        inArray(toolCalls.state, ['pending_approval', 'running']),
      ),
    )
    .returning({ id: toolCalls.id });
  return expired.length;
}
