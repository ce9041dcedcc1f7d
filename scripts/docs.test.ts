import { existsSync, readFileSync } from 'node:fs';
import { expect, test } from 'vitest';

test('the table of what holds security names only files that are there', () => {
  const named = [
    ...readFileSync('docs/security.md', 'utf8').matchAll(
      /`([\w.()[\]/-]+\.(?:tsx?|md|sql|json))`/g,
    ),
  ];
  const files = named.map(([, file = '']) => file);
  expect(files.length).toBeGreaterThan(50);
  expect(files.filter((file) => !existsSync(file))).toEqual([]);
});
