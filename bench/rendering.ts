import { execFile } from 'node:child_process';
import { promisify } from 'node:util';
import { ms, printTable } from './report.ts';

type Costs = { texts: number; median: number; worst: { cost: number }[]; worstPage: number };

/** What hostile texts cost a server to render, in milliseconds of CPU: `markdown-cost.test.ts` in figures. */
export async function benchRendering(): Promise<void> {
  const script = new URL('../components/chat/test/render-cost.tsx', import.meta.url).pathname;
  const rows: (string | number)[][] = [];
  for (const seed of [1, 2, 3]) {
    const { stdout } = await promisify(execFile)(
      process.execPath,
      ['--import', 'tsx', script, String(seed), '1000', '200000'],
      { env: { ...process.env, NODE_ENV: 'production' } },
    );
    const { texts, median, worst, worstPage } = JSON.parse(stdout) as Costs;
    rows.push([`seed ${seed}`, texts, ms(median), ms(worst[0]?.cost ?? 0), ms(worstPage)]);
  }
  printTable(
    'Hostile texts of 200,000 characters, rendered on the server: CPU in ms (target: under 150)',
    ['', 'texts', 'median', 'worst', 'shared page of 2,000,000'],
    rows,
  );
}
