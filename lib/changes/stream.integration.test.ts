import { afterAll, beforeAll, beforeEach, expect, test, vi } from 'vitest';
import { createTestDatabase, createUser, type TestDatabase } from '@/db/test-database';
import { createScope, type Scope } from '@/lib/scope';
import { add } from '@/lib/tasks/test/ann-and-bob';
import { createAudience } from './audience';
import { createSeats } from './seats';
import { type Reader, streamChanges } from './stream';

let database: TestDatabase;
let ann: Scope;

beforeAll(async () => {
  database = await createTestDatabase();
});
afterAll(() => database.close());
beforeEach(async () => {
  ann = createScope(database.db, (await createUser(database.db)).id);
});

const pace = { coalesce: 20, commentEvery: 60_000, checkSessionEvery: 60_000 };

test('a burst of commits is read once', async () => {
  const { reader, audience, stream } = open();
  await stream.read();
  for (let n = 0; n < 5; n += 1) await add(ann, `task ${n}`);
  for (let n = 0; n < 5; n += 1) audience.call(ann.userId);
  expect(await stream.read()).toMatch(/^id: \S+\nevent: change\ndata: {"topic":"tasks"}\n\n$/);
  audience.call(ann.userId);
  await new Promise((resolve) => setTimeout(resolve, 100));
  await add(ann, 'one more');
  audience.call(ann.userId);
  expect(await stream.read()).toContain('tasks');
  expect(reader.run).toHaveBeenCalledTimes(4);
  await stream.cancel();
});

test('it says something while nothing happens, so that nobody on the way takes it for dead', async () => {
  const { stream } = open({ pace: { ...pace, commentEvery: 30 } });
  await stream.read();
  expect(await stream.read()).toBe(':\n\n');
  expect(await stream.read()).toBe(':\n\n');
  await stream.cancel();
});

test('for a reader that never reads, one "look again" is kept and nothing else', async () => {
  const { reader, audience, stream } = open();
  await vi.waitFor(() => expect(reader.run).toHaveBeenCalledTimes(1));
  for (let n = 0; n < 50; n += 1) audience.call(ann.userId);
  await add(ann, 'buy milk');
  audience.call(ann.userId);
  await new Promise((resolve) => setTimeout(resolve, 200));
  // What it was told first still lies there: the database is not asked for more.
  expect(reader.run).toHaveBeenCalledTimes(1);
  await stream.read();
  expect(await stream.read()).toContain('tasks');
  await stream.cancel();
});

test('a reader that goes leaves nothing behind, however it goes', async () => {
  const goings: ((one: ReturnType<typeof open>) => unknown)[] = [
    ({ stream }) => stream.cancel(),
    ({ gone }) => gone.abort(),
    ({ signOut }) => signOut(),
    ({ break: breakDatabase, audience }) => {
      breakDatabase();
      audience.call(ann.userId);
    },
  ];
  const quiet = vi.spyOn(console, 'error').mockReturnValue();
  for (const go of goings) {
    const one = open({ pace: { ...pace, checkSessionEvery: 20 } });
    await one.stream.read();
    expect([one.audience.isEmpty, one.seats.size]).toEqual([false, 1]);
    await go(one);
    await vi.waitFor(() => expect([one.audience.isEmpty, one.seats.size]).toEqual([true, 0]));
    expect(await one.stream.read().catch(() => undefined)).toBeUndefined();
  }
  quiet.mockRestore();
});

test('who had already gone gets no seat', async () => {
  const gone = new AbortController();
  gone.abort();
  const { audience, seats, stream } = open({ signal: gone.signal });
  expect(await stream.read()).toBeUndefined();
  expect([audience.isEmpty, seats.size]).toEqual([true, 0]);
});

test('a session that cannot be looked at is believed until it can', async () => {
  const quiet = vi.spyOn(console, 'error').mockReturnValue();
  const isSignedIn = vi
    .fn()
    .mockRejectedValueOnce(new Error('no database'))
    .mockResolvedValue(true);
  const { stream, audience } = open({ isSignedIn, pace: { ...pace, checkSessionEvery: 20 } });
  await stream.read();
  await vi.waitFor(() => expect(isSignedIn.mock.calls.length).toBeGreaterThan(2));
  expect(audience.isEmpty).toBe(false);
  await stream.cancel();
  quiet.mockRestore();
});

function open(overrides: Partial<Reader> = {}) {
  const audience = createAudience();
  const seats = createSeats(12);
  const gone = new AbortController();
  let signedIn = true;
  let broken = false;
  const run = vi.fn<Scope['run']>((work) =>
    broken ? Promise.reject(new Error('The database is away.')) : ann.run(work),
  );
  const body = streamChanges({
    scope: { userId: ann.userId, run: run as Scope['run'] },
    cursor: null,
    isSignedIn: async () => signedIn,
    signal: gone.signal,
    onUserChange: audience.join,
    seats,
    pace,
    ...overrides,
  });
  const reader = body.getReader();
  const decoder = new TextDecoder();
  return {
    ...{ audience, seats, gone, reader: { run } },
    signOut: () => {
      signedIn = false;
    },
    break: () => {
      broken = true;
    },
    stream: {
      read: async () => {
        const { value } = await reader.read();
        return value && decoder.decode(value);
      },
      cancel: () => reader.cancel(),
    },
  };
}
