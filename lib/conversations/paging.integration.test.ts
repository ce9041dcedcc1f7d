import { and, eq, inArray } from 'drizzle-orm';
import { v7 as uuidv7 } from 'uuid';
import { afterAll, beforeAll, beforeEach, expect, it } from 'vitest';
import { conversations, messages } from '@/db/schema';
import { createTestDatabase, createUser, type TestDatabase } from '@/db/test-database';
import { BadCursor, NotFound } from '@/lib/http';
import { createScope, type Scope } from '@/lib/scope';
import { type PagePlace, pageMessages } from '.';

let test: TestDatabase;
let ann: Scope;
let bob: Scope;
const now = new Date('2026-11-22T09:00:00Z');

beforeAll(async () => {
  test = await createTestDatabase();
});
afterAll(() => test.close());
beforeEach(async () => {
  ann = createScope(test.db, (await createUser(test.db)).id);
  bob = createScope(test.db, (await createUser(test.db)).id);
});

/** A conversation of so many messages, and their ids; two of them fall on each second. */
async function talk(scope: Scope, count: number) {
  const own = { userId: scope.userId, conversationId: uuidv7() };
  const ids = Array.from({ length: count }, () => uuidv7());
  await scope.run(async (tx) => {
    await tx.insert(conversations).values({ userId: scope.userId, id: own.conversationId });
    await tx.insert(messages).values(
      ids.map((id, index) => ({
        ...own,
        id,
        parentId: ids[index - 1],
        role: 'user' as const,
        status: 'complete' as const,
        content: `${index + 1}`,
        createdAt: new Date(now.getTime() + Math.floor(index / 2) * 1000),
      })),
    );
  });
  return { id: own.conversationId, ids };
}

async function page(scope: Scope, id: string, place: PagePlace, limit: number) {
  const { messages, ...cursors } = await pageMessages(scope, id, { ...place, limit, now });
  return { numbers: messages.map(({ content }) => Number(content)), ...cursors };
}

const range = (from: number, to: number) =>
  Array.from({ length: to - from + 1 }, (_, index) => from + index);

it('a conversation is read upward to its first message and back down, each message once', async () => {
  const { id } = await talk(ann, 45);
  const up: number[] = [];
  let before: string | undefined;
  do {
    const { numbers, previous_cursor } = await page(ann, id, { before }, 10);
    up.unshift(...numbers);
    before = previous_cursor ?? undefined;
  } while (before);
  expect(up).toEqual(range(1, 45));

  const first = await page(
    ann,
    id,
    { before: (await page(ann, id, {}, 44)).previous_cursor ?? '' },
    9,
  );
  const down = [...first.numbers];
  let after = first.next_cursor;
  while (after) {
    const { numbers, next_cursor } = await page(ann, id, { after }, 7);
    down.push(...numbers);
    after = next_cursor;
  }
  expect(down).toEqual(range(1, 45));
});

it('the newest page has nothing after it, the oldest nothing before it', async () => {
  const { id } = await talk(ann, 12);
  const newest = await page(ann, id, {}, 5);
  expect(newest).toMatchObject({ numbers: range(8, 12), next_cursor: null });
  const older = await page(ann, id, { before: newest.previous_cursor ?? '' }, 5);
  expect(older.numbers).toEqual(range(3, 7));
  const back = await page(ann, id, { after: older.next_cursor ?? '' }, 5);
  expect(back).toMatchObject({ numbers: range(8, 12), next_cursor: null });
  expect(await page(ann, id, {}, 12)).toEqual({
    numbers: range(1, 12),
    previous_cursor: null,
    next_cursor: null,
  });
});

it('a message is shown with about as many before it as after it', async () => {
  const { id, ids } = await talk(ann, 100);
  const middle = await page(ann, id, { around: ids[49] }, 20);
  expect(middle.numbers).toEqual(range(41, 60));
  expect((await page(ann, id, { before: middle.previous_cursor ?? '' }, 3)).numbers).toEqual([
    38, 39, 40,
  ]);
  expect((await page(ann, id, { after: middle.next_cursor ?? '' }, 3)).numbers).toEqual([
    61, 62, 63,
  ]);
  expect(await page(ann, id, { around: ids[0] }, 20)).toMatchObject({
    numbers: range(1, 11),
    previous_cursor: null,
  });
  expect(await page(ann, id, { around: ids[99] }, 20)).toMatchObject({
    numbers: range(91, 100),
    next_cursor: null,
  });
  expect((await page(ann, id, { around: ids[49] }, 1)).numbers).toEqual([50]);
});

it('what is of another version, or was taken out, is on no page', async () => {
  const { id, ids } = await talk(ann, 12);
  const hide = (patch: Partial<typeof messages.$inferInsert>, ...numbers: number[]) =>
    ann.run((tx) =>
      tx
        .update(messages)
        .set(patch)
        .where(
          and(
            eq(messages.userId, ann.userId),
            inArray(
              messages.id,
              numbers.map((number) => ids[number - 1] ?? ''),
            ),
          ),
        ),
    );
  await hide({ active: false }, 3, 4, 12);
  await hide({ deletedAt: now }, 6);
  const all = [1, 2, 5, 7, 8, 9, 10, 11];
  expect((await page(ann, id, {}, 20)).numbers).toEqual(all);
  const newest = await page(ann, id, {}, 3);
  expect(newest.numbers).toEqual([9, 10, 11]);
  const older = await page(ann, id, { before: newest.previous_cursor ?? '' }, 4);
  expect(older.numbers).toEqual([2, 5, 7, 8]);
  expect((await page(ann, id, { after: older.next_cursor ?? '' }, 4)).numbers).toEqual([9, 10, 11]);
  // A link to a message that is not shown any more leads to where it stood.
  expect((await page(ann, id, { around: ids[5] }, 4)).numbers).toEqual([2, 5, 7, 8]);
});

it("Ann's messages are on no page of Bob's, whatever he names", async () => {
  const hers = await talk(ann, 5);
  const { previous_cursor } = await page(ann, hers.id, {}, 2);
  const nothing = { numbers: [], previous_cursor: null };
  expect(await page(bob, hers.id, {}, 20)).toMatchObject(nothing);
  expect(await page(bob, hers.id, { before: previous_cursor ?? '' }, 20)).toMatchObject(nothing);
  await expect(page(bob, hers.id, { around: hers.ids[2] }, 20)).rejects.toThrow(NotFound);
  const his = await talk(bob, 5);
  await expect(page(ann, hers.id, { around: his.ids[2] }, 20)).rejects.toThrow(NotFound);
  const other = await talk(ann, 5);
  await expect(page(ann, hers.id, { around: other.ids[2] }, 20)).rejects.toThrow(NotFound);
  await expect(page(ann, hers.id, { after: 'x' }, 20)).rejects.toThrow(BadCursor);
});
