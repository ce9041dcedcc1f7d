import { readFile } from 'node:fs/promises';
import { drizzle } from 'drizzle-orm/node-postgres';
import { Pool } from 'pg';
import type { Database } from '../connection';
import * as schema from '../schema';
import { createTestDatabase, type TestDatabase } from '../test-database';
import { onServer } from './databases';
import { type Plan, readPlan } from './plans';

/** A database in which a crowd has used Saydo for a year, and that tells how it finds rows. */
export type WatchedDatabase = Omit<TestDatabase, 'driver' | 'url' | 'listen'> & {
  /** The plans of everything that `work` made the server run, with what functions and triggers ran. */
  plansOf(work: () => Promise<unknown>): Promise<Plan[]>;
};

/** Makes one on the real server of the tests, whose user may load a module there. */
export async function createWatchedDatabase(): Promise<WatchedDatabase> {
  const test = await createTestDatabase({ driver: 'pg' });
  if (!test.url) throw new Error('A database on a server has an address.');
  const name = new URL(test.url).pathname.slice(1);
  // All rows are counted, not some picked at random: the same rows give the same plans each time.
  await onServer(test.url, `alter database ${name} set default_statistics_target = 1000`);
  await onServer(test.url, await readFile(new URL('crowd.sql', import.meta.url), 'utf8'));
  await onServer(test.url, 'vacuum analyze');
  await onServer(test.url, tellPlans(name));

  let plans: Plan[] = [];
  const pool = new Pool({ connectionString: test.url, max: 5 });
  pool.on('connect', (client) => {
    client.on('notice', ({ message = '' }) => {
      const plan = readPlan(message);
      if (plan) plans.push(plan);
    });
  });
  const db: Database = drizzle({ client: pool, schema });
  return {
    db,
    async plansOf(work) {
      plans = [];
      await work();
      return plans;
    },
    async close() {
      await pool.end();
      await test.close();
    },
  };
}

/** Every statement's plan is sent to the client that runs it, with the rows that it really read. */
const tellPlans = (database: string) =>
  Object.entries({
    session_preload_libraries: 'auto_explain',
    'auto_explain.log_min_duration': '0',
    'auto_explain.log_nested_statements': 'on',
    'auto_explain.log_analyze': 'on',
    'auto_explain.log_timing': 'off',
    'auto_explain.log_format': 'json',
    'auto_explain.log_level': 'notice',
  })
    .map(([name, value]) => `alter database ${database} set ${name} = '${value}';`)
    .join('\n');
