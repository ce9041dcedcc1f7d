import { execFile } from 'node:child_process';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { expect, test } from 'vitest';

type Costs = {
  texts: number;
  worst: { cost: number; begins: string }[];
  worstPage: number;
};

test('any of 1,000 hostile texts of 200,000 characters, and the shared page of the worst, is rendered in less than 150 ms of CPU', {
  timeout: 180_000,
}, async () => {
  const { stdout } = await promisify(execFile)(
    process.execPath,
    [
      '--import',
      'tsx',
      join(import.meta.dirname, 'test/render-cost.tsx'),
      '20261',
      '1000',
      '200000',
    ],
    { env: { ...process.env, NODE_ENV: 'production' }, timeout: 170_000 },
  );
  const costs = JSON.parse(stdout) as Costs;
  expect(costs.texts).toBe(1000);
  expect(costs.worst[0]?.cost, costs.worst[0]?.begins).toBeLessThan(150);
  expect(costs.worstPage).toBeLessThan(150);
});
