import { randomBytes } from 'node:crypto';
import { readFile } from 'node:fs/promises';
import { drizzle } from 'drizzle-orm/pglite';
import { inject } from 'vitest';
import { type Connection, connect, type Database, type DatabaseDriver } from './connection';
import { listenOnPGlite } from './listen';
import * as schema from './schema';
import { onServer, openMemoryPGlite, withDatabase } from './test/databases';
import { connectThroughProxy } from './test/neon-settings';

export type TestDatabase = Connection & {
  driver: DatabaseDriver;
  /** The address on the real server; undefined on PGlite, which lives in memory. */
  url?: string;
};

/**
 * A database of its own for a test file, with the role and all tables and no rows. Its kind is the
 * project's (see vitest.config.ts) unless `driver` says otherwise; `pg` and `neon` need
 * TEST_DATABASE_URL. `close` removes it.
 */
export async function createTestDatabase({
  driver = inject('driver'),
}: {
  driver?: DatabaseDriver;
} = {}): Promise<TestDatabase> {
  if (driver === 'pglite') return createInMemory();
  const server = inject('postgres');
  if (!server) throw new Error(`A test database on ${driver} needs TEST_DATABASE_URL.`);

  const name = `saydo_test_${randomBytes(8).toString('hex')}`;
  await onServer(server.url, `create database ${name} template ${server.template}`);
  if (driver === 'neon') connectThroughProxy(server.neonProxyPort);
  const url = withDatabase(server.url, name);
  const connection = connect({ driver, url }, { max: 5 });
  return {
    ...connection,
    driver,
    url,
    async close() {
      await connection.close();
      await onServer(server.url, `drop database if exists ${name} with (force)`);
    },
  };
}

/** Makes a test database and lets `getDatabase()` answer with it, for tests of pages and routes. */
export async function installTestDatabase(): Promise<TestDatabase> {
  const connection = await createTestDatabase();
  Object.assign(globalThis, { saydoDatabase: { connection, prepared: Promise.resolve() } });
  return connection;
}

/** Adds a person. Every call makes another one, with an address of their own. */
export async function createUser(
  db: Database,
  overrides: Partial<typeof schema.users.$inferInsert> = {},
): Promise<typeof schema.users.$inferSelect> {
  const [user] = await db
    .insert(schema.users)
    .values({
      name: 'Ada',
      email: `${randomBytes(8).toString('hex')}@example.com`,
      emailVerified: true,
      ...overrides,
    })
    .returning();
  if (!user) throw new Error('The insert answered without a row.');
  return user;
}

async function createInMemory(): Promise<TestDatabase> {
  const dump = await readFile(inject('pgliteDump'));
  const client = await openMemoryPGlite(new Blob([dump]));
  return {
    db: drizzle({ client, schema }),
    listen: listenOnPGlite(client),
    driver: 'pglite',
    close: () => client.close(),
  };
}
