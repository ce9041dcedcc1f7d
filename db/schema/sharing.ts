import { sql } from 'drizzle-orm';
import {
  boolean,
  check,
  foreignKey,
  index,
  jsonb,
  pgPolicy,
  pgTable,
  primaryKey,
  text,
  timestamp,
  uniqueIndex,
  uuid,
} from 'drizzle-orm/pg-core';
import { appUser, currentLinkHash } from './app-user';
import { conversations } from './conversations';
import { createdAt, ownedColumns, ownerPolicy } from './ownership';

/** A conversation as it was at one moment, to be read by whoever has the link. */
export const sharedSnapshots = pgTable(
  'shared_snapshots',
  {
    ...ownedColumns(),
    conversationId: uuid('conversation_id').notNull(),
    /** SHA-256 of the link's token, in hex: the token itself is told once and not stored. */
    tokenHash: text('token_hash').notNull(),
    title: text('title').notNull(),
    /** The messages as they were shown, in order. */
    content: jsonb('content').$type<unknown[]>().notNull(),
    /** Whether task cards are part of it. */
    withTasks: boolean('with_tasks').notNull(),
    createdAt: createdAt(),
    expiresAt: timestamp('expires_at', { withTimezone: true }),
    revokedAt: timestamp('revoked_at', { withTimezone: true }),
  },
  (t) => [
    primaryKey({ columns: [t.userId, t.id] }),
    ownerPolicy('shared_snapshots_owner', t.userId),
    // Whoever has the link, signed in or not, reads the one row that it names.
    pgPolicy('shared_snapshots_by_link', {
      for: 'select',
      to: appUser,
      using: sql`${t.tokenHash} = ${currentLinkHash}`,
    }),
    foreignKey({
      name: 'shared_snapshots_conversation_fk',
      columns: [t.userId, t.conversationId],
      foreignColumns: [conversations.userId, conversations.id],
    }).onDelete('cascade'),
    uniqueIndex('shared_snapshots_token_idx').on(t.tokenHash),
    index('shared_snapshots_conversation_idx').on(t.userId, t.conversationId),
    check('shared_snapshots_title_length', sql`char_length(${t.title}) <= 200`),
  ],
).enableRLS();
