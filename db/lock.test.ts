import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, readdirSync, readFileSync, rmSync, utimesSync, writeFileSync } from 'node:fs';
import { hostname, tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { FolderInUseError, lockFolder } from './lock';

let folder: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'saydo-lock-'));
});
afterEach(() => rmSync(folder, { recursive: true }));

test('a second process is refused, told who holds the folder and what to do', async () => {
  const holder = await lockElsewhere();
  expect(() => lockFolder(folder)).toThrow(FolderInUseError);
  expect(() => lockFolder(folder)).toThrow(
    new RegExp(`in use by process ${holder.pid}\\. Stop that first, or set DATA_DIR`),
  );
  await end(holder, 'SIGTERM');
});

test('a folder is free again after a release', () => {
  lockFolder(folder)();
  lockFolder(folder)();
  expect(readdirSync(folder)).toEqual([]);
});

test('a process that ends by itself leaves nothing behind', async () => {
  const holder = await lockElsewhere('process.exit(0)');
  await once(holder, 'exit');
  expect(readdirSync(folder)).toEqual([]);
});

test('what a killed process left is taken over at once', async () => {
  await end(await lockElsewhere(), 'SIGKILL');
  expect(readdirSync(folder)).toEqual(['lock']);
  lockFolder(folder)();
});

test('a number that now belongs to another process holds nothing', () => {
  const lock = { pid: process.ppid, host: hostname(), started: 'long ago' };
  writeFileSync(join(folder, 'lock'), JSON.stringify(lock));
  lockFolder(folder)();
});

test('another container is believed alive while its heartbeat is fresh', () => {
  const file = join(folder, 'lock');
  writeFileSync(file, JSON.stringify({ pid: 1, host: 'another-container', started: '1' }));
  expect(() => lockFolder(folder)).toThrow('in use by another-container');
  utimesSync(file, new Date(), new Date(Date.now() - 60_000));
  lockFolder(folder)();
});

test('a damaged lock holds nothing', () => {
  writeFileSync(join(folder, 'lock'), 'not a holder');
  lockFolder(folder)();
});

test('of many who start at once after a crash one gets the folder', async () => {
  await end(await lockElsewhere(), 'SIGKILL');
  const rivals = await Promise.all(Array.from({ length: 6 }, () => spawnRival()));
  const winners = rivals.filter((rival) => rival.won);
  expect(winners).toHaveLength(1);
  expect(readFileSync(join(folder, 'lock'), 'utf8')).toContain(`"pid":${winners[0]?.child.pid}`);
  await Promise.all(rivals.map(({ child }) => end(child, 'SIGKILL')));
});

async function lockElsewhere(then = 'setInterval(() => {}, 1000)'): Promise<ChildProcess> {
  const { child, won } = await spawnRival(then);
  expect(won).toBe(true);
  return child;
}

/** A process that tries for the folder, says whether it got it, and goes on. */
async function spawnRival(then = 'setInterval(() => {}, 1000)') {
  const script = `import(${JSON.stringify(join(import.meta.dirname, 'lock.ts'))}).then((m) => {
    try { m.lockFolder(${JSON.stringify(folder)}); console.log('won'); }
    catch { console.log('refused'); }
    ${then}
  })`;
  const child = spawn(process.execPath, ['-e', script], { stdio: ['ignore', 'pipe', 'inherit'] });
  const [answer] = (await once(child.stdout, 'data')) as [Buffer];
  return { child, won: answer.toString().startsWith('won') };
}

async function end(child: ChildProcess, signal: NodeJS.Signals) {
  if (child.exitCode !== null || child.signalCode !== null) return;
  const exit = once(child, 'exit');
  child.kill(signal);
  await exit;
}
