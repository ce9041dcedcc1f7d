import { eq } from 'drizzle-orm';
import { v7 as uuidv7 } from 'uuid';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import {
  conversations,
  messages,
  sharedSnapshots,
  tasks,
  taskUpdates,
  toolCalls,
} from '@/db/schema';
import { createTestDatabase, createUser, type TestDatabase } from '@/db/test-database';
import { beginTurn } from '@/lib/agent/turn/begin';
import { createScope, type Scope } from '@/lib/scope';
import {
  archiveConversation,
  deleteConversation,
  deleteForever,
  emptyTrash,
  getConversation,
  listConversations,
  listKept,
  markRead,
  pinConversation,
  purgeOldTrash,
  restoreConversation,
} from '.';

let test: TestDatabase;
let ann: Scope;
let bob: Scope;
const now = new Date('2026-11-22T09:00:00Z');
const later = (minutes: number) => new Date(now.getTime() + minutes * 60_000);
const DAY = 24 * 60;

beforeAll(async () => {
  test = await createTestDatabase();
});
afterAll(() => test.close());
beforeEach(async () => {
  ann = createScope(test.db, (await createUser(test.db)).id);
  bob = createScope(test.db, (await createUser(test.db)).id);
});

async function talk(
  scope: Scope,
  title: string,
  row: Partial<typeof conversations.$inferInsert> = {},
): Promise<string> {
  const id = uuidv7();
  await scope.run((tx) =>
    tx
      .insert(conversations)
      .values({ userId: scope.userId, id, title, createdAt: now, updatedAt: now, ...row }),
  );
  return id;
}

/** An answer that added a task, with the task's history. Gives the id of the task's update. */
async function answerThatActed(scope: Scope, conversationId: string): Promise<string> {
  const own = { userId: scope.userId };
  const [messageId, callId, taskId, updateId] = [uuidv7(), uuidv7(), uuidv7(), uuidv7()];
  await scope.run(async (tx) => {
    await tx.insert(messages).values({
      ...own,
      id: messageId,
      conversationId,
      role: 'assistant',
      status: 'complete',
      content: 'Added it.',
    });
    await tx.insert(toolCalls).values({
      ...own,
      id: callId,
      messageId,
      callId: 'call-1',
      step: 0,
      contentOffset: 0,
      toolName: 'add_task',
      input: {},
      state: 'succeeded',
    });
    await tx.insert(tasks).values({ ...own, id: taskId, title: 'Buy milk', position: 1 });
    await tx.insert(taskUpdates).values({
      ...own,
      id: updateId,
      taskId,
      conversationId,
      messageId,
      toolCallId: callId,
      actor: 'assistant',
      updateType: 'added',
      content: 'Added “Buy milk”.',
      changes: {},
      batchId: messageId,
    });
  });
  return updateId;
}

const titles = (rows: { title: string }[]) => rows.map(({ title }) => title);

async function sidebar(scope: Scope) {
  const page = await listConversations(scope, { now });
  return { pinned: titles(page.pinned), rest: titles(page.conversations) };
}

describe('a pinned conversation', () => {
  it('stands at the top, in the order of pinning, and not below as well', async () => {
    const [milk, plans] = [await talk(ann, 'Milk'), await talk(ann, 'Plans')];
    await talk(ann, 'Other');
    await talk(bob, 'Of Bob', { pinnedAt: now });
    expect(await pinConversation(ann, plans, true, later(1))).toBe(true);
    expect(await pinConversation(ann, milk, true, later(2))).toBe(true);
    expect(await sidebar(ann)).toEqual({ pinned: ['Plans', 'Milk'], rest: ['Other'] });
    expect(await pinConversation(ann, plans, false, later(3))).toBe(true);
    expect((await sidebar(ann)).pinned).toEqual(['Milk']);
  });

  it('comes with the first page only', async () => {
    await talk(ann, 'Pinned', { pinnedAt: now });
    for (const title of ['one', 'two', 'three']) await talk(ann, title);
    const first = await listConversations(ann, { now, limit: 2 });
    const second = await listConversations(ann, { now, limit: 2, cursor: first.next_cursor ?? '' });
    expect(titles(first.pinned)).toEqual(['Pinned']);
    expect(second.pinned).toEqual([]);
    expect(second.conversations).toHaveLength(1);
  });

  it('is pinned by nobody else, and the fifty-first is refused in words', async () => {
    const id = await talk(ann, 'Mine');
    expect(await pinConversation(bob, id, true, now)).toBe(false);
    for (let count = 0; count < 50; count += 1) await talk(ann, `${count}`, { pinnedAt: now });
    await expect(pinConversation(ann, id, true, now)).rejects.toThrow('50 conversations');
    expect(await pinConversation(ann, id, false, now)).toBe(true);
  });
});

describe('the archive', () => {
  it('holds what was archived, page by page, the last one first, and gives it back', async () => {
    const ids: string[] = [];
    for (let index = 0; index < 5; index += 1) ids.push(await talk(ann, `talk ${index}`));
    for (const [index, id] of ids.entries()) await archiveConversation(ann, id, true, later(index));
    await talk(bob, 'Of Bob', { archivedAt: now });
    expect(await sidebar(ann)).toEqual({ pinned: [], rest: [] });
    const seen: string[] = [];
    let cursor: string | undefined;
    do {
      const page = await listKept(ann, 'archive', { limit: 2, cursor });
      expect(page.total).toBe(5);
      seen.push(...titles(page.conversations));
      cursor = page.next_cursor ?? undefined;
    } while (cursor);
    expect(seen).toEqual(['talk 4', 'talk 3', 'talk 2', 'talk 1', 'talk 0']);
    expect(await archiveConversation(ann, ids[0] ?? '', false, now)).toBe(true);
    expect((await sidebar(ann)).rest).toEqual(['talk 0']);
  });

  it('can be read from, and is out of reach of anybody else', async () => {
    const id = await talk(ann, 'Mine');
    expect(await archiveConversation(bob, id, true, now)).toBe(false);
    expect(await archiveConversation(ann, id, true, now)).toBe(true);
    expect((await getConversation(ann, id))?.archivedAt).toEqual(now);
    expect(await getConversation(bob, id)).toBeNull();
    expect((await listKept(bob, 'archive')).conversations).toEqual([]);
  });

  it('loses a conversation that somebody writes in, which is read by that', async () => {
    const say = (scope: Scope, conversationId: string) =>
      beginTurn(scope, {
        conversationId,
        messageId: uuidv7(),
        text: 'hello again',
        model: 'none',
        now: later(5),
        wait: 0,
      });
    const id = await talk(ann, 'Mine', { archivedAt: now, updatedAt: later(1), readAt: now });
    await say(bob, id);
    expect((await listKept(ann, 'archive')).total).toBe(1);
    await say(ann, id);
    expect((await listKept(ann, 'archive')).total).toBe(0);
    const [row] = (await listConversations(ann, { now: later(5) })).conversations;
    expect(row).toMatchObject({ id, running: true, unread: false });
  });

  it('gives a pinned conversation back with its pin', async () => {
    const id = await talk(ann, 'Pinned', { pinnedAt: now });
    await archiveConversation(ann, id, true, now);
    expect(await sidebar(ann)).toEqual({ pinned: [], rest: [] });
    await archiveConversation(ann, id, false, now);
    expect((await sidebar(ann)).pinned).toEqual(['Pinned']);
  });
});

describe('an unread answer', () => {
  const unread = async (scope: Scope) =>
    (await listConversations(scope, { now })).conversations.map((row) => row.unread);

  it('is marked from when it ended until its owner has seen it', async () => {
    const id = await talk(ann, 'Talk', { readAt: now, updatedAt: later(1) });
    expect(await unread(ann)).toEqual([true]);
    expect(await markRead(bob, id, later(2))).toBe(false);
    expect(await unread(ann)).toEqual([true]);
    expect(await markRead(ann, id, later(2))).toBe(true);
    expect(await unread(ann)).toEqual([false]);
    expect(await markRead(ann, id, later(3))).toBe(true);
  });

  it('is seen also where the clock of who wrote it runs ahead', async () => {
    const id = await talk(ann, 'Talk', { readAt: now, updatedAt: later(5) });
    await markRead(ann, id, later(1));
    expect(await unread(ann)).toEqual([false]);
  });

  it('is not claimed of conversations from before anybody noted it', async () => {
    await talk(ann, 'Old', { readAt: null });
    expect(await unread(ann)).toEqual([false]);
  });
});

describe('the trash', () => {
  it('keeps what is deleted, archived or not, until it is restored to where it was', async () => {
    const id = await talk(ann, 'Mine', { archivedAt: now });
    await deleteConversation(ann, id, later(1));
    expect(await getConversation(ann, id)).toBeNull();
    expect((await listKept(ann, 'archive')).conversations).toEqual([]);
    expect((await listKept(ann, 'trash')).conversations).toEqual([
      { id, title: 'Mine', updated_at: now.toISOString(), since: later(1).toISOString() },
    ]);
    expect((await listKept(bob, 'trash')).total).toBe(0);
    await restoreConversation(ann, id);
    expect(titles((await listKept(ann, 'archive')).conversations)).toEqual(['Mine']);
  });

  it('deletes one for ever for its owner only, and never one that is not in it', async () => {
    const [kept, gone] = [await talk(ann, 'Kept'), await talk(ann, 'Gone', { deletedAt: now })];
    expect(await deleteForever(ann, kept)).toBe(false);
    expect(await deleteForever(bob, gone)).toBe(false);
    expect((await listKept(ann, 'trash')).total).toBe(1);
    expect(await deleteForever(ann, gone)).toBe(true);
    expect((await listKept(ann, 'trash')).total).toBe(0);
    expect((await sidebar(ann)).rest).toEqual(['Kept']);
  });

  it('takes the messages and the links with it, and leaves the tasks and their history', async () => {
    const id = await talk(ann, 'Talk', { deletedAt: now });
    const updateId = await answerThatActed(ann, id);
    await ann.run((tx) =>
      tx.insert(sharedSnapshots).values({
        userId: ann.userId,
        conversationId: id,
        tokenHash: uuidv7(),
        title: 'Talk',
        content: [],
        withTasks: false,
      }),
    );
    expect(await deleteForever(ann, id)).toBe(true);
    const [update] = await test.db.select().from(taskUpdates).where(eq(taskUpdates.id, updateId));
    expect(update).toMatchObject({
      content: 'Added “Buy milk”.',
      conversationId: null,
      messageId: null,
      toolCallId: null,
    });
    const own = (table: typeof messages | typeof sharedSnapshots) =>
      test.db.$count(table, eq(table.userId, ann.userId));
    expect(await own(messages)).toBe(0);
    expect(await own(sharedSnapshots)).toBe(0);
  });

  it('is emptied of what was seen in it, and of nobody else’s', async () => {
    for (let index = 0; index < 60; index += 1) {
      await talk(ann, `talk ${index}`, { deletedAt: later(index - 60) });
    }
    await talk(ann, 'Deleted in another tab since', { deletedAt: later(1) });
    await talk(bob, 'Of Bob', { deletedAt: later(-10) });
    expect(await emptyTrash(ann, now)).toBe(60);
    expect(titles((await listKept(ann, 'trash')).conversations)).toEqual([
      'Deleted in another tab since',
    ]);
    expect((await listKept(bob, 'trash')).total).toBe(1);
  });

  it('loses by itself, of everybody, what has been in it for 30 days', async () => {
    await talk(ann, 'Old', { deletedAt: later(-30 * DAY - 1) });
    await talk(ann, 'Newer', { deletedAt: later(-30 * DAY + 1) });
    await talk(bob, 'Old of Bob', { deletedAt: later(-40 * DAY) });
    await talk(bob, 'Kept');
    await answerThatActed(bob, await talk(bob, 'Old and active', { deletedAt: later(-50 * DAY) }));
    expect(await purgeOldTrash(test.db, now, { limit: 2 })).toBe(2);
    expect(await purgeOldTrash(test.db, now)).toBe(1);
    expect(await purgeOldTrash(test.db, now)).toBe(0);
    expect(titles((await listKept(ann, 'trash')).conversations)).toEqual(['Newer']);
    expect((await listKept(bob, 'trash')).total).toBe(0);
    expect((await sidebar(bob)).rest).toEqual(['Kept']);
  });
});
