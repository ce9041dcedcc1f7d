import { sql } from 'drizzle-orm';
import type { Database, Transaction } from '@/db';
import { Unauthorized } from './http';
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
          throw isOfNobody(error) ? new Unauthorized() : withoutValues(error);
        }),
  };
}

/**
 * Whether what was to be stored names a user who is not there: a cookie vouches for up to a minute
 * for an account that is deleted.
 */
function isOfNobody(error: unknown): boolean {
  if (!(error instanceof Error)) return false;
  // 23503: a reference to a row that there is none of (Postgres, appendix A).
  const { code, constraint } = error as { code?: unknown; constraint?: unknown };
  if (code === '23503') return typeof constraint === 'string' && /_users_id_fk$/.test(constraint);
  return isOfNobody(error.cause);
}

/** The same scope inside a transaction that has begun: what runs in it commits together. */
export function joinTransaction(scope: Scope, tx: Transaction): Scope {
  return { userId: scope.userId, run: (work) => work(tx) };
}
