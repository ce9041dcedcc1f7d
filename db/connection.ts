import { Client as NeonClient, Pool as NeonPool } from '@neondatabase/serverless';
import type { ExtractTablesWithRelations } from 'drizzle-orm';
import { drizzle as drizzleNeon } from 'drizzle-orm/neon-serverless';
import { drizzle as drizzlePg } from 'drizzle-orm/node-postgres';
import type { PgDatabase, PgQueryResultHKT } from 'drizzle-orm/pg-core';
import { drizzle as drizzlePGlite } from 'drizzle-orm/pglite';
import { type ClientBase, Client as PgClient, Pool as PgPool } from 'pg';
import { type Listen, listenOnPGlite, listenOnServer } from './listen';
import { openPGlite } from './pglite';
import * as schema from './schema';

/** What the three drivers have in common: an `execute` answers with `rows`, and no more. */
export type Database = PgDatabase<
  RowsOnly,
  typeof schema,
  ExtractTablesWithRelations<typeof schema>
>;
/** What `db.transaction` hands to its callback. */
export type Transaction = Parameters<Parameters<Database['transaction']>[0]>[0];

export type DatabaseTarget =
  | { driver: 'pglite'; dataDir: string }
  | { driver: 'pg' | 'neon'; url: string };

export type DatabaseDriver = DatabaseTarget['driver'];

export type Connection = { db: Database; listen: Listen; close(): Promise<void> };

interface RowsOnly extends PgQueryResultHKT {
  type: Rows<this['row']>;
}

type Rows<Row> = { rows: Row[] };

/**
 * Connects to one of the three kinds of database. Opens no socket before the first query.
 * `max` bounds the pool. Throws FolderInUseError for a PGlite folder that another process holds.
 */
export function connect(target: DatabaseTarget, { max = 10 } = {}): Connection {
  if (target.driver === 'pglite') {
    const client = openPGlite(target.dataDir);
    return {
      db: drizzlePGlite({ client, schema }),
      listen: listenOnPGlite(client),
      close: () => client.close(),
    };
  }
  // Also how long a query waits for its turn: less than a browser waits for the answer to a message.
  const address = { connectionString: target.url, connectionTimeoutMillis: 15_000 };
  const options = { ...address, max, idleTimeoutMillis: 30_000 };
  if (target.driver === 'neon') {
    const pool = survivingLostConnections(new NeonPool(options));
    return {
      db: drizzleNeon({ client: pool, schema }),
      listen: listenOnServer(() => new NeonClient(address)),
      close: () => pool.end(),
    };
  }
  const pool = survivingLostConnections(
    new PgPool({ ...options, keepAlive: true, onConnect: limitTimes }),
  );
  return {
    db: drizzlePg({ client: pool, schema }),
    listen: listenOnServer(() => new PgClient({ ...address, keepAlive: true })),
    close: () => pool.end(),
  };
}

/** For a build, which renders pages until they ask for the request: every query would fail. */
export function connectToNothing(): Connection {
  return {
    db: drizzlePGlite.mock({ schema }),
    listen: async () => {
      throw new Error('There is no database to listen to while building.');
    },
    close: async () => {},
  };
}

/** Set by a query, because poolers such as PgBouncer refuse these as parameters of a connection. */
async function limitTimes(client: ClientBase) {
  await client.query(
    "set statement_timeout = '60s'; set idle_in_transaction_session_timeout = '60s'",
  );
}

/**
 * A server that restarts ends its connections, idle and busy ones. Without a listener on the pool
 * and on each client, Node would end the process too; the pool replaces what was lost.
 */
function survivingLostConnections<P extends PgPool | NeonPool>(pool: P): P {
  const report = (error: Error) => console.error(`Database connection lost: ${error.message}`);
  pool.on('error', report);
  pool.on(
    'connect',
    (client: { on(event: 'error', listener: (error: Error) => void): unknown }) => {
      client.on('error', report);
    },
  );
  return pool;
}
