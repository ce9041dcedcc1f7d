import { is, type SQL, sql } from 'drizzle-orm';
import { getTableConfig, type PgPolicy, PgTable } from 'drizzle-orm/pg-core';
import type { Database } from './connection';
import * as schema from './schema';

/**
 * Writes the conditions of the schema's policies into the database. drizzle-kit push creates
 * policies without them and never sees one change (drizzle-orm issue 3504); migrations are right.
 */
export async function writePolicyConditions(db: Database) {
  await db.transaction(async (tx) => {
    for (const { table, policy } of declaredPolicies()) {
      const change = sql`alter policy ${sql.identifier(policy.name)} on ${table}`;
      await tx.execute(sql.join([change, ...conditions(policy)], sql.raw(' ')));
    }
  });
}

/** Whether push has left a policy without its condition, which then shows nobody anything. */
export async function hasBarePolicies(db: Database): Promise<boolean> {
  const { rows } = await db.execute(sql`
    select from pg_policies where schemaname = 'public' and 'app_user' = any(roles)
      and qual is null and with_check is null limit 1`);
  return rows.length > 0;
}

function declaredPolicies(): { table: PgTable; policy: PgPolicy }[] {
  return Object.values(schema)
    .filter((value) => is(value, PgTable))
    .flatMap((table) => getTableConfig(table).policies.map((policy) => ({ table, policy })));
}

function conditions({ using, withCheck }: PgPolicy): SQL[] {
  return [
    ...(using ? [sql`using (${using})`] : []),
    ...(withCheck ? [sql`with check (${withCheck})`] : []),
  ];
}
