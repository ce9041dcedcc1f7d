import { sql } from 'drizzle-orm';
import { bigint, integer, pgPolicy, pgTable, primaryKey, uuid } from 'drizzle-orm/pg-core';
import { appUser, currentUserId } from './app-user';
import { users } from './auth';

/**
 * How much of the database a person takes: the sum of their rows, one a transaction that added or
 * removed something. Triggers write it in that transaction (drizzle's migration `quotas`), so no
 * two ever wait for one row; the sweep adds up what is old. Row 0 is what was added up.
 */
export const usageLedger = pgTable(
  'usage_ledger',
  {
    userId: uuid('user_id')
      .notNull()
      .references(() => users.id, { onDelete: 'cascade' }),
    transactionId: bigint('transaction_id', { mode: 'number' }).notNull(),
    conversations: integer('conversations').notNull().default(0),
    messages: integer('messages').notNull().default(0),
    tasks: integer('tasks').notNull().default(0),
    /** Of text and JSON, with a flat sum for each row. */
    bytes: bigint('bytes', { mode: 'number' }).notNull().default(0),
  },
  (t) => [
    primaryKey({ columns: [t.userId, t.transactionId] }),
    pgPolicy('usage_ledger_read', {
      for: 'select',
      to: appUser,
      using: sql`${t.userId} = ${currentUserId}`,
    }),
  ],
).enableRLS();
