import { and, eq, inArray, isNull } from 'drizzle-orm';
import { conversations, messageRatings, messages } from '@/db/schema';
import type { Scope } from '@/lib/scope';

/** The longest note on an answer, in characters. */
export const NOTE_LIMIT = 2000;

/** What a person thinks of an answer: thumbs up (1) or down (-1), and why. */
export type Rating = { value: 1 | -1; note: string };

/**
 * Says what the user thinks of an answer, in place of what they said before; null takes it back.
 * False when they have no answer of this id.
 */
export function rateMessage(
  scope: Scope,
  messageId: string,
  rating: Rating | null,
  now: Date,
): Promise<boolean> {
  return scope.run(async (tx) => {
    const [answer] = await tx
      .select({ id: messages.id })
      .from(messages)
      .innerJoin(
        conversations,
        and(
          eq(conversations.userId, messages.userId),
          eq(conversations.id, messages.conversationId),
        ),
      )
      .where(
        and(
          eq(messages.userId, scope.userId),
          eq(messages.id, messageId),
          eq(messages.role, 'assistant'),
          isNull(messages.deletedAt),
          isNull(conversations.deletedAt),
        ),
      );
    if (!answer) return false;
    const key = { userId: scope.userId, messageId };
    if (!rating) {
      await tx
        .delete(messageRatings)
        .where(
          and(eq(messageRatings.userId, scope.userId), eq(messageRatings.messageId, messageId)),
        );
      return true;
    }
    const said = { rating: rating.value, note: rating.note, updatedAt: now };
    await tx
      .insert(messageRatings)
      .values({ ...key, ...said, createdAt: now })
      .onConflictDoUpdate({ target: [messageRatings.userId, messageRatings.messageId], set: said });
    return true;
  });
}

/** What the user thinks of these answers, by message id. */
export async function findRatings(
  scope: Scope,
  messageIds: string[],
): Promise<Map<string, Rating>> {
  if (messageIds.length === 0) return new Map();
  const rows = await scope.run((tx) =>
    tx
      .select()
      .from(messageRatings)
      .where(
        and(eq(messageRatings.userId, scope.userId), inArray(messageRatings.messageId, messageIds)),
      ),
  );
  return new Map(
    rows.map(({ messageId, rating, note }) => [messageId, { value: rating > 0 ? 1 : -1, note }]),
  );
}
