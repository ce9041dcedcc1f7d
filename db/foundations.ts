import { sql } from 'drizzle-orm';
import type { Database } from './connection';

/**
 * Makes what the tables stand on: the extensions that their indexes need, and the role `app_user`,
 * which the connection's own user may become and which may use every table of today and of
 * tomorrow; row-level security says which rows. drizzle-kit emits none of this. Runs before push,
 * before migrations and at each start; two processes may run it at once.
 */
export async function ensureFoundations(db: Database) {
  await db.execute(sql.raw(foundations));
}

/** Any number, the same everywhere: who prepares this database waits for who began. */
export const preparationLock = 7_238_911_041;

// Roles belong to the whole cluster and the lock to one database, so processes that prepare two
// databases of a cluster can still meet: each then takes the other's work for its own.
const foundations = `
do $$
begin
  perform pg_advisory_xact_lock(${preparationLock});
  create extension if not exists btree_gin;
  create extension if not exists pg_trgm;
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
  grant select, insert, update, delete on all tables in schema public to app_user;
  alter default privileges in schema public
    grant select, insert, update, delete on tables to app_user;
end
$$`;
