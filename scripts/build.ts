import './environment.ts';
import { createHash } from 'node:crypto';
import { existsSync, readdirSync, readFileSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { runNext } from './next.ts';
import { shareChunks } from './share-chunks.ts';

/** Builds for production and remembers from which files. Resolves with the exit code. */
export async function build(): Promise<number> {
  const sources = fingerprint();
  const code = await runNext('build');
  if (code !== 0) return code;
  shareChunks();
  writeFileSync(stamp, sources);
  return code;
}

/** Whether the last build was made from the files as they are now. */
export function hasCurrentBuild(): boolean {
  if (!existsSync('.next/BUILD_ID')) return false;
  // An image that carries only the build has nothing to compare it with.
  if (!existsSync('app')) return true;
  return existsSync(stamp) && readFileSync(stamp, 'utf8') === fingerprint();
}

const stamp = '.next/built-from';
const folders = ['app', 'components', 'db', 'lib', 'public'];

function fingerprint(): string {
  const files = folders.filter((folder) => existsSync(folder)).flatMap(filesIn);
  // They shape what is built.
  files.push('scripts/build.ts', 'scripts/share-chunks.ts');
  const rootFiles = readdirSync('.').filter((name) => /\.(ts|mts|mjs|json)$/.test(name));
  const hash = createHash('sha256');
  for (const file of [...files, ...rootFiles].sort()) {
    if (/\.test\.tsx?$|^next-env\.d\.ts$|\.tsbuildinfo$/.test(file)) continue;
    hash.update(`${file}\0`).update(readFileSync(file));
  }
  return hash.digest('hex');
}

function filesIn(folder: string): string[] {
  return readdirSync(folder, { recursive: true, encoding: 'utf8' })
    .map((name) => join(folder, name))
    .filter((path) => statSync(path).isFile());
}

if (import.meta.main) process.exit(await build());
