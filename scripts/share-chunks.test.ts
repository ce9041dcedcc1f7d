import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, expect, test } from 'vitest';
import { shareChunks } from './share-chunks';

const server = mkdtempSync(join(tmpdir(), 'saydo-chunks-'));
afterEach(() => rmSync(server, { recursive: true, force: true }));

const code = 'module.exports=[1,()=>"the same"];';

test('what two routes need is loaded once, is listed for both, and a second run changes nothing', () => {
  mkdirSync(join(server, 'chunks/ssr'), { recursive: true });
  mkdirSync(join(server, 'app'));
  const files = {
    'chunks/a.js': `${code}\n\n//# sourceMappingURL=a.js.map`,
    'chunks/b.js': `${code}\n\n//# sourceMappingURL=b.js.map`,
    'chunks/ssr/c.js': code,
    'chunks/other.js': 'module.exports=[2,()=>"another"];',
    'chunks/runtime.js': 'const runtime=1;',
    'chunks/runtime-again.js': 'const runtime=1;',
    'app/page.js.nft.json': JSON.stringify({ version: 1, files: ['../chunks/ssr/c.js'] }),
    'app/other.js.nft.json': JSON.stringify({ version: 1, files: ['../chunks/other.js'] }),
  };
  for (const [name, text] of Object.entries(files)) writeFileSync(join(server, name), text);

  expect(shareChunks(server)).toBe(2);
  const load = createRequire(join(server, 'start.js'));
  expect(load('./chunks/b.js')).toBe(load('./chunks/a.js'));
  expect(load('./chunks/ssr/c.js')).toBe(load('./chunks/a.js'));
  expect(load('./chunks/other.js')[1]()).toBe('another');
  expect(readFileSync(join(server, 'chunks/runtime-again.js'), 'utf8')).toBe('const runtime=1;');
  const listOf = (name: string) => JSON.parse(readFileSync(join(server, name), 'utf8')).files;
  expect(listOf('app/page.js.nft.json')).toEqual(['../chunks/ssr/c.js', '../chunks/a.js']);
  expect(listOf('app/other.js.nft.json')).toEqual(['../chunks/other.js']);

  expect(shareChunks(server)).toBe(0);
  expect(load('./chunks/ssr/c.js')[1]()).toBe('the same');
});
