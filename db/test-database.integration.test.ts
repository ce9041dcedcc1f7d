import { sql } from 'drizzle-orm';
import { afterAll, beforeAll, expect, inject, test } from 'vitest';
import { users } from './schema';
import { createTestDatabase, createUser, type TestDatabase } from './test-database';

let database: TestDatabase;
beforeAll(async () => {
  database = await createTestDatabase();
});
afterAll(() => database.close());

test('every project runs on the kind of database that it is named after', async () => {
  expect(database.driver).toBe(inject('driver'));
  const { rows } = await database.db.execute<{ version: string }>(sql`select version()`);
  expect(rows[0]?.version.includes('PGlite')).toBe(database.driver === 'pglite');
});

test('two databases share no people', async () => {
  const other = await createTestDatabase();
  await createUser(database.db);
  expect(await other.db.$count(users)).toBe(0);
  expect(await database.db.$count(users)).toBe(1);
  await other.close();
});
