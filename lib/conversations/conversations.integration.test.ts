import { v7 as uuidv7 } from 'uuid';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { conversations, messages } from '@/db/schema';
import { createTestDatabase, createUser, type TestDatabase } from '@/db/test-database';
import { BadCursor } from '@/lib/http';
import { createScope, type Scope } from '@/lib/scope';
import {
  deleteConversation,
  getConversation,
  listConversations,
  pageMessages,
  renameConversation,
  restoreConversation,
  titleFrom,
} from '.';

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

/** A conversation last used `minutesAgo`, with `count` messages a second apart. */
async function talk(scope: Scope, title: string, minutesAgo = 0, count = 0): Promise<string> {
  const id = uuidv7();
  const updatedAt = new Date(now.getTime() - minutesAgo * 60_000);
  await scope.run(async (tx) => {
    await tx.insert(conversations).values({ userId: scope.userId, id, title, updatedAt });
    if (count === 0) return;
    await tx.insert(messages).values(
      Array.from({ length: count }, (_, index) => ({
        userId: scope.userId,
        conversationId: id,
        role: 'user' as const,
        status: 'complete' as const,
        content: `message ${index + 1}`,
        createdAt: new Date(updatedAt.getTime() + index * 1000),
      })),
    );
  });
  return id;
}

describe('the sidebar', () => {
  it('lists the last used first and pages without losing or repeating one', async () => {
    for (let index = 0; index < 7; index += 1) await talk(ann, `talk ${index}`, index);
    await talk(bob, 'of Bob');
    const seen: string[] = [];
    let cursor: string | undefined;
    do {
      const page = await listConversations(ann, { now, limit: 3, cursor });
      seen.push(...page.conversations.map(({ title }) => title));
      cursor = page.next_cursor ?? undefined;
    } while (cursor);
    expect(seen).toEqual(['talk 0', 'talk 1', 'talk 2', 'talk 3', 'talk 4', 'talk 5', 'talk 6']);
  });

  it('pages also through conversations of the same moment', async () => {
    for (let index = 0; index < 4; index += 1) await talk(ann, `same ${index}`);
    const first = await listConversations(ann, { now, limit: 2 });
    const second = await listConversations(ann, { now, limit: 2, cursor: first.next_cursor ?? '' });
    const titles = [...first.conversations, ...second.conversations].map(({ title }) => title);
    expect(new Set(titles).size).toBe(4);
  });

  it.each(['', 'x', '!!.zz', `${Number.MAX_SAFE_INTEGER.toString(36)}9.${uuidv7()}`])(
    'refuses the cursor "%s"',
    async (cursor) => {
      await expect(listConversations(ann, { now, cursor })).rejects.toThrow(BadCursor);
    },
  );
});

describe('a conversation', () => {
  it('is renamed, put into the trash and brought back by its owner only', async () => {
    const id = await talk(ann, 'Mine');
    expect(await renameConversation(bob, id, 'Stolen')).toBe(false);
    expect(await deleteConversation(bob, id, now)).toBe(false);
    expect(await getConversation(bob, id)).toBeNull();
    expect(await renameConversation(ann, id, 'Renamed')).toBe(true);
    expect((await getConversation(ann, id))?.title).toBe('Renamed');
    expect(await deleteConversation(ann, id, now)).toBe(true);
    expect(await getConversation(ann, id)).toBeNull();
    expect((await listConversations(ann, { now })).conversations).toEqual([]);
    expect(await restoreConversation(bob, id)).toBe(false);
    expect(await restoreConversation(ann, id)).toBe(true);
    expect((await getConversation(ann, id))?.title).toBe('Renamed');
  });

  it('shows its newest messages first, and the ones before them page by page', async () => {
    const id = await talk(ann, 'Long', 0, 45);
    const newest = await pageMessages(ann, id, { limit: 20, now });
    expect(newest.messages.map(({ content }) => content).slice(-1)).toEqual(['message 45']);
    expect(newest.messages[0]?.content).toBe('message 26');
    const before = newest.previous_cursor ?? '';
    const middle = await pageMessages(ann, id, { limit: 20, before, now });
    expect(middle.messages.at(-1)?.content).toBe('message 25');
    const oldest = await pageMessages(ann, id, {
      limit: 20,
      before: middle.previous_cursor ?? '',
      now,
    });
    expect(oldest.messages.map(({ content }) => content)).toEqual([
      'message 1',
      'message 2',
      'message 3',
      'message 4',
      'message 5',
    ]);
    expect(oldest.previous_cursor).toBeNull();
  });

  it('of somebody else has no messages for me', async () => {
    const id = await talk(ann, 'Secret', 0, 3);
    expect((await pageMessages(bob, id, { limit: 20, now })).messages).toEqual([]);
  });

  it('never holds a blank message of a person, even where the app is bypassed', async () => {
    const id = await talk(ann, 'x');
    const blank = {
      userId: ann.userId,
      conversationId: id,
      role: 'user',
      status: 'complete',
      content: ' \n ',
    } as const;
    await expect(ann.run((tx) => tx.insert(messages).values(blank))).rejects.toThrow();
  });
});

describe('a title', () => {
  it.each([
    ['add milk', 'Milk'],
    ['hello there', 'Hello there'],
    ['add a task', 'Add a task'],
    ['  two \n lines ', 'Two'],
    ['été à la plage', 'Été à la plage'],
    [
      'please remind me that the quarterly report for the board has to be finished today',
      'The quarterly report for the board has to be finished today',
    ],
    ['x'.repeat(100), `X${'x'.repeat(59)}…`],
    ['👩‍👩‍👧‍👦'.repeat(30), expect.stringMatching(/…$/)],
  ])('of "%s" is its first line, cut at a word', (text, title) => {
    expect(titleFrom(text)).toEqual(title);
    expect(titleFrom(text).isWellFormed()).toBe(true);
  });
});
