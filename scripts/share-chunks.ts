import { readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join, relative } from 'node:path';

const CHUNKS = '.next/server/chunks';

/**
 * Turbopack writes what many routes need into a file for each of them, and a server that has loaded
 * all routes holds the same megabyte a dozen times. Files with the same content become references to
 * the first. Gives how many.
 */
export function shareChunks(): number {
  const first = new Map<string, string>();
  let shared = 0;
  const names = readdirSync(CHUNKS, { recursive: true, encoding: 'utf8' });
  for (const name of names.filter((name) => name.endsWith('.js')).sort()) {
    const path = join(CHUNKS, name);
    const code = readFileSync(path, 'utf8').replace(/\n+\/\/# sourceMappingURL=.*\s*$/, '');
    if (!code.startsWith('module.exports=[')) continue;
    const same = first.get(code);
    if (same === undefined) {
      first.set(code, name);
      continue;
    }
    const place = relative(join(path, '..'), join(CHUNKS, same)).replaceAll('\\', '/');
    writeFileSync(path, `module.exports=require(${JSON.stringify(`./${place}`)});\n`);
    shared += 1;
  }
  return shared;
}
