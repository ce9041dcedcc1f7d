import { sql } from 'drizzle-orm';
import type { Database } from '../connection';

/** Everything that decides what the public tables hold and who may see it, one line a fact. */
export async function readCatalog(db: Database): Promise<string[]> {
  const { rows } = await db.execute<{ fact: string }>(sql`
    select 'column ' || table_name || '.' || column_name || ' ' || udt_name || ' ' || is_nullable
        || ' default ' || coalesce(column_default, '-')
        || ' generated ' || coalesce(generation_expression, '-') as fact
      from information_schema.columns where table_schema = 'public'
    union all
    select 'index ' || indexdef from pg_indexes where schemaname = 'public'
    union all
    select 'constraint ' || conrelid::regclass || ' ' || conname || ' ' || pg_get_constraintdef(oid)
      from pg_constraint where connamespace = 'public'::regnamespace
    union all
    select 'policy ' || tablename || ' ' || policyname || ' ' || permissive || ' ' || cmd || ' to '
        || array_to_string(roles, ',') || ' using ' || coalesce(qual, '-')
        || ' check ' || coalesce(with_check, '-')
      from pg_policies where schemaname = 'public'
    union all
    select 'table ' || relname || ' rls ' || relrowsecurity || ' forced ' || relforcerowsecurity
        || ' app_user ' || array_to_string(array(
          select privilege from unnest(array['SELECT', 'INSERT', 'UPDATE', 'DELETE']) as privilege
          where has_table_privilege('app_user', c.oid, privilege)), ',')
      from pg_class c where relnamespace = 'public'::regnamespace and relkind = 'r'
    union all
    select 'column ' || attrelid::regclass || '.' || attname || ' ' || array_to_string(attacl, ',')
      from pg_attribute join pg_class c on c.oid = attrelid
      where relnamespace = 'public'::regnamespace and attacl is not null
    union all
    select 'enum ' || typname || ' ' || string_agg(enumlabel, ',' order by enumsortorder)
      from pg_enum join pg_type on pg_type.oid = enumtypid group by typname
    order by fact`);
  return rows.map((row) => row.fact);
}
