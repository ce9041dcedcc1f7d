import { afterAll, beforeAll, expect, it, vi } from 'vitest';
import { installTestDatabase, type TestDatabase } from '@/db/test-database';
import { getAuth } from '@/lib/auth';
import { site } from '@/lib/auth/origin';
import { Visitor } from '@/lib/auth/test/visitor';
import { addTasksInWords, completeTask } from './actions';

/** What the browser that clicks sends. */
let sent = new Headers();
vi.mock('next/headers', () => ({ headers: async () => sent }));

let test: TestDatabase;
beforeAll(async () => {
  test = await installTestDatabase();
});
afterAll(() => test.close());

async function somebody(name: string) {
  const visitor = new Visitor({ auth: getAuth(), db: test.db, site, settled: async () => [] });
  await visitor.signUp(`${name}@example.com`, name);
  return visitor;
}

it('somebody who clicks far too often is told to wait, and nobody else is', async () => {
  const [ann, bob] = [await somebody('Ann'), await somebody('Bob')];
  sent = ann.headers();
  const outcomes = [];
  // A malformed click counts as well.
  for (let clicks = 0; clicks < 301; clicks += 1) outcomes.push(await completeTask({ id: 'none' }));
  expect(outcomes[299]).toMatchObject({ ok: false, error: 'Expected a UUID.' });
  expect(outcomes[300]).toMatchObject({
    ok: false,
    error: 'That was too often in a short time.',
    try_next: expect.stringContaining('Wait'),
  });
  sent = bob.headers();
  expect(await addTasksInWords({ text: 'buy milk' })).toMatchObject({
    ok: true,
    tasks: [{ title: 'buy milk' }],
  });
});
