import { join } from 'node:path';
import { sql } from 'drizzle-orm';
import { readMigrationFiles } from 'drizzle-orm/migrator';
import type { Database, Transaction } from './connection';
import { DatabaseUnusableError } from './failure';
import { preparationLock } from './foundations';

/** Where drizzle-kit writes the migrations, from the folder that the app runs in. */
export const migrationsFolder = join(/* turbopackIgnore: true */ process.cwd(), 'drizzle');

/**
 * Applies the migrations that this database has not seen, all or none, and returns their number.
 * Keeps drizzle-kit's own journal. Unlike Drizzle's migrator it holds one transaction and one lock
 * from the first look at the journal on, so that two processes may start at once.
 */
export async function applyMigrations(db: Database, folder = migrationsFolder): Promise<number> {
  const migrations = readMigrationFiles({ migrationsFolder: folder });
  return db.transaction(async (tx) => {
    await tx.execute(sql`select pg_advisory_xact_lock(${preparationLock})`);
    await tx.execute(sql`set local statement_timeout = 0`);
    const last = await lastApplied(tx);
    if (last === null) await refusePushedTables(tx);

    const pending = migrations.filter((migration) => migration.folderMillis > (last ?? 0));
    for (const migration of pending) {
      for (const statement of migration.sql) await tx.execute(sql.raw(statement));
      await tx.execute(
        sql`insert into drizzle.__drizzle_migrations (hash, created_at) values (${migration.hash}, ${migration.folderMillis})`,
      );
    }
    return pending.length;
  });
}

/** When the newest applied migration was generated, in milliseconds; null before the first. */
async function lastApplied(tx: Transaction): Promise<number | null> {
  await tx.execute(sql`create schema if not exists drizzle`);
  await tx.execute(sql`
    create table if not exists drizzle.__drizzle_migrations
      (id serial primary key, hash text not null, created_at bigint)`);
  const { rows } = await tx.execute<{ last: string | number | null }>(
    sql`select max(created_at) as last from drizzle.__drizzle_migrations`,
  );
  const last = rows[0]?.last ?? null;
  return last === null ? null : Number(last);
}

async function refusePushedTables(tx: Transaction) {
  const { rows } = await tx.execute(sql`select to_regclass('public.users') as found`);
  if (rows[0]?.found) {
    throw new DatabaseUnusableError(
      'The tables of this database were made by drizzle-kit push and not by the migrations, so migrations cannot continue from them.',
    );
  }
}
