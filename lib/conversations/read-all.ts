import { and, asc, eq, inArray, isNull, type SQL, sql } from 'drizzle-orm';
import { conversations, messageRatings, messages } from '@/db/schema';
import type { Scope } from '@/lib/scope';
import { type StoredMessage, withToolCalls } from './messages';

export type ConversationRow = typeof conversations.$inferSelect;
type RatingRow = typeof messageRatings.$inferSelect;
export type ReadMessage = StoredMessage & { rating: RatingRow | null };

const CONVERSATIONS = 100;
const MESSAGES = 200;

/** The user's conversations but those in the trash, the oldest first, read as they are taken. */
export async function* readConversations(scope: Scope): AsyncGenerator<ConversationRow> {
  for (let after: SQL | undefined; ; ) {
    const rows = await scope.run((tx) =>
      tx
        .select()
        .from(conversations)
        .where(and(eq(conversations.userId, scope.userId), isNull(conversations.deletedAt), after))
        .orderBy(asc(conversations.createdAt), asc(conversations.id))
        .limit(CONVERSATIONS),
    );
    yield* rows;
    const last = rows.at(-1);
    if (!last || rows.length < CONVERSATIONS) return;
    after = sql`(${conversations.createdAt}, ${conversations.id}) > (${last.createdAt.toISOString()}::timestamptz, ${last.id}::uuid)`;
  }
}

/**
 * A conversation’s messages in the order they came, read in pages as they are taken: every
 * version with the deleted ones, or only those that are shown.
 */
export async function* readMessages(
  scope: Scope,
  conversationId: string,
  { shown }: { shown: boolean },
): AsyncGenerator<ReadMessage> {
  for (let after: SQL | undefined; ; ) {
    const page = await scope.run(async (tx) => {
      const rows = await tx
        .select()
        .from(messages)
        .where(
          and(
            eq(messages.userId, scope.userId),
            eq(messages.conversationId, conversationId),
            after,
          ),
        )
        .orderBy(asc(messages.createdAt), asc(messages.id))
        .limit(MESSAGES);
      const ratings = await tx
        .select()
        .from(messageRatings)
        .where(
          and(
            eq(messageRatings.userId, scope.userId),
            inArray(
              messageRatings.messageId,
              rows.map(({ id }) => id),
            ),
          ),
        );
      const ratingOf = new Map(ratings.map((rating) => [rating.messageId, rating]));
      const stored = await withToolCalls(tx, scope, rows);
      return stored.map((row) => ({ ...row, rating: ratingOf.get(row.id) ?? null }));
    });
    for (const message of page) {
      if (shown && (!message.active || message.deletedAt)) continue;
      yield message;
    }
    const last = page.at(-1);
    if (!last || page.length < MESSAGES) return;
    after = sql`(${messages.createdAt}, ${messages.id}) > (${last.createdAt.toISOString()}::timestamptz, ${last.id}::uuid)`;
  }
}
