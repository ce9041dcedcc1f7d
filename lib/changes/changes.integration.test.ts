import { randomUUID } from 'node:crypto';
import { eq } from 'drizzle-orm';
import { afterAll, beforeAll, beforeEach, describe, expect, test, vi } from 'vitest';
import type { Transaction } from '@/db';
import {
  conversations,
  messageRatings,
  messages,
  tasks,
  toolCalls,
  userChanges,
} from '@/db/schema';
import { createTestDatabase, createUser, type TestDatabase } from '@/db/test-database';
import { createScope, type Scope } from '@/lib/scope';
import { type Change, readChanges } from '.';
import { createHub, type Hub } from './hub';

let database: TestDatabase;
let ann: Scope;
let bob: Scope;

beforeAll(async () => {
  database = await createTestDatabase();
});
afterAll(() => database.close());
beforeEach(async () => {
  ann = createScope(database.db, (await createUser(database.db)).id);
  bob = createScope(database.db, (await createUser(database.db)).id);
});

describe('Every commit of Ann’s is told to Ann, and to nobody else', () => {
  test('a task that is added, edited, deleted', async () => {
    const id = randomUUID();
    expect(await told((tx) => addTask(tx, id))).toEqual([{ topic: 'tasks' }]);
    expect(
      await told((tx) => tx.update(tasks).set({ title: 'buy tea' }).where(eq(tasks.id, id))),
    ).toEqual([{ topic: 'tasks' }]);
    expect(await told((tx) => tx.delete(tasks).where(eq(tasks.id, id)))).toEqual([
      { topic: 'tasks' },
    ]);
  });

  test('many changes of one commit are told once', async () => {
    const changes = await told(async (tx) => {
      for (let n = 0; n < 20; n += 1) await addTask(tx, randomUUID());
    });
    expect(changes).toEqual([{ topic: 'tasks' }]);
  });

  test('a conversation that begins, gets a title, is read, pinned, archived, deleted', async () => {
    const id = randomUUID();
    const change = [{ topic: 'conversations', id }];
    expect(await told((tx) => begin(tx, id))).toEqual(change);
    const now = new Date();
    for (const patch of [
      { title: 'Plans' },
      { readAt: now },
      { pinnedAt: now },
      { archivedAt: now },
      { deletedAt: now },
      { updatedAt: new Date(now.getTime() + 1000) },
    ]) {
      const edit = (tx: Transaction) =>
        tx.update(conversations).set(patch).where(eq(conversations.id, id));
      expect(await told(edit), Object.keys(patch)[0]).toEqual(change);
      // The same again says nothing new to anybody.
      expect(await told(edit), Object.keys(patch)[0]).toEqual([]);
    }
    expect(await told((tx) => tx.delete(conversations).where(eq(conversations.id, id)))).toEqual(
      change,
    );
  });

  test('a message that is said, ends, leaves the shown path, is taken out', async () => {
    const { conversation, answer } = await talk(ann);
    const change = [
      { topic: 'conversations', id: conversation },
      { topic: 'messages', id: conversation },
    ];
    for (const patch of [
      { status: 'complete' as const },
      { content: 'Done, as you said.' },
      { active: false },
      { deletedAt: new Date() },
    ]) {
      expect(await told((tx) => edit(tx, answer, patch)), Object.keys(patch)[0]).toEqual(change);
    }
    expect(await told((tx) => tx.delete(messages).where(eq(messages.id, answer)))).toEqual(change);
  });

  test('a tool call that begins and ends, and what she thinks of an answer', async () => {
    const { conversation, answer } = await talk(ann);
    const change = [{ topic: 'messages', id: conversation }];
    const id = randomUUID();
    expect(await told((tx) => call(tx, id, answer))).toEqual(change);
    expect(
      await told((tx) =>
        tx.update(toolCalls).set({ state: 'succeeded' }).where(eq(toolCalls.id, id)),
      ),
    ).toEqual(change);
    const owned = { userId: ann.userId, messageId: answer };
    expect(await told((tx) => tx.insert(messageRatings).values({ ...owned, rating: 1 }))).toEqual(
      change,
    );
    expect(
      await told((tx) => tx.delete(messageRatings).where(eq(messageRatings.messageId, answer))),
    ).toEqual(change);
  });

  /** What Ann is told of a commit of hers; fails when Bob is told anything or she hears nothing. */
  async function told(work: (tx: Transaction) => Promise<unknown>): Promise<Change[]> {
    const [hers, his] = await Promise.all([readChanges(ann, null), readChanges(bob, null)]);
    await ann.run(work);
    expect((await readChanges(bob, his.cursor)).changes).toEqual([]);
    const { changes, cursor } = await readChanges(ann, hers.cursor);
    expect((await readChanges(ann, cursor)).changes).toEqual([]);
    return changes.sort((one, other) => one.topic.localeCompare(other.topic));
  }
});

describe('A process hears at once', () => {
  test('what Ann changes, and Bob’s listener stays quiet', async () => {
    const hub = createHub(database);
    const [hers, his] = [vi.fn(), vi.fn()];
    const leave = [hub.onUserChange(ann.userId, hers), hub.onUserChange(bob.userId, his)];
    await ready(hub, hers, his);
    await ann.run((tx) => addTask(tx, randomUUID()));
    await vi.waitFor(() => expect(hers).toHaveBeenCalledTimes(1));
    for (const out of leave) out();
    const again = vi.fn();
    const out = hub.onUserChange(ann.userId, again);
    await ann.run((tx) => addTask(tx, randomUUID()));
    await vi.waitFor(() => expect(again).toHaveBeenCalledTimes(1));
    expect(hers).toHaveBeenCalledTimes(1);
    expect(his).not.toHaveBeenCalled();
    out();
  });

  test('that an answer got more text, without a row for it', async () => {
    const { answer } = await talk(ann);
    const other = await talk(ann);
    const hub = createHub(database);
    const [follower, elsewhere, tab] = [vi.fn(), vi.fn(), vi.fn()];
    const leave = [
      hub.onAnswerChange(answer, follower),
      hub.onAnswerChange(other.answer, elsewhere),
      hub.onUserChange(ann.userId, tab),
    ];
    await ready(hub, follower, elsewhere, tab);
    const before = await database.db.$count(userChanges);
    await ann.run((tx) => edit(tx, answer, { content: 'More', heartbeatAt: new Date() }));
    await vi.waitFor(() => expect(follower).toHaveBeenCalledTimes(1));
    expect(await database.db.$count(userChanges)).toBe(before);
    expect(tab).not.toHaveBeenCalled();

    await ann.run((tx) => edit(tx, answer, { status: 'stopped' }));
    await vi.waitFor(() => expect(follower).toHaveBeenCalledTimes(2));
    await vi.waitFor(() => expect(tab).toHaveBeenCalledTimes(1));
    expect(elsewhere).not.toHaveBeenCalled();
    for (const out of leave) out();
  });

  test('that a running answer is gone with its conversation', async () => {
    const { conversation, answer } = await talk(ann);
    const hub = createHub(database);
    const writer = vi.fn();
    const leave = hub.onAnswerChange(answer, writer);
    await ready(hub, writer);
    await ann.run((tx) => tx.delete(conversations).where(eq(conversations.id, conversation)));
    await vi.waitFor(() => expect(writer).toHaveBeenCalledTimes(1));
    leave();
  });
});

/** Waits for the line and its first "look again"; what was committed before is never heard. */
async function ready(hub: Hub, ...listeners: ReturnType<typeof vi.fn>[]) {
  await vi.waitFor(() => expect(hub.hears).toBe(true), { timeout: 15_000 });
  for (const listener of listeners) listener.mockClear();
}

async function addTask(tx: Transaction, id: string) {
  await tx.insert(tasks).values({ userId: ann.userId, id, title: 'buy milk', position: 0 });
}

async function begin(tx: Transaction, id: string) {
  await tx.insert(conversations).values({ userId: ann.userId, id, title: 'Hello' });
}

async function edit(tx: Transaction, id: string, patch: Partial<typeof messages.$inferInsert>) {
  await tx.update(messages).set(patch).where(eq(messages.id, id));
}

async function call(tx: Transaction, id: string, messageId: string) {
  await tx.insert(toolCalls).values({
    ...{ userId: ann.userId, id, messageId, callId: id, step: 0, contentOffset: 0 },
    ...{ toolName: 'add_tasks', input: {}, state: 'running' },
  });
}

/** A conversation with a question and a running answer. */
async function talk({ userId, run }: Scope) {
  const [conversation, question, answer] = [randomUUID(), randomUUID(), randomUUID()];
  await run(async (tx) => {
    await tx.insert(conversations).values({ userId, id: conversation, title: 'Hello' });
    const said = { userId, conversationId: conversation };
    await tx.insert(messages).values([
      { ...said, id: question, role: 'user', status: 'complete', content: 'hello' },
      {
        ...said,
        id: answer,
        parentId: question,
        role: 'assistant',
        status: 'streaming',
        content: '',
      },
    ]);
  });
  return { conversation, answer };
}
