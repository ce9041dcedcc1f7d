import './environment';
import { spawn } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { PGLiteSocketServer } from '@electric-sql/pglite-socket';
import { drizzle } from 'drizzle-orm/pglite';
import { databaseTarget } from '@/db';
import { connect, type Database, type DatabaseTarget } from '@/db/connection';
import { explainFailure } from '@/db/failure';
import { ensureFoundations } from '@/db/foundations';
import { grantAccess } from '@/db/grants';
import { applyMigrations } from '@/db/migrate';
import { openPGlite } from '@/db/pglite';
import { writePolicyConditions } from '@/db/policies';
import * as schema from '@/db/schema';

/**
 * `npm run db:push | db:migrate | db:studio | db:generate`, on whichever database the environment
 * names. drizzle-kit reaches the built-in one through a socket that lives as long as the command.
 */
async function main(command: string | undefined, options: string[]): Promise<number> {
  switch (command) {
    case 'generate':
      return drizzleKit(['generate', ...options]);
    case 'migrate':
      await migrate(databaseTarget());
      return 0;
    case 'push':
      return withAddress(databaseTarget(), async (url, db) => {
        const code = await drizzleKit(['push', ...options], url);
        if (code === 0) await writePolicyConditions(db);
        await grantAccess(db);
        return code;
      });
    case 'studio':
      return withAddress(databaseTarget(), (url) => drizzleKit(['studio', ...options], url));
    default:
      console.error('Expected one of: push, migrate, studio, generate');
      return 1;
  }
}

async function migrate(target: DatabaseTarget) {
  const connection = connect(target, { max: 1 });
  try {
    await prepare(connection.db);
  } finally {
    await connection.close();
  }
}

/**
 * Migrations come first, for push too: a database whose tables were only pushed has no journal,
 * and the migrations of a later start could not continue from it.
 */
async function prepare(db: Database) {
  await ensureFoundations(db);
  const applied = await applyMigrations(db);
  await grantAccess(db);
  console.log(applied === 0 ? 'No new migrations.' : `Applied ${applied} migration(s).`);
}

type Work = (url: string, db: Database) => Promise<number>;

/** Prepares the database and gives `work` an address of it for drizzle-kit. */
function withAddress(target: DatabaseTarget, work: Work): Promise<number> {
  return target.driver === 'pglite'
    ? withSocket(target.dataDir, work)
    : withServer(target, target.url, work);
}

async function withServer(target: DatabaseTarget, url: string, work: Work): Promise<number> {
  const connection = connect(target, { max: 1 });
  try {
    await prepare(connection.db);
    return await work(url, connection.db);
  } finally {
    await connection.close();
  }
}

/** drizzle-kit speaks Postgres's protocol only, so PGlite gets a socket for as long as it works. */
async function withSocket(dataDir: string, work: Work): Promise<number> {
  const client = openPGlite(dataDir);
  const db = drizzle({ client, schema });
  // In a folder of this user's, because the socket asks nobody for a password.
  const folder = mkdtempSync(join(tmpdir(), 'saydo-'));
  const path = join(folder, '.s.PGSQL.5432');
  const server = new PGLiteSocketServer({ db: client, path, maxConnections: 20 });
  try {
    await prepare(db);
    await server.start();
    return await work(`postgres://postgres@/postgres?host=${encodeURIComponent(folder)}`, db);
  } finally {
    await server.stop();
    await client.close();
    rmSync(folder, { recursive: true, force: true });
  }
}

/** Resolves with the exit code. drizzle-kit ends with 0 after an error too: stderr decides. */
function drizzleKit(args: string[], url?: string): Promise<number> {
  const env = { ...process.env, ...(url && { DATABASE_URL: url }) };
  const child = spawn('drizzle-kit', args, { env, stdio: ['inherit', 'inherit', 'pipe'] });
  let complained = false;
  child.stderr.on('data', (chunk: Buffer) => {
    process.stderr.write(chunk);
    complained ||= /error/i.test(chunk.toString());
  });
  return new Promise((resolve, reject) => {
    child.on('error', reject);
    child.on('close', (code) => resolve(code || (complained ? 1 : 0)));
  });
}

try {
  const [command, ...options] = process.argv.slice(2);
  process.exitCode = await main(command, options);
} catch (error) {
  console.error(explainFailure(error));
  process.exitCode = 1;
}
