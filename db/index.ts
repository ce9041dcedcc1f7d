import { sql } from 'drizzle-orm';
import { env, isBuilding } from '@/lib/env';
import {
  type Connection,
  connect,
  connectToNothing,
  type Database,
  type DatabaseTarget,
} from './connection';
import { DatabaseUnusableError } from './failure';
import { ensureFoundations } from './foundations';
import { grantAccess } from './grants';
import type { Listen } from './listen';
import { applyMigrations } from './migrate';
import { hasBarePolicies } from './policies';

export type { Database, Transaction } from './connection';
export type { Listen } from './listen';

/** The app's database. Opened by the first call; that call throws FolderInUseError. */
export function getDatabase(): Database {
  return open().connection.db;
}

/**
 * Makes the database ready for requests: the role and its grants, and on the built-in database the
 * migrations. May be called again, by several callers at once.
 */
export function prepareDatabase(): Promise<void> {
  const opened = open();
  opened.prepared ??= prepare(opened.connection.db);
  return opened.prepared;
}

/** Listens to what the app's database notifies, on a connection of its own. */
export const listenToDatabase: Listen = (channels, ear) => open().connection.listen(channels, ear);

/** Which database the environment names. */
export function databaseTarget(): DatabaseTarget {
  if (!env.DATABASE_URL) return { driver: 'pglite', dataDir: env.DATA_DIR };
  return { driver: env.DATABASE_DRIVER === 'neon' ? 'neon' : 'pg', url: env.DATABASE_URL };
}

type Opened = { connection: Connection; prepared?: Promise<void> };

// Next evaluates this file once a bundle, and again after each edit in development. The global
// keeps all of them on one pool, and on the one PGlite that may hold the folder.
const held = globalThis as { saydoDatabase?: Opened };

function open(): Opened {
  held.saydoDatabase ??= {
    connection: isBuilding ? connectToNothing() : connect(databaseTarget()),
  };
  return held.saydoDatabase;
}

async function prepare(db: Database) {
  await ensureFoundations(db);
  if (env.DATABASE_DRIVER === 'pglite') await applyMigrations(db);
  else await requireTables(db);
  await grantAccess(db);
}

async function requireTables(db: Database) {
  const { rows } = await db.execute(sql`select to_regclass('public.users') as found`);
  if (!rows[0]?.found) {
    throw new DatabaseUnusableError(
      'The database has no tables yet; make them with: npm run db:migrate',
    );
  }
  if (await hasBarePolicies(db)) {
    throw new DatabaseUnusableError(
      'The database has policies without conditions, as drizzle-kit push alone leaves them; complete them with: npm run db:push',
    );
  }
}
