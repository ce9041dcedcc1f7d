import { randomBytes } from 'node:crypto';
import { Client } from 'pg';
import { type Connection, connect } from '@/db/connection';
import { applyMigrations } from '@/db/migrate';
import { ensureAppUser } from '@/db/roles';
import { startPostgres } from '../scripts/postgres.ts';

export type BenchDatabase = Connection & { url: string };

/**
 * A database of its own with the app's tables, on the server of TEST_DATABASE_URL, which must let
 * its user do anything, or on a Postgres that is started for it. `close` removes what was made.
 */
export async function openBenchDatabase(): Promise<BenchDatabase> {
  const given = process.env.TEST_DATABASE_URL;
  const server = given
    ? { url: given, stop: async () => {} }
    : await startPostgres({ durable: true });
  const name = `saydo_bench_${randomBytes(6).toString('hex')}`;
  await onServer(server.url, `create database ${name}`);
  const url = Object.assign(new URL(server.url), { pathname: `/${name}` }).href;
  const connection = connect({ driver: 'pg', url }, { max: 10 });
  await ensureAppUser(connection.db);
  await applyMigrations(connection.db);
  return {
    ...connection,
    url,
    async close() {
      await connection.close();
      await onServer(server.url, `drop database ${name} with (force)`);
      await server.stop();
    },
  };
}

async function onServer(url: string, statement: string) {
  const client = new Client({ connectionString: url });
  await client.connect();
  try {
    await client.query(statement);
  } finally {
    await client.end();
  }
}
