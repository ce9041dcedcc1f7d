import { sql } from 'drizzle-orm';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { unguardedTables } from './grants';
import { createTestDatabase, createUser, type TestDatabase } from './test-database';

let database: TestDatabase;
beforeAll(async () => {
  database = await createTestDatabase();
  await createUser(database.db);
});
afterAll(() => database.close());

test('every table has row-level security, an owner in the schema, and policies that ask who reads', async () => {
  expect(await unguardedTables(database.db)).toEqual([]);
});

test('a new table without them is found', async () => {
  await database.db.execute(sql`create table forgotten (user_id uuid, secret text)`);
  expect(await unguardedTables(database.db)).toEqual([
    'forgotten: no row-level security',
    "forgotten: not in the schema, so nobody's",
  ]);
  await database.db.execute(sql`alter table forgotten enable row level security`);
  await database.db.execute(sql`create policy blind on forgotten to app_user using (true)`);
  expect(await unguardedTables(database.db)).toEqual([
    "forgotten: not in the schema, so nobody's",
    'forgotten: a policy that does not ask who reads',
  ]);
  await database.db.execute(sql`drop table forgotten`);
});

test('the tables of sign-in have no policy, so app_user finds them empty', async () => {
  const secrets = [
    'sessions',
    'accounts',
    'verifications',
    'rate_limits',
    'two_factors',
    'passkeys',
    'known_devices',
  ];
  const { rows } = await database.db.execute<{ tablename: string }>(
    sql`select tablename from pg_policies where schemaname = 'public'`,
  );
  expect(rows.map((row) => row.tablename).filter((name) => secrets.includes(name))).toEqual([]);
});

test('app_user cannot sign in to the database and stands above no policy', async () => {
  const { rows } = await database.db.execute(sql`
    select rolcanlogin, rolsuper, rolbypassrls, rolcreaterole from pg_roles
    where rolname = 'app_user'`);
  expect(rows).toEqual([
    { rolcanlogin: false, rolsuper: false, rolbypassrls: false, rolcreaterole: false },
  ]);
});

test('a role that was set for one transaction is gone in the next', async () => {
  await database.db.transaction((tx) =>
    tx.execute(sql`select set_config('role', 'app_user', true)`),
  );
  const { rows } = await database.db.execute<{ who: string }>(sql`select current_user as who`);
  expect(rows[0]?.who).not.toBe('app_user');
});
