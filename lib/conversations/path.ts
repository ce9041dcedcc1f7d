import { and, desc, eq, gte, isNotNull, isNull } from 'drizzle-orm';
import type { Transaction } from '@/db';
import { messages } from '@/db/schema';
import type { Scope } from '@/lib/scope';
import { isShown, type MessageRow } from './messages';

/**
 * Takes a message and all that follows it off the shown path, and gives the ids of the answers
 * among them. On that path the times ascend, so what follows is what is later.
 */
export async function leavePath(
  tx: Transaction,
  scope: Scope,
  from: Pick<MessageRow, 'conversationId' | 'createdAt'>,
): Promise<string[]> {
  const left = await tx
    .update(messages)
    .set({ active: false })
    .where(and(isShown(scope, from.conversationId), gte(messages.createdAt, from.createdAt)))
    .returning({ id: messages.id, role: messages.role });
  return left.filter(({ role }) => role === 'assistant').map(({ id }) => id);
}

type End = Pick<MessageRow, 'id' | 'createdAt'>;

/**
 * The message that the next one follows: the last that is shown, or behind it what was taken out
 * of the conversation there. So that comes back to where it was, and is no version of what is said
 * next.
 */
export async function endOfPath(
  tx: Transaction,
  scope: Scope,
  conversationId: string,
  lastShown: End | undefined,
): Promise<End | undefined> {
  let end = lastShown;
  for (;;) {
    const [next] = await tx
      .select({ id: messages.id, createdAt: messages.createdAt })
      .from(messages)
      .where(
        and(
          eq(messages.userId, scope.userId),
          eq(messages.conversationId, conversationId),
          end ? eq(messages.parentId, end.id) : isNull(messages.parentId),
          isNotNull(messages.deletedAt),
        ),
      )
      .orderBy(desc(messages.deletedAt), desc(messages.createdAt))
      .limit(1);
    if (!next) return end;
    end = next;
  }
}

/** When a message that follows `end` is said: later than that, whatever the clocks say. */
export function timeAfter(end: Pick<MessageRow, 'createdAt'> | undefined, now: Date): Date {
  return new Date(Math.max(now.getTime(), (end?.createdAt.getTime() ?? 0) + 1));
}
