import { randomBytes } from 'node:crypto';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { PGLiteSocketServer } from '@electric-sql/pglite-socket';
import { drizzle } from 'drizzle-orm/pglite';
import { inject } from 'vitest';
import { connect, type Database, type DatabaseDriver } from '../connection';
import * as schema from '../schema';
import { onServer, openMemoryPGlite, withDatabase } from './databases';
import { connectThroughProxy } from './neon-settings';

/** A database with no role, no table and no row, and an address that drizzle-kit can use. */
export type EmptyDatabase = {
  db: Database;
  url: string;
  /** Another connection, as another process would have one; PGlite has only the one. */
  connectAgain(): Database;
  close(): Promise<void>;
};

/** Makes one of the project's kind. */
export function createEmptyDatabase(): Promise<EmptyDatabase> {
  const driver = inject('driver');
  return driver === 'pglite' ? inMemory() : onRealServer(driver);
}

async function inMemory(): Promise<EmptyDatabase> {
  const client = await openMemoryPGlite();
  const folder = mkdtempSync(join(tmpdir(), 'saydo-'));
  const path = join(folder, '.s.PGSQL.5432');
  const server = new PGLiteSocketServer({ db: client, path, maxConnections: 20 });
  await server.start();
  const db = drizzle({ client, schema });
  return {
    db,
    url: `postgres://postgres@/postgres?host=${encodeURIComponent(folder)}`,
    connectAgain: () => db,
    async close() {
      await server.stop();
      await client.close();
      rmSync(folder, { recursive: true, force: true });
    },
  };
}

async function onRealServer(driver: Exclude<DatabaseDriver, 'pglite'>): Promise<EmptyDatabase> {
  const server = inject('postgres');
  if (!server) throw new Error(`A test database on ${driver} needs TEST_DATABASE_URL.`);
  connectThroughProxy(server.neonProxyPort);
  const name = `saydo_empty_${randomBytes(8).toString('hex')}`;
  await onServer(server.url, `create database ${name}`);
  const url = withDatabase(server.url, name);
  const first = connect({ driver, url });
  const connections = [first];
  return {
    db: first.db,
    url,
    connectAgain() {
      const another = connect({ driver, url });
      connections.push(another);
      return another.db;
    },
    async close() {
      await Promise.all(connections.map((connection) => connection.close()));
      await onServer(server.url, `drop database if exists ${name} with (force)`);
    },
  };
}
