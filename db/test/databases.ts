import { PGlite } from '@electric-sql/pglite';
import { Client } from 'pg';
import { extensions } from '../pglite';

/** A PGlite in memory, empty or loaded from a dump. Its buffers are small: it opens faster. */
export function openMemoryPGlite(loadDataDir?: Blob): Promise<PGlite> {
  return PGlite.create({
    loadDataDir,
    extensions,
    startParams: [...PGlite.defaultStartParams, '-c', 'shared_buffers=4MB'],
  });
}

/** Runs one statement on a connection of its own. */
export async function onServer(url: string, statement: string) {
  const client = new Client({ connectionString: url });
  await client.connect();
  try {
    return await client.query(statement);
  } finally {
    await client.end();
  }
}

/** The address of another database on the same server. */
export function withDatabase(url: string, name: string): string {
  const changed = new URL(url);
  changed.pathname = `/${name}`;
  return changed.href;
}
