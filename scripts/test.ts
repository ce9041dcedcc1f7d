import './environment.ts';
import { existsSync, readFileSync, rmSync } from 'node:fs';
import { findBrowser } from './browser.ts';
import { build, hasCurrentBuild } from './build.ts';
import { check } from './check.ts';
import { startPostgres } from './postgres.ts';
import { show } from './process.ts';

/** What one part of the tests came to; `problems` are failures that no test counts. */
type Result = { part: string; passed: number; failed: number; problems: string[] };

/**
 * `npm test` runs everything, `npm run test:unit`, `test:e2e` and `test:faults` one part of it;
 * further arguments go to vitest or Playwright. The closing lines count what passed and what did not.
 */
async function main(only: string | undefined, options: string[]): Promise<number> {
  const results: Result[] = [];
  if (!only) results.push(await runChecks());
  if (!only || only === 'unit') results.push(await runVitest(options));
  if (!only || only === 'e2e') results.push(await runPlaywright(options));
  if (!only || only === 'faults') results.push(await runFaults(only ? options : []));

  console.log('');
  for (const { part, passed, failed, problems } of results) {
    console.log(`${part}: ${passed} passed, ${failed} failed`);
    for (const problem of problems) console.log(`  ${problem}`);
  }
  const passed = results.reduce((sum, result) => sum + result.passed, 0);
  const failed = results.reduce((sum, result) => sum + result.failed, 0);
  console.log(`\n${passed} passed, ${failed} failed`);
  return failed;
}

async function runChecks(): Promise<Result> {
  const { passed, failed } = await check();
  return { part: 'checks', passed, failed: failed.length, problems: failed };
}

/** Unit and integration tests, on all three drivers where a real Postgres can be had. */
async function runVitest(options: string[]): Promise<Result> {
  const report = 'test-results/vitest.json';
  rmSync(report, { force: true });
  const problems: string[] = [];
  const server = await serverForTests(problems);
  const command = ['vitest', 'run', '--reporter=default', '--reporter=json'];
  const code = await show([...command, `--outputFile.json=${report}`, ...options], {
    env: { ...process.env, TEST_DATABASE_URL: server?.url ?? '' },
  });
  await server?.stop();

  const counts = readReport(report);
  const passed = Number(counts?.numPassedTests ?? 0);
  return settle(
    'unit and integration',
    passed,
    Number(counts?.numFailedTests ?? 0),
    code,
    problems,
  );
}

async function serverForTests(problems: string[]) {
  const given = process.env.TEST_DATABASE_URL;
  if (given) return { url: given, stop: async () => {} };
  try {
    return await startPostgres();
  } catch (error) {
    const reason = error instanceof Error ? error.message : String(error);
    const loss = `NOT RUN: the integration tests on pg and neon, because ${reason}. Set TEST_DATABASE_URL to run them.`;
    console.warn(`\n${'!'.repeat(80)}\n${loss}\n${'!'.repeat(80)}\n`);
    problems.push(loss);
    return null;
  }
}

/**
 * Servers, databases and connections that are killed, against the production build: a short form,
 * and with FAULTS=long or the argument `long` one of ten minutes.
 */
async function runFaults(options: string[]): Promise<Result> {
  const part = 'faults';
  const report = 'test-results/faults.json';
  rmSync(report, { force: true });
  if (!hasCurrentBuild() && (await build()) !== 0) return settle(part, 0, 0, 1, ['no build']);
  const postgres = await canStartPostgres();
  if (postgres instanceof Error)
    return settle(part, 0, 0, 0, [`NOT RUN: the faults, because ${postgres.message}.`]);

  const command = ['vitest', 'run', '--config', 'faults/vitest.config.ts'];
  const reporters = ['--reporter=default', '--reporter=json', `--outputFile.json=${report}`];
  const code = await show([...command, ...reporters, ...options.filter((o) => o !== 'long')], {
    env: { ...process.env, ...(options.includes('long') && { FAULTS: 'long' }) },
  });
  const counts = readReport(report);
  return settle(
    part,
    Number(counts?.numPassedTests ?? 0),
    Number(counts?.numFailedTests ?? 0),
    code,
    [],
  );
}

/** The faults restart a Postgres, so they need one of their own. */
async function canStartPostgres(): Promise<true | Error> {
  try {
    const server = await startPostgres();
    await server.stop();
    return true;
  } catch (error) {
    return error instanceof Error ? error : new Error(String(error));
  }
}

/** Stories in a browser, against the production build. */
async function runPlaywright(options: string[]): Promise<Result> {
  const part = 'browser stories';
  const report = 'test-results/e2e.json';
  rmSync(report, { force: true });
  const path = await findBrowser().catch((error: Error) => error);
  if (path instanceof Error) return settle(part, 0, 0, 1, [path.message]);
  if (!hasCurrentBuild() && (await build()) !== 0) return settle(part, 0, 0, 1, ['no build']);

  const code = await show(['playwright', 'test', ...options], {
    env: { ...process.env, CHROMIUM_PATH: path },
  });
  const counts = readReport(report)?.stats as Record<string, number> | undefined;
  const passed = (counts?.expected ?? 0) + (counts?.flaky ?? 0);
  return settle(part, passed, counts?.unexpected ?? 0, code, []);
}

/** A part that ended badly with no failed test, or that was cut short under CI, is one failure. */
function settle(part: string, passed: number, failed: number, code: number, problems: string[]) {
  const cutShort = process.env.CI ? problems.length : 0;
  const unexplained = code !== 0 && failed === 0 ? 1 : 0;
  return { part, passed, failed: failed + Math.max(cutShort, unexplained), problems };
}

function readReport(file: string): Record<string, unknown> | undefined {
  return existsSync(file) ? JSON.parse(readFileSync(file, 'utf8')) : undefined;
}

const parts = ['unit', 'e2e', 'faults'];
const [first, ...rest] = process.argv.slice(2);
const only = first !== undefined && parts.includes(first) ? first : undefined;
process.exit((await main(only, only ? rest : process.argv.slice(2))) === 0 ? 0 : 1);
