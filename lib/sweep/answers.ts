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

/** Calls that nobody decided in time are declined, and with them what was approved and waited for them. */
export async function expireApprovals(db: Database, now: Date): Promise<void> {
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
  await db
    .update(toolCalls)
    .set({ state: 'denied', error: EXPIRED, finishedAt: now })
    .where(
      and(
        sql`(${toolCalls.userId}, ${toolCalls.messageId}) in ${old}`,
        inArray(toolCalls.state, ['pending_approval', 'running']),
      ),
    );
}
