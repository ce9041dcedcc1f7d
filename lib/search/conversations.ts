import { and, eq, inArray, isNotNull, isNull, ne, sql } from 'drizzle-orm';
import type { Transaction } from '@/db';
import { conversations } from '@/db/schema';
import type { Scope } from '@/lib/scope';
import { highlight, needlesOf, type Segment } from './highlight';
import { cutPage, type Hits, inOrder, type Wanted } from './hits';
import { nearWordsIn } from './near-words';
import { rankTitles } from './titles';

/** A conversation whose title was found. Instants are ISO 8601, UTC. */
export type ConversationHit = {
  id: string;
  title: Segment[];
  /** When its last message came. */
  updated_at: string;
  archived: boolean;
};

/** The person's conversations by their titles, also archived ones; the trash is left out. */
export async function searchConversations(
  tx: Transaction,
  scope: Scope,
  wanted: Wanted,
): Promise<Hits<ConversationHit>> {
  const mine = and(
    eq(conversations.userId, scope.userId),
    isNull(conversations.deletedAt),
    ne(conversations.title, ''),
  );
  const titles = sql`select ${conversations.id}, ${conversations.title}, '' as below,
    ${conversations.updatedAt} as at, 0 as ahead from ${conversations} where ${mine}`;
  const places = await rankTitles(tx, titles, wanted);
  const { ids, next_cursor } = cutPage(places, wanted.limit, 'words');
  if (ids.length === 0) return { hits: [], next_cursor };
  const rows = await tx
    .select({
      id: conversations.id,
      title: conversations.title,
      updatedAt: conversations.updatedAt,
      archived: sql<boolean>`${isNotNull(conversations.archivedAt)}`,
    })
    .from(conversations)
    .where(and(mine, inArray(conversations.id, ids)));
  const near = nearWordsIn(
    rows.map(({ title }) => title),
    wanted.query.terms,
  );
  const needles = needlesOf(wanted.query, wanted.stems, near);
  return {
    hits: inOrder(ids, rows).map(({ updatedAt, title, ...row }) => ({
      ...row,
      title: highlight(title, needles),
      updated_at: updatedAt.toISOString(),
    })),
    next_cursor,
  };
}
