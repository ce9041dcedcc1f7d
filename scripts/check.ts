import { show } from './process.ts';

/** The zones of .dependency-cruiser.mjs are about these. */
const code = [
  'app',
  'components',
  'lib',
  'db',
  'e2e',
  'scripts',
  'bench',
  'faults',
  'proxy.ts',
  'instrumentation.ts',
  'instrumentation-node.ts',
];

const checks: [name: string, command: string[]][] = [
  ['routes have types', ['next', 'typegen']],
  ['types', ['tsc', '--noEmit']],
  ['lint and format', ['biome', 'check', '--error-on-warnings', '.']],
  ['import zones', ['depcruise', ...code]],
];

/** Runs every check, also after one has failed. Resolves with the names of those that did. */
export async function check() {
  const failed: string[] = [];
  for (const [name, command] of checks) {
    console.log(`\n— ${name}`);
    if ((await show(command)) !== 0) failed.push(name);
  }
  return { passed: checks.length - failed.length, failed };
}

if (import.meta.main) {
  const { failed } = await check();
  if (failed.length > 0) console.error(`\nFailed: ${failed.join(', ')}`);
  process.exit(failed.length === 0 ? 0 : 1);
}
