import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { FolderInUseError } from './lock';
import { openPGlite } from './pglite';

let folder: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'saydo-pglite-'));
});
afterEach(() => rmSync(folder, { recursive: true }));

test('what was saved survives a killed process, and the next start is immediate', async () => {
  const killed = await writeElsewhere();
  expect(() => openPGlite(folder)).toThrow(FolderInUseError);
  killed.kill('SIGKILL');
  await once(killed, 'exit');

  const client = openPGlite(folder);
  expect((await client.query('select word from said')).rows).toEqual([{ word: 'milk' }]);
  await client.close();
}, 180_000);

test('a folder is held until its database is closed', async () => {
  const client = openPGlite(folder);
  expect(() => openPGlite(folder)).toThrow(`process ${process.pid}`);
  await client.close();
  const again = openPGlite(folder);
  await again.close();
}, 180_000);

/** A process that saves a word, and then goes on with the database open. */
async function writeElsewhere() {
  const script = `import { openPGlite } from ${JSON.stringify(join(import.meta.dirname, 'pglite.ts'))};
    const client = openPGlite(${JSON.stringify(folder)});
    await client.exec("create table said (word text); insert into said values ('milk')");
    console.log('saved');
    setInterval(() => {}, 1000);`;
  const child = spawn(process.execPath, ['--import', 'tsx', '--input-type=module', '-e', script], {
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  await once(child.stdout, 'data');
  return child;
}
