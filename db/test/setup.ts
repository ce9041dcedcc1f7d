import { createHash, randomBytes } from 'node:crypto';
import {
  existsSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  renameSync,
  writeFileSync,
} from 'node:fs';
import { join } from 'node:path';
import { drizzle } from 'drizzle-orm/pglite';
import type { TestProject } from 'vitest/node';
import { connect, type Database, type DatabaseDriver } from '../connection';
import { ensureFoundations } from '../foundations';
import { grantAccess } from '../grants';
import { applyMigrations, migrationsFolder } from '../migrate';
import * as schema from '../schema';
import { onServer, openMemoryPGlite, withDatabase } from './databases';
import { startNeonProxy } from './neon-proxy';

declare module 'vitest' {
  interface ProvidedContext {
    /** The kind of database that this project's tests run on. */
    driver: DatabaseDriver;
    /** A dumped PGlite with role and tables. */
    pgliteDump: string;
    /** A real server, and the database on it to copy; null where there is none. */
    postgres: { url: string; template: string; neonProxyPort: number } | null;
  }
}

/** Runs once before all tests: makes the databases that each test file then copies. */
export default async function setup(project: TestProject) {
  project.provide('pgliteDump', await dumpPGlite());

  const url = process.env.TEST_DATABASE_URL;
  if (!url) {
    project.provide('postgres', null);
    return;
  }
  const template = `saydo_test_template_${randomBytes(6).toString('hex')}`;
  await onServer(url, `create database ${template}`);
  const connection = connect({ driver: 'pg', url: withDatabase(url, template) }, { max: 1 });
  await prepare(connection.db);
  await connection.close();

  const { hostname, port } = new URL(url);
  const proxy = await startNeonProxy({ host: hostname, port: Number(port || 5432) });
  project.provide('postgres', { url, template, neonProxyPort: proxy.port });
  return async () => {
    await proxy.close();
    await onServer(url, `drop database if exists ${template} with (force)`);
  };
}

async function prepare(db: Database) {
  await ensureFoundations(db);
  await applyMigrations(db);
  await grantAccess(db);
}

/** Making a PGlite takes seconds, so its dump is kept until a migration changes. */
async function dumpPGlite(): Promise<string> {
  const cache = join(process.cwd(), 'node_modules/.cache/saydo');
  const file = join(cache, `pglite-${fingerprint()}.tar`);
  if (existsSync(file)) return file;
  const client = await openMemoryPGlite();
  await prepare(drizzle({ client, schema }));
  const dump = await client.dumpDataDir('none');
  await client.close();
  mkdirSync(cache, { recursive: true });
  writeFileSync(`${file}.${process.pid}`, Buffer.from(await dump.arrayBuffer()));
  renameSync(`${file}.${process.pid}`, file);
  return file;
}

function fingerprint(): string {
  const hash = createHash('sha256');
  const files = readdirSync(migrationsFolder, { recursive: true, encoding: 'utf8' })
    .filter((name) => name.endsWith('.sql') || name.endsWith('_journal.json'))
    .map((name) => join(migrationsFolder, name));
  const policies = readdirSync('db/schema').map((name) => join('db/schema', name));
  const sources = [
    'db/foundations.ts',
    'db/grants.ts',
    ...policies,
    'node_modules/@electric-sql/pglite/package.json',
  ];
  for (const file of [...files.sort(), ...sources]) hash.update(readFileSync(file));
  return hash.digest('hex').slice(0, 16);
}
