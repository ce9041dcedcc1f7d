import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { PGlite } from '@electric-sql/pglite';
import { btree_gin } from '@electric-sql/pglite/contrib/btree_gin';
import { pg_trgm } from '@electric-sql/pglite/contrib/pg_trgm';
import { lockFolder } from './lock';

/** What the migrations create with `create extension`. */
export const extensions = { btree_gin, pg_trgm };

/**
 * Opens the built-in database kept in `dataDir` and takes the folder for this process. Returns at
 * once: queries wait until it is ready. Throws FolderInUseError.
 */
export function openPGlite(dataDir: string): PGlite {
  mkdirSync(dataDir, { recursive: true, mode: 0o700 });
  const release = lockFolder(dataDir);
  const client = new PGlite(join(/* turbopackIgnore: true */ dataDir, 'pgdata'), { extensions });
  const close = client.close.bind(client);
  client.close = async () => {
    await close();
    release();
  };
  return client;
}
