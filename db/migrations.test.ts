import { execFile } from 'node:child_process';
import { cp, mkdtemp, readdir, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join, relative } from 'node:path';
import { promisify } from 'node:util';
import { expect, test } from 'vitest';
import { migrationsFolder } from './migrate';

test('the committed migrations say all that the schema says', async () => {
  const folder = await mkdtemp(join(tmpdir(), 'saydo-drizzle-'));
  await cp(migrationsFolder, folder, { recursive: true });
  const { stdout } = await promisify(execFile)('node_modules/.bin/drizzle-kit', [
    'generate',
    '--dialect=postgresql',
    '--schema=./db/schema/index.ts',
    // drizzle-kit 0.31 reads an absolute folder as a relative one.
    `--out=${relative('.', folder)}`,
  ]);
  expect(stdout).toContain('No schema changes');
  expect(await readdir(folder)).toEqual(await readdir(migrationsFolder));
  await rm(folder, { recursive: true });
}, 60_000);
