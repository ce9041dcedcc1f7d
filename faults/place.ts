import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { connect } from '@/db/connection';
import { ensureFoundations } from '@/db/foundations';
import { grantAccess } from '@/db/grants';
import { applyMigrations } from '@/db/migrate';
import { freePort, type Server, startSaydo } from '../bench/servers.ts';
import { startPostgres } from '../scripts/postgres.ts';
import { startModel } from './model.ts';

/** Where Saydo runs in a test: a database, a model, and as many server processes as it starts. */
export type Place = Awaited<ReturnType<typeof onPostgres>>;

/** On a Postgres of its own, which waits for the disk as in production. */
export async function onPostgres() {
  const postgres = await startPostgres({ durable: true });
  const { db, close } = connect({ driver: 'pg', url: postgres.url }, { max: 2 });
  await ensureFoundations(db);
  await applyMigrations(db);
  await grantAccess(db);
  await close();
  const place = await furnish({ DATABASE_URL: postgres.url });
  return {
    ...place,
    url: postgres.url,
    restartPostgres: () => postgres.restart(),
    async close() {
      await place.close();
      await postgres.stop();
    },
  };
}

/** On the built-in database, in a folder of its own. */
export async function onFolder() {
  const folder = mkdtempSync(join(tmpdir(), 'saydo-faults-'));
  const place = await furnish({ DATABASE_URL: '', DATA_DIR: folder });
  return {
    ...place,
    async close() {
      await place.close();
      rmSync(folder, { recursive: true, force: true });
    },
  };
}

async function furnish(settings: Record<string, string>) {
  const model = await startModel();
  const servers: Server[] = [];
  return {
    /** Starts a server; on the given port where there is one, as after a restart. */
    async serve({ port, ...env }: { port?: number; APP_URL?: string } = {}): Promise<Server> {
      const server = await startSaydo('', model.url, {
        port,
        quiet: true,
        // People come from addresses of their own: sign-ups are limited by it.
        env: { ...settings, ...env, TRUSTED_PROXY_HEADER: 'x-real-ip' },
      });
      servers.push(server);
      return server;
    },
    freePort,
    async close() {
      await Promise.all(servers.map((server) => server.stop('SIGKILL')));
      await model.stop();
    },
  };
}
