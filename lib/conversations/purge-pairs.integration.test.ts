import { eq } from 'drizzle-orm';
import { v7 as uuidv7 } from 'uuid';
import { afterAll, beforeAll, beforeEach, expect, it } from 'vitest';
import { conversationMetadata, messages, tasks, taskUpdates } from '@/db/schema';
import { createTestDatabase, createUser, type TestDatabase } from '@/db/test-database';
import { createScope, type Scope } from '@/lib/scope';
import { deletePair, pageMessages, purgeOldPairs } from '.';
import { storeTalk } from './test/talk';

let test: TestDatabase;
let ann: Scope;
let bob: Scope;
const now = new Date('2026-11-22T12:00:00Z');
const later = new Date('2026-12-30T12:00:00Z');

beforeAll(async () => {
  test = await createTestDatabase();
});
afterAll(() => test.close());
beforeEach(async () => {
  ann = createScope(test.db, (await createUser(test.db)).id);
  bob = createScope(test.db, (await createUser(test.db)).id);
});

const talk = (scope: Scope) =>
  storeTalk(scope, [
    { name: 'q1' },
    { name: 'a1', after: 'q1' },
    { name: 'q2', after: 'a1' },
    { name: 'a2-old', after: 'q2', hidden: true },
    { name: 'q3-old', after: 'a2-old', hidden: true },
    { name: 'a2', after: 'q2' },
    { name: 'q3', after: 'a2' },
    { name: 'a3', after: 'q3' },
  ]);

const stored = async (scope: Scope) => {
  const rows = await test.db.select().from(messages).where(eq(messages.userId, scope.userId));
  return rows.map(({ content }) => content).sort();
};

it('what was taken out is deleted for ever, and what followed it stays', async () => {
  const { conversationId, id } = await talk(ann);
  const his = await talk(bob);
  const taskId = uuidv7();
  await ann.run(async (tx) => {
    await tx.insert(tasks).values({ userId: ann.userId, id: taskId, title: 'Milk', position: 1 });
    await tx.insert(taskUpdates).values({
      ...{ userId: ann.userId, taskId, conversationId, messageId: id('a2') },
      ...{ actor: 'assistant', updateType: 'added', content: 'Added “Milk”.', changes: {} },
      batchId: id('a2'),
    });
  });
  await deletePair(ann, conversationId, id('q2'), now);
  expect(await purgeOldPairs(test.db, { before: now })).toBe(0);
  expect(await stored(ann)).toHaveLength(8);

  expect(await purgeOldPairs(test.db, { before: later })).toBe(3);
  expect(await stored(ann)).toEqual(['a1', 'a3', 'q1', 'q3', 'q3-old']);
  const { messages: shown } = await pageMessages(ann, conversationId, { limit: 50, now });
  expect(shown.map(({ content }) => content)).toEqual(['q1', 'a1', 'q3', 'a3']);
  expect(shown[2]?.parentId).toBe(id('a1'));
  const [history] = await ann.run((tx) => tx.select().from(taskUpdates));
  expect(history).toMatchObject({ taskId, messageId: null, content: 'Added “Milk”.' });
  const [counters] = await ann.run((tx) => tx.select().from(conversationMetadata));
  expect(counters?.messageCount).toBe(5);
  expect(await stored(bob)).toHaveLength(8);
  expect(his.conversationId).not.toBe(conversationId);
  expect(await purgeOldPairs(test.db, { before: later })).toBe(0);
});

it('several pairs in a row go, and the conversation begins with what is left', async () => {
  const { conversationId, id } = await talk(ann);
  for (const name of ['q1', 'q2']) await deletePair(ann, conversationId, id(name), now);
  await purgeOldPairs(test.db, { before: later });
  const { messages: shown } = await pageMessages(ann, conversationId, { limit: 50, now });
  expect(shown.map(({ content, parentId }) => [content, parentId])).toEqual([
    ['q3', null],
    ['a3', id('q3')],
  ]);
});
