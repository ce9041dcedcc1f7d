import { and, eq, sql } from 'drizzle-orm';
import type { Database } from '@/db';
import { sharedSnapshots } from '@/db/schema';
import { getConversation } from '@/lib/conversations';
import { createScope } from '@/lib/scope';
import { isOpen } from './links';
import { readContent, type SharedMessage } from './snapshot';
import { hashOf, isToken } from './token';

/** What whoever has the link sees. */
export type Shared = { title: string; createdAt: Date; messages: SharedMessage[] };

/**
 * What a link's token opens, or null: for one that is unknown, over or revoked, or whose
 * conversation is in the trash. The one read without a signed-in user: the transaction names the
 * link instead, and row-level security shows it that row alone.
 */
export async function readShared(db: Database, token: string, now: Date): Promise<Shared | null> {
  if (!isToken(token)) return null;
  const hash = hashOf(token);
  const [row] = await db.transaction(async (tx) => {
    await tx.execute(
      sql`select set_config('role', 'app_user', true), set_config('app.user_id', '', true), set_config('app.link_hash', ${hash}, true)`,
    );
    return tx
      .select()
      .from(sharedSnapshots)
      .where(and(eq(sharedSnapshots.tokenHash, hash), isOpen(now)));
  });
  if (!row) return null;
  const kept = await getConversation(createScope(db, row.userId), row.conversationId);
  if (!kept) return null;
  return {
    title: row.title,
    createdAt: row.createdAt,
    messages: readContent(row.content),
  };
}
