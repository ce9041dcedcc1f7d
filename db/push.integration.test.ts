import { execFile } from 'node:child_process';
import { promisify } from 'node:util';
import { sql } from 'drizzle-orm';
import { afterAll, beforeAll, expect, inject, test } from 'vitest';
import { ensureFoundations } from './foundations';
import { grantAccess } from './grants';
import { hasBarePolicies, writePolicyConditions } from './policies';
import { readCatalog } from './test/catalog';
import { createEmptyDatabase, type EmptyDatabase } from './test/empty-database';
import { createTestDatabase } from './test-database';

let pushed: EmptyDatabase;
beforeAll(async () => {
  pushed = await createEmptyDatabase();
  await ensureFoundations(pushed.db);
});
afterAll(() => pushed.close());

test('push finds nothing to change the second time', async () => {
  expect(await push(pushed.url)).toContain('Changes applied');
  // Statistics change the order in which drizzle-kit's own query finds the columns of a key.
  await pushed.db.execute(sql`analyze`);
  expect(await push(pushed.url)).toContain('No changes detected');
}, 180_000);

test('push leaves policies without conditions, which are then written', async () => {
  expect(await hasBarePolicies(pushed.db)).toBe(true);
  await writePolicyConditions(pushed.db);
  expect(await hasBarePolicies(pushed.db)).toBe(false);
});

// PGlite in memory has no address; scripts/db.ts gives the one in a folder its own.
if (inject('driver') !== 'pglite')
  test('push finds nothing to change after the migrations, and leaves their triggers alone', async () => {
    const migrated = await createTestDatabase();
    const triggers = sql`select tgname from pg_trigger where not tgisinternal order by tgname`;
    const before = (await migrated.db.execute(triggers)).rows;
    expect(before).toContainEqual({ tgname: 'messages_update' });
    expect(await push(migrated.url ?? '')).toContain('No changes detected');
    expect((await migrated.db.execute(triggers)).rows).toEqual(before);
    await migrated.close();
  }, 180_000);

test('push and the migrations make the same tables', async () => {
  const migrated = await createTestDatabase();
  const fromMigrations = await readCatalog(migrated.db);
  await migrated.close();
  await grantAccess(pushed.db);
  expect(fromMigrations).toContain(
    'table tasks rls true forced false app_user SELECT,INSERT,UPDATE,DELETE',
  );
  expect(await readCatalog(pushed.db)).toEqual(fromMigrations);
});

async function push(url: string): Promise<string> {
  const { stdout, stderr } = await promisify(execFile)('node_modules/.bin/drizzle-kit', ['push'], {
    env: { ...process.env, DATABASE_URL: url },
  });
  // It exits with 0 after an error too.
  return stdout + stderr;
}
