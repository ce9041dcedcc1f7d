import { eq } from 'drizzle-orm';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { createScope } from '@/lib/scope';
import { conversations, userPreferences, users } from './schema';
import { createTestDatabase, createUser, type TestDatabase } from './test-database';
import { writeOnce } from './write-once';

let database: TestDatabase;
beforeAll(async () => {
  database = await createTestDatabase();
});
afterAll(() => database.close());

let written = 0;
const titlesOf = writeOnce<{ userId: string }>()((db, value) => {
  written += 1;
  return db
    .select({ title: conversations.title, createdAt: conversations.createdAt })
    .from(conversations)
    .where(eq(conversations.userId, value('userId')));
});

const add = writeOnce<{ userId: string; id: string; title: string; at: Date }>()((db, value) =>
  db
    .insert(conversations)
    .values({
      userId: value('userId'),
      id: value('id'),
      title: value('title'),
      createdAt: value('at'),
    })
    .returning(),
);

test('a query is written once, and each run has its own values, transaction and person', async () => {
  const ann = createScope(database.db, (await createUser(database.db)).id);
  const bob = createScope(database.db, (await createUser(database.db)).id);
  const at = new Date('2026-03-29T01:30:00.123Z');
  const id = crypto.randomUUID();
  for (const [scope, title] of [
    [ann, 'Ann’s'],
    [bob, 'Bob’s'],
  ] as const)
    await scope.run((tx) => add(tx, { userId: scope.userId, id, title, at }));
  const read = await Promise.all(
    [ann, bob, ann].map((scope) => scope.run((tx) => titlesOf(tx, { userId: scope.userId }))),
  );
  expect(read).toEqual([
    [{ title: 'Ann’s', createdAt: at }],
    [{ title: 'Bob’s', createdAt: at }],
    [{ title: 'Ann’s', createdAt: at }],
  ]);
  // Twice at first, to see that it is the same both times.
  expect(written).toBe(2);
  // The rows of another person stay out of reach, whatever the values say.
  expect(await bob.run((tx) => titlesOf(tx, { userId: ann.userId }))).toEqual([]);
  const planted = { userId: ann.userId, id: crypto.randomUUID(), title: 'Planted', at };
  await expect(bob.run((tx) => add(tx, planted))).rejects.toThrow();
});

test('what is joined and not there is null, as in any query', async () => {
  const person = await createUser(database.db);
  const read = writeOnce<{ userId: string }>()((db, value) =>
    db
      .select({ name: users.name, chosen: userPreferences })
      .from(users)
      .leftJoin(userPreferences, eq(userPreferences.userId, users.id))
      .where(eq(users.id, value('userId'))),
  );
  const scope = createScope(database.db, person.id);
  expect(await scope.run((tx) => read(tx, { userId: person.id }))).toEqual([
    { name: person.name, chosen: null },
  ]);
});

test('what is written in a transaction that fails is gone with it', async () => {
  const { id: userId } = await createUser(database.db);
  const scope = createScope(database.db, userId);
  const failing = scope.run(async (tx) => {
    await add(tx, { userId, id: crypto.randomUUID(), title: 'Lost', at: new Date() });
    throw new Error('No.');
  });
  await expect(failing).rejects.toThrow('No.');
  expect(await scope.run((tx) => titlesOf(tx, { userId }))).toEqual([]);
});

test('a value that was forgotten is an error, and never another person’s or none', async () => {
  const { id: userId } = await createUser(database.db);
  const scope = createScope(database.db, userId);
  const forgetful = scope.run((tx) => titlesOf(tx, {} as { userId: string }));
  await expect(forgetful).rejects.toThrow('userId');
  const unknown = scope.run((tx) => titlesOf(tx, { userId: undefined } as never));
  await expect(unknown).rejects.toThrow('userId');
});

test('nothing is nothing, also for a column that encodes what it stores', async () => {
  const { id: userId } = await createUser(database.db);
  const read = writeOnce<{ userId: string; id: string; readAt: Date | null }>()((db, value) =>
    db
      .insert(conversations)
      .values({ userId: value('userId'), id: value('id'), readAt: value('readAt') })
      .returning({ readAt: conversations.readAt }),
  );
  const scope = createScope(database.db, userId);
  for (const readAt of [null, new Date('2026-01-01T00:00:00Z')]) {
    const id = crypto.randomUUID();
    expect(await scope.run((tx) => read(tx, { userId, id, readAt }))).toEqual([{ readAt }]);
  }
});

test('a query whose id Drizzle makes is refused: it would be the same id for ever', async () => {
  const { id: userId } = await createUser(database.db);
  const addAnew = writeOnce<{ userId: string }>()((db, value) =>
    db
      .insert(conversations)
      .values({ userId: value('userId') })
      .returning(),
  );
  const scope = createScope(database.db, userId);
  await expect(scope.run((tx) => addAnew(tx, { userId }))).rejects.toThrow('each time');
});
