import { randomUUID } from 'node:crypto';
import { sql } from 'drizzle-orm';
import { afterAll, beforeAll, beforeEach, expect, inject, test, vi } from 'vitest';
import type { Listen } from '@/db';
import { createTestDatabase, createUser, type TestDatabase } from '@/db/test-database';
import { createScope, type Scope } from '@/lib/scope';
import { add } from '@/lib/tasks/test/ann-and-bob';
import { createHub, type Timing } from './hub';

let database: TestDatabase;
let ann: Scope;
let bob: Scope;

/** A busy machine may take its time. */
const patience = { timeout: 15_000 };

const brisk: Timing = {
  answerWithin: 10_000,
  testEvery: 200,
  pollEvery: 30,
  retryAfter: 50,
  retryAtMost: 100,
};

beforeAll(async () => {
  database = await createTestDatabase();
});
afterAll(() => database.close());
beforeEach(async () => {
  ann = createScope(database.db, (await createUser(database.db)).id);
  bob = createScope(database.db, (await createUser(database.db)).id);
});

test('behind a pooler that accepts LISTEN and delivers nothing, it polls, for everybody in one query', async () => {
  const deaf: Listen = async () => async () => {};
  const hub = createHub(
    { db: database.db, listen: deaf },
    { ...brisk, answerWithin: 20, retryAtMost: 60_000, retryAfter: 60_000 },
  );
  const [hers, his, follower] = [vi.fn(), vi.fn(), vi.fn()];
  const leave = [
    hub.onUserChange(ann.userId, hers),
    hub.onUserChange(bob.userId, his),
    hub.onAnswerChange(randomUUID(), follower),
  ];
  // The first look is everybody's; after it he is only called for what is his.
  await vi.waitFor(() => expect(his).toHaveBeenCalledTimes(1), patience);
  hers.mockClear();
  await add(ann, 'buy milk');
  await vi.waitFor(() => expect(hers).toHaveBeenCalledTimes(1), patience);
  expect(his).toHaveBeenCalledTimes(1);
  expect(follower).toHaveBeenCalled();
  expect(hub.hears).toBe(false);
  for (const out of leave) out();
});

test('where the line is dead at first and then answers, it hears again and says so once', async () => {
  let tries = 0;
  const broken: Listen = (channels, ear) => {
    tries += 1;
    if (tries < 3) throw new Error('connect ECONNREFUSED');
    return database.listen(channels, ear);
  };
  const quiet = vi.spyOn(console, 'error').mockReturnValue();
  const hub = createHub({ db: database.db, listen: broken }, brisk);
  const hers = vi.fn();
  const leave = hub.onUserChange(ann.userId, hers);
  await vi.waitFor(() => expect(hub.hears).toBe(true), patience);
  expect(quiet).toHaveBeenCalled();
  quiet.mockRestore();
  hers.mockClear();
  await add(ann, 'buy milk');
  await vi.waitFor(() => expect(hers).toHaveBeenCalledTimes(1), patience);
  leave();
});

test('while nobody listens there is no line, and no query', async () => {
  const listen = vi.fn(database.listen);
  const execute = vi.spyOn(database.db, 'execute');
  const hub = createHub({ db: database.db, listen }, brisk);
  expect(listen).not.toHaveBeenCalled();
  const leave = hub.onUserChange(ann.userId, vi.fn());
  await vi.waitFor(() => expect(hub.hears).toBe(true), patience);
  leave();
  await vi.waitFor(() => expect(hub.hears).toBe(false), patience);
  await new Promise((resolve) => setTimeout(resolve, 2 * brisk.pollEvery));
  execute.mockClear();
  await new Promise((resolve) => setTimeout(resolve, 10 * brisk.pollEvery));
  expect(execute).not.toHaveBeenCalled();
  expect(listen).toHaveBeenCalledTimes(1);
  execute.mockRestore();

  const again = hub.onUserChange(ann.userId, vi.fn());
  await vi.waitFor(() => expect(hub.hears).toBe(true), patience);
  again();
});

// PGlite has no connection to lose.
if (inject('driver') !== 'pglite')
  test('a database that ends the line is listened to again, and everybody looks at what they missed', async () => {
    const hub = createHub(database, { ...brisk, testEvery: 60_000 });
    const hers = vi.fn();
    const leave = hub.onUserChange(ann.userId, hers);
    await vi.waitFor(() => expect(hub.hears).toBe(true), patience);
    hers.mockClear();
    const { rows } = await database.db.execute<{ ended: boolean }>(sql`
      select pg_terminate_backend(pid) as ended from pg_stat_activity
      where datname = current_database() and query like 'listen%'`);
    expect(rows).toContainEqual({ ended: true });
    // The new line may stand a moment later: that she is called to look is what shows it was cut.
    await vi.waitFor(() => expect(hers).toHaveBeenCalled(), patience);
    await vi.waitFor(() => expect(hub.hears).toBe(true), patience);
    hers.mockClear();
    await add(ann, 'buy milk');
    await vi.waitFor(() => expect(hers).toHaveBeenCalledTimes(1), patience);
    leave();
  });
