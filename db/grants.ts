import { is, sql } from 'drizzle-orm';
import { getTableConfig, PgTable } from 'drizzle-orm/pg-core';
import type { Database } from './connection';
import { preparationLock } from './foundations';
import * as schema from './schema';

/**
 * Gives `app_user` what the schema's policies speak of, and takes everything else from it: a table
 * without a policy is not for it, and one that nobody declared is nobody's. Runs after migrations,
 * after push and at each start; several processes may run it at once.
 */
export async function grantAccess(db: Database): Promise<void> {
  if ((await wrongGrants(db)).length === 0) return;
  await db.transaction(async (tx) => {
    await tx.execute(sql`select pg_advisory_xact_lock(${preparationLock})`);
    await tx.execute(sql`revoke all on all tables in schema public from app_user`);
    const { rows } = await tx.execute<{ name: string }>(sql`
      select relname as name from pg_class where relnamespace = 'public'::regnamespace`);
    const there = new Set(rows.map(({ name }) => name));
    for (const { table, privilege, columns } of declaredGrants()) {
      // A database whose migrations still wait lacks the newest tables.
      if (!there.has(table)) continue;
      const narrowed = columns ? `(${columns.map(quoted).join(', ')})` : '';
      await tx.execute(
        sql.raw(`grant ${privilege} ${narrowed} on public.${quoted(table)} to app_user`),
      );
    }
  });
}

/** What `app_user` may do that the schema does not say, and the reverse: one line each. */
export async function wrongGrants(db: Database): Promise<string[]> {
  const { rows } = await db.execute<{ fact: string }>(sql`
    select relname || ' ' || privilege_type as fact
      from pg_class, aclexplode(relacl) where relnamespace = 'public'::regnamespace
        and (grantee = 'app_user'::regrole or grantee = 0) and relkind in ('r', 'p', 'v', 'm', 'S')
    union all
    select relname || ' ' || privilege_type || ' ' || attname
      from pg_class join pg_attribute on attrelid = pg_class.oid, aclexplode(attacl)
      where relnamespace = 'public'::regnamespace and (grantee = 'app_user'::regrole or grantee = 0)`);
  const actual = new Set(rows.map(({ fact }) => fact));
  const declared = new Set(
    declaredGrants().flatMap(({ table, privilege, columns }) => {
      const fact = `${table} ${privilege}`;
      return columns ? columns.map((column) => `${fact} ${column}`) : [fact];
    }),
  );
  return [
    ...[...actual].filter((fact) => !declared.has(fact)).map((fact) => `too much: ${fact}`),
    ...[...declared].filter((fact) => !actual.has(fact)).map((fact) => `missing: ${fact}`),
  ];
}

/**
 * Tables in which one person could meet another's rows, with the reason: without row-level security,
 * without a declaration in the schema, or with a policy that does not ask who reads.
 */
export async function unguardedTables(db: Database): Promise<string[]> {
  const { rows } = await db.execute<{ name: string; secured: boolean; blind: boolean }>(sql`
    select relname as name, relrowsecurity as secured, exists (
        select from pg_policies where schemaname = 'public' and tablename = relname
          and coalesce(qual, '') !~ 'app\.(user_id|link_hash)'
      ) as blind
    from pg_class where relnamespace = 'public'::regnamespace and relkind in ('r', 'p')
    order by relname`);
  const declared = new Set(tables().map((table) => getTableConfig(table).name));
  return rows.flatMap(({ name, secured, blind }) => [
    ...(secured ? [] : [`${name}: no row-level security`]),
    ...(declared.has(name) ? [] : [`${name}: not in the schema, so nobody's`]),
    ...(blind ? [`${name}: a policy that does not ask who reads`] : []),
  ]);
}

type Grant = { table: string; privilege: string; columns?: string[] };

/** Of a person's own row of `users` they need no more than this; the rest is Better Auth's. */
const columnsOfUsers: Record<string, string[]> = {
  SELECT: ['id', 'name', 'time_zone'],
  UPDATE: ['name', 'time_zone', 'updated_at'],
};

function declaredGrants(): Grant[] {
  return tables().flatMap((table) => {
    const { name, policies } = getTableConfig(table);
    const privileges = new Set(policies.flatMap((policy) => privilegesOf(policy.for ?? 'all')));
    return [...privileges].map((privilege): Grant => {
      const columns = table === schema.users ? columnsOfUsers[privilege] : undefined;
      return { table: name, privilege, ...(columns && { columns }) };
    });
  });
}

function privilegesOf(command: string): string[] {
  return command === 'all' ? ['SELECT', 'INSERT', 'UPDATE', 'DELETE'] : [command.toUpperCase()];
}

function tables(): PgTable[] {
  return Object.values(schema).filter((value) => is(value, PgTable));
}

function quoted(name: string): string {
  return `"${name.replaceAll('"', '""')}"`;
}
