import { sql } from 'drizzle-orm';
import { type PgColumn, pgPolicy, timestamp, uuid } from 'drizzle-orm/pg-core';
import { v7 as uuidv7 } from 'uuid';
import { appUser, currentUserId } from './app-user';
import { users } from './auth';

/**
 * `user_id` first and `id` second, the order of the primary key: drizzle-kit push is idempotent
 * only when both orders agree.
 */
export function ownedColumns() {
  return {
    userId: uuid('user_id')
      .notNull()
      .references(() => users.id, { onDelete: 'cascade' }),
    id: uuid('id')
      .notNull()
      .$defaultFn(() => uuidv7()),
  };
}

/** The row-level security policy of a table whose rows belong to `column`'s user. */
export function ownerPolicy(name: string, column: PgColumn) {
  return pgPolicy(name, {
    for: 'all',
    to: appUser,
    using: sql`${column} = ${currentUserId}`,
    withCheck: sql`${column} = ${currentUserId}`,
  });
}

export const createdAt = () =>
  timestamp('created_at', { withTimezone: true }).notNull().defaultNow();
export const updatedAt = () =>
  timestamp('updated_at', { withTimezone: true }).notNull().defaultNow();
