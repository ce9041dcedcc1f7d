import { readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { dirname, join, relative } from 'node:path';

/**
 * Turbopack writes what many routes need into a file for each of them, and a server that has loaded
 * all routes holds the same megabyte a dozen times. Files with the same content become references to
 * the first, also in the lists of what a route needs (`.nft.json`). Gives how many. `server` is the
 * folder of a build that has just been made.
 */
export function shareChunks(server = '.next/server'): number {
  const chunks = join(server, 'chunks');
  const first = new Map<string, string>();
  const shared = new Map<string, string>();
  for (const path of filesIn(chunks, '.js')) {
    const code = readFileSync(path, 'utf8').replace(/\n+\/\/# sourceMappingURL=.*\s*$/, '');
    if (!code.startsWith('module.exports=[')) continue;
    const same = first.get(code);
    if (same === undefined) first.set(code, path);
    else shared.set(path, same);
  }
  for (const [path, same] of shared)
    writeFileSync(path, `module.exports=require(${JSON.stringify(`./${place(path, same)}`)});\n`);
  for (const list of filesIn(server, '.nft.json')) addTargets(list, shared);
  return shared.size;
}

function addTargets(list: string, shared: Map<string, string>) {
  const traced: { files: string[] } = JSON.parse(readFileSync(list, 'utf8'));
  const targets = traced.files.flatMap((file) => {
    const same = shared.get(join(dirname(list), file));
    return same ? [place(list, same)] : [];
  });
  if (targets.length === 0) return;
  const files = [...new Set([...traced.files, ...targets])];
  writeFileSync(list, JSON.stringify({ ...traced, files }));
}

function filesIn(folder: string, ending: string): string[] {
  return readdirSync(folder, { recursive: true, encoding: 'utf8' })
    .filter((name) => name.endsWith(ending))
    .sort()
    .map((name) => join(folder, name));
}

/** Where `to` is, seen from the folder of `from`. */
function place(from: string, to: string): string {
  return relative(dirname(from), to).replaceAll('\\', '/');
}
