import { sql } from 'drizzle-orm';
import {
  bigint,
  index,
  pgEnum,
  pgPolicy,
  pgTable,
  primaryKey,
  timestamp,
  uuid,
} from 'drizzle-orm/pg-core';
import { appUser, currentUserId } from './app-user';
import { users } from './auth';

export const changeTopic = pgEnum('change_topic', ['tasks', 'conversations', 'messages']);

/**
 * That something of a person's has changed, for their other tabs and devices. Triggers write it in
 * the transaction of the change; nobody else does. A row says what to read again, not what it holds.
 */
export const userChanges = pgTable(
  'user_changes',
  {
    userId: uuid('user_id')
      .notNull()
      .references(() => users.id, { onDelete: 'cascade' }),
    /**
     * The transaction that made the change. With the oldest one that still ran when a tab read, it
     * says what that tab may have missed, in whichever order they committed.
     */
    transactionId: bigint('transaction_id', { mode: 'bigint' }).notNull(),
    topic: changeTopic('topic').notNull(),
    /** The conversation, or the nil UUID for tasks. */
    subjectId: uuid('subject_id').notNull(),
    createdAt: timestamp('created_at', { withTimezone: true }).notNull().defaultNow(),
  },
  (t) => [
    primaryKey({ columns: [t.userId, t.transactionId, t.topic, t.subjectId] }),
    pgPolicy('user_changes_read', {
      for: 'select',
      to: appUser,
      using: sql`${t.userId} = ${currentUserId}`,
    }),
    // What is older than a tab may sleep is swept.
    index('user_changes_age_idx').on(t.createdAt),
  ],
).enableRLS();
