import { and, eq, isNotNull, isNull, type SQL, sql } from 'drizzle-orm';
import { conversations } from '@/db/schema';
import type { Scope } from '@/lib/scope';
import { decodeCursor, encodeCursor } from './cursor';

/** Where a conversation is kept that the sidebar doesn't show. */
export type Place = 'archive' | 'trash';

/** A conversation in the archive or the trash. Instants are ISO 8601, UTC. */
export type KeptConversation = {
  id: string;
  title: string;
  /** When its last message came. */
  updated_at: string;
  /** Since when it is there. */
  since: string;
};

export type KeptPage = {
  conversations: KeptConversation[];
  /** How many are there altogether. */
  total: number;
  next_cursor: string | null;
};

/** What is in the user's archive or trash, the last put there first. `limit`: 1 to 100, default 30. */
export async function listKept(
  scope: Scope,
  place: Place,
  { cursor, limit = 30 }: { cursor?: string; limit?: number } = {},
): Promise<KeptPage> {
  const from = cursor === undefined ? undefined : decodeCursor(cursor);
  const since = place === 'archive' ? conversations.archivedAt : conversations.deletedAt;
  return scope.run(async (tx) => {
    const rows = await tx
      .select({
        id: conversations.id,
        title: conversations.title,
        updatedAt: conversations.updatedAt,
        since: sql<Date>`${since}`.mapWith(conversations.updatedAt),
      })
      .from(conversations)
      .where(
        and(
          isIn(scope, place),
          from &&
            sql`(${since}, ${conversations.id}) < (${from.at}::timestamptz, ${from.id}::uuid)`,
        ),
      )
      .orderBy(sql`${since} desc nulls last`, sql`${conversations.id} desc nulls last`)
      .limit(limit + 1);
    const page = rows.slice(0, limit);
    const last = page.at(-1);
    return {
      conversations: page.map(({ updatedAt, since, ...row }) => ({
        ...row,
        updated_at: updatedAt.toISOString(),
        since: since.toISOString(),
      })),
      total: await tx.$count(conversations, isIn(scope, place)),
      next_cursor: rows.length > limit && last ? encodeCursor(last.since, last.id) : null,
    };
  });
}

/** The user's conversations of one place; one that is archived and deleted is in the trash. */
export function isIn(scope: Scope, place: Place): SQL | undefined {
  const there =
    place === 'archive'
      ? and(isNull(conversations.deletedAt), isNotNull(conversations.archivedAt))
      : isNotNull(conversations.deletedAt);
  return and(eq(conversations.userId, scope.userId), there);
}
