import { sql } from 'drizzle-orm';
import type { Database, Transaction } from '@/db';
import { withoutValues } from './log';

/**
 * A signed-in user's only way to the database. Every domain function takes one first, and filters
 * its queries by `userId`; row-level security repeats the filter in the database.
 */
export type Scope = {
  readonly userId: string;
  /**
   * Runs `work` in one transaction as the role `app_user` with the user's id set, so that a query
   * without a filter still sees only the user's rows. Rolls back when `work` throws.
   */
  run<T>(work: (tx: Transaction) => Promise<T>): Promise<T>;
};

/** The scope of one user. `userId` must come from a verified session. */
export function createScope(db: Database, userId: string): Scope {
  return {
    userId,
    run: (work) =>
      // Errors leave without the values of their query: frameworks log what they catch.
      db
        .transaction(async (tx) => {
          await tx.execute(
            sql`select set_config('role', 'app_user', true), set_config('app.user_id', ${userId}, true)`,
          );
          return work(tx);
        })
        .catch((error: unknown) => {
          throw withoutValues(error);
        }),
  };
}

/** The same scope inside a transaction that has begun: what runs in it commits together. */
export function joinTransaction(scope: Scope, tx: Transaction): Scope {
  return { userId: scope.userId, run: (work) => work(tx) };
}
