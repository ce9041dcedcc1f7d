import { and, desc, eq, gt, isNull, or } from 'drizzle-orm';
import type { Transaction } from '@/db';
import { conversations, sharedSnapshots, users } from '@/db/schema';
import { getConversation } from '@/lib/conversations';
import { HttpError, NotFound } from '@/lib/http';
import { requireRoom } from '@/lib/quota';
import { joinTransaction, type Scope } from '@/lib/scope';
import { type Lifetime, lifetimes } from './fields';
import { takeSnapshot } from './snapshot';
import { hashOf, makeToken } from './token';

/** A link that can be opened. Instants are ISO 8601, UTC. */
export type SharedLink = {
  id: string;
  conversation_id: string;
  /** The conversation's title when it was shared. */
  title: string;
  with_tasks: boolean;
  created_at: string;
  /** null: not before it is revoked. */
  expires_at: string | null;
};

/** How many open links a person can have: they are listed at once. */
export const LINK_LIMIT = 100;
const DAY = 24 * 60 * 60 * 1000;

/**
 * Shares what the user's conversation shows now. Gives the token for the link, which is told once.
 * Throws 404, 409 when too many links are open, and 413 for a conversation that is too long.
 */
export async function shareConversation(
  scope: Scope,
  conversationId: string,
  { lifetime, withTasks }: { lifetime: Lifetime; withTasks: boolean },
  now: Date,
): Promise<string> {
  const conversation = await getConversation(scope, conversationId);
  if (!conversation) throw new NotFound('conversation');
  const content = await takeSnapshot(scope, conversationId, { withTasks });
  const days = lifetimes.find(({ value }) => value === lifetime)?.days ?? null;
  const token = makeToken();
  await scope.run(async (tx) => {
    await requireOpenLink(tx, scope, now);
    await requireRoom(tx, scope, { bytes: Buffer.byteLength(JSON.stringify(content)) });
    await tx.insert(sharedSnapshots).values({
      userId: scope.userId,
      conversationId,
      tokenHash: hashOf(token),
      title: conversation.title,
      content,
      withTasks,
      createdAt: now,
      expiresAt: days === null ? null : new Date(now.getTime() + days * DAY),
    });
  });
  return token;
}

/** Holds the user's row until the transaction ends, so that two links at once are counted in turn. */
async function requireOpenLink(tx: Transaction, scope: Scope, now: Date): Promise<void> {
  await tx
    .select({ id: users.id })
    .from(users)
    .where(eq(users.id, scope.userId))
    .for('no key update');
  const open = await listLinks(joinTransaction(scope, tx), now);
  if (open.length < LINK_LIMIT) return;
  throw new HttpError(409, {
    error: `${LINK_LIMIT} links are open, and no more can be.`,
    try_next: 'Revoke one in the settings first.',
  });
}

/** The user's open links, of one conversation or of all but those in the trash, the last made first. */
export async function listLinks(
  scope: Scope,
  now: Date,
  conversationId?: string,
): Promise<SharedLink[]> {
  const rows = await scope.run((tx) =>
    tx
      .select({
        id: sharedSnapshots.id,
        conversation_id: sharedSnapshots.conversationId,
        title: sharedSnapshots.title,
        with_tasks: sharedSnapshots.withTasks,
        createdAt: sharedSnapshots.createdAt,
        expiresAt: sharedSnapshots.expiresAt,
      })
      .from(sharedSnapshots)
      .innerJoin(
        conversations,
        and(
          eq(conversations.userId, sharedSnapshots.userId),
          eq(conversations.id, sharedSnapshots.conversationId),
        ),
      )
      .where(
        and(
          eq(sharedSnapshots.userId, scope.userId),
          conversationId ? eq(sharedSnapshots.conversationId, conversationId) : undefined,
          isNull(conversations.deletedAt),
          isOpen(now),
        ),
      )
      .orderBy(desc(sharedSnapshots.createdAt), desc(sharedSnapshots.id)),
  );
  return rows.map(({ createdAt, expiresAt, ...row }) => ({
    ...row,
    created_at: createdAt.toISOString(),
    expires_at: expiresAt?.toISOString() ?? null,
  }));
}

/** Ends a link at once, and keeps no copy of what it showed; false when there is none of this id. */
export async function revokeLink(scope: Scope, id: string, now: Date): Promise<boolean> {
  const rows = await scope.run((tx) =>
    tx
      .update(sharedSnapshots)
      .set({ revokedAt: now, content: [] })
      .where(
        and(
          eq(sharedSnapshots.userId, scope.userId),
          eq(sharedSnapshots.id, id),
          isNull(sharedSnapshots.revokedAt),
        ),
      )
      .returning({ id: sharedSnapshots.id }),
  );
  return rows.length > 0;
}

/** Neither revoked nor over. */
export function isOpen(now: Date) {
  return and(
    isNull(sharedSnapshots.revokedAt),
    or(isNull(sharedSnapshots.expiresAt), gt(sharedSnapshots.expiresAt, now)),
  );
}
