import { randomBytes } from 'node:crypto';
import { type Connection, connect } from '@/db/connection';
import { ensureFoundations } from '@/db/foundations';
import { grantAccess } from '@/db/grants';
import { applyMigrations } from '@/db/migrate';
import { onServer, withDatabase } from '@/db/test/databases';
import { startPostgres } from '../scripts/postgres.ts';

type BenchDatabase = Connection & { url: string };

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
  const url = withDatabase(server.url, name);
  const connection = connect({ driver: 'pg', url }, { max: 10 });
  await ensureFoundations(connection.db);
  await applyMigrations(connection.db);
  await grantAccess(connection.db);
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
