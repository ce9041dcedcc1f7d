import { randomUUID } from 'node:crypto';
import { eq, sql } from 'drizzle-orm';
import { afterAll, beforeAll, beforeEach, expect, inject, test } from 'vitest';
import type { Transaction } from '@/db';
import { conversations, messages, tasks, userChanges, users } from '@/db/schema';
import { createTestDatabase, createUser, type TestDatabase } from '@/db/test-database';
import { createScope, type Scope } from '@/lib/scope';
import { readChanges } from '.';

let database: TestDatabase;
let ann: Scope;

beforeAll(async () => {
  database = await createTestDatabase();
});
afterAll(() => database.close());
beforeEach(async () => {
  ann = createScope(database.db, (await createUser(database.db)).id);
});

test('a tab that slept is told what it missed, each thing once', async () => {
  const { cursor } = await readChanges(ann, null);
  await ann.run(addTask);
  await ann.run(addTask);
  const read = await readChanges(ann, cursor);
  expect(read.changes).toEqual([{ topic: 'tasks' }]);
  expect((await readChanges(ann, read.cursor)).changes).toEqual([]);
});

// PGlite runs one transaction after the other.
if (inject('driver') !== 'pglite')
  test('what began first and is committed last is not missed, and told once', async () => {
    const begun = Promise.withResolvers<void>();
    const mayEnd = Promise.withResolvers<void>();
    const { cursor } = await readChanges(ann, null);
    const slow = ann.run(async (tx) => {
      await begin(tx);
      begun.resolve();
      await mayEnd.promise;
    });
    await begun.promise;
    await ann.run(addTask);
    const early = await readChanges(ann, cursor);
    expect(early.changes).toEqual([{ topic: 'tasks' }]);
    const before = await readChanges(ann, early.cursor);
    expect(before.changes).toEqual([]);
    mayEnd.resolve();
    await slow;
    for (const since of [early.cursor, before.cursor]) {
      const late = await readChanges(ann, since);
      expect(late.changes).toEqual([{ topic: 'conversations', id: expect.any(String) }]);
      expect((await readChanges(ann, late.cursor)).changes).toEqual([]);
    }
  });

test('what was rolled back is not told', async () => {
  const { cursor } = await readChanges(ann, null);
  const work = ann.run(async (tx) => {
    await addTask(tx);
    throw new Error('no');
  });
  await expect(work).rejects.toThrow('no');
  expect((await readChanges(ann, cursor)).changes).toEqual([]);
});

test('who slept for more than a day, missed very much, or comes with a cursor of elsewhere, reads all again', async () => {
  const { cursor } = await readChanges(ann, null);
  const [at = '', snapshot = ''] = cursor.split('.');
  const end = Number(snapshot.split(':')[1]);
  const all = { changes: [{ topic: 'all' }], cursor: expect.stringContaining('.') };
  for (const elsewhere of [
    `${Number(at) - 25 * 3600}.${snapshot}`,
    `${at}.${end + 1_000_000}:${end + 1_000_000}:`,
    `${at}.9:5:`,
    `${at}.5:9:3`,
    `${at}.5:9:8,7`,
    `${at}.0:9:`,
    "5'; drop table users; --",
    '',
  ]) {
    expect(await readChanges(ann, elsewhere), elsewhere).toEqual(all);
  }
  expect((await readChanges(ann, `${Number(at) - 3600}.${snapshot}`)).changes).toEqual([]);
  await ann.run(async (tx) => {
    for (let n = 0; n <= 100; n += 1) await begin(tx);
  });
  expect(await readChanges(ann, cursor)).toEqual(all);
});

test('Ann can neither write what is told to Bob, nor have the database write it', async () => {
  const bob = await createUser(database.db);
  const row = { userId: bob.id, transactionId: 1n, topic: 'tasks', subjectId: bob.id } as const;
  await expect(ann.run((tx) => tx.insert(userChanges).values(row))).rejects.toThrow();
  const call = sql`select note_change(${bob.id}::uuid, 'tasks', ${bob.id}::uuid)`;
  await expect(ann.run((tx) => tx.execute(call))).rejects.toMatchObject({
    cause: { message: expect.stringContaining('permission denied') },
  });
});

test('a person with tasks, talks and changes can be deleted in one statement', async () => {
  await ann.run(async (tx) => {
    await addTask(tx);
    const conversationId = await begin(tx);
    const parent = randomUUID();
    const said = {
      userId: ann.userId,
      conversationId,
      content: 'hello',
      status: 'complete',
    } as const;
    await tx.insert(messages).values([
      { ...said, id: parent, role: 'user' },
      { ...said, parentId: parent, role: 'assistant' },
    ]);
  });
  await database.db.delete(users).where(eq(users.id, ann.userId));
  const left = await database.db.$count(userChanges, eq(userChanges.userId, ann.userId));
  expect(left).toBe(0);
});

async function addTask(tx: Transaction) {
  await tx.insert(tasks).values({ userId: ann.userId, title: 'buy milk', position: 0 });
}

async function begin(tx: Transaction): Promise<string> {
  const id = randomUUID();
  await tx.insert(conversations).values({ userId: ann.userId, id, title: 'Hello' });
  return id;
}
