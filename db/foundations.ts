import { sql } from 'drizzle-orm';
import type { Database } from './connection';

/**
 * Makes what the tables stand on: the extensions and the function that their indexes need, and the
 * role `app_user`, which the connection's own user may become. What that role may do with which
 * table is in db/grants.ts. drizzle-kit emits none of this. Runs before push, before migrations and
 * at each start; two processes may run it at once.
 */
export async function ensureFoundations(db: Database) {
  await db.execute(sql.raw(foundations));
}

/** Any number, the same everywhere: who prepares this database waits for who began. */
export const preparationLock = 7_238_911_041;

/** So many characters of a text are in the index; the rest of a longer one is read through. */
export const INDEXED = 8_000;

/** Postgres's parser goes back over these again and again: `a_` repeated takes it quadratic time. */
const signs = String.raw`!"#$%&''()*+,-./:;<=>?@[\]^_${'`'}{|}~`;

// An index holds what `searchable` gave when a row was written: another body needs a reindex. With
// its signs as spaces a text takes time by its length alone (docs/decisions/0036).
const searchable = `
create function public.searchable(content text) returns tsvector
language sql immutable strict parallel safe as $function$
  select pg_catalog.to_tsvector('pg_catalog.english',
    pg_catalog.translate(pg_catalog.left(content, ${INDEXED}), '${signs}', '${' '.repeat(signs.length - 1)}'))
$function$`;

// Roles belong to the whole cluster and the lock to one database, so processes that prepare two
// databases of a cluster can still meet: each then takes the other's work for its own.
const foundations = `
do $$
begin
  perform pg_advisory_xact_lock(${preparationLock});
  create extension if not exists btree_gin;
  create extension if not exists pg_trgm;
  if to_regprocedure('public.searchable(text)') is null then
    ${searchable};
  end if;
  if not exists (select from pg_roles where rolname = 'app_user') then
    begin
      create role app_user nologin;
    exception when duplicate_object or unique_violation then null;
    end;
  end if;
  if not pg_has_role(current_user, 'app_user', 'member') then
    begin
      grant app_user to current_user;
    exception when unique_violation or internal_error then
      if not pg_has_role(current_user, 'app_user', 'member') then
        raise;
      end if;
    end;
  end if;
  grant usage on schema public to app_user;
  -- Nothing is handed out blindly: a table of tomorrow says itself who may use it.
  alter default privileges in schema public revoke all on tables from app_user;
  if has_schema_privilege('app_user', 'public', 'create') then
    revoke create on schema public from public, app_user;
  end if;
  if has_database_privilege('app_user', current_database(), 'temporary') then
    execute format('revoke temporary on database %I from public, app_user', current_database());
  end if;
end
$$`;
