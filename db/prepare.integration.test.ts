import { sql } from 'drizzle-orm';
import { afterAll, beforeAll, expect, inject, test } from 'vitest';
import { ensureFoundations } from './foundations';
import { applyMigrations } from './migrate';
import { users } from './schema';
import { createEmptyDatabase, type EmptyDatabase } from './test/empty-database';
import { createTestDatabase, createUser } from './test-database';

let empty: EmptyDatabase;
beforeAll(async () => {
  empty = await createEmptyDatabase();
});
afterAll(() => empty.close());

test('several processes may prepare one new database at once', async () => {
  const processes = [empty.db, empty.connectAgain(), empty.connectAgain(), empty.connectAgain()];
  await Promise.all(processes.map(ensureFoundations));
  const applied = await Promise.all(processes.map((db) => applyMigrations(db)));
  expect(applied.filter((count) => count > 0)).toHaveLength(1);
  await createUser(empty.db);
  expect(await empty.db.$count(users)).toBe(1);
});

test('preparing again changes nothing', async () => {
  await ensureFoundations(empty.db);
  expect(await applyMigrations(empty.db)).toBe(0);
});

test('a table added later is nobody’s until the schema says whose it is', async () => {
  await empty.db.execute(sql`create table later (id int)`);
  const { rows } = await empty.db.execute(
    sql`select has_table_privilege('app_user', 'later', 'select') as allowed`,
  );
  expect(rows).toEqual([{ allowed: false }]);
});

test('tables without a journal are named as pushed, and left alone', async () => {
  const database = await createTestDatabase();
  await database.db.execute(sql`drop schema drizzle cascade`);
  await expect(applyMigrations(database.db)).rejects.toThrow('made by drizzle-kit push');
  await database.close();
});

// PGlite lives in the process: it has no connection to lose.
if (inject('driver') !== 'pglite')
  test('a server that ends its connections costs one answer, not the process', async () => {
    const database = await createTestDatabase();
    await expect(
      database.db.execute(sql`select pg_terminate_backend(pg_backend_pid())`),
    ).rejects.toThrow();
    expect(await database.db.$count(users)).toBe(0);
    await database.close();
  });
