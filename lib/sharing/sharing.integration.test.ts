import { eq, sql } from 'drizzle-orm';
import { v7 as uuidv7 } from 'uuid';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { conversations, messages, sharedSnapshots, tasks, toolCalls, users } from '@/db/schema';
import { createTestDatabase, createUser, type TestDatabase } from '@/db/test-database';
import { deleteConversation, deleteForever, restoreConversation } from '@/lib/conversations';
import { HttpError, NotFound } from '@/lib/http';
import { createScope, type Scope } from '@/lib/scope';
import { listLinks, readShared, revokeLink, shareConversation } from '.';
import { hashOf } from './token';

let test: TestDatabase;
let ann: Scope;
let bob: Scope;
const now = new Date('2026-11-22T09:00:00Z');
const inDays = (days: number) => new Date(now.getTime() + days * 86_400_000);
const plain = { lifetime: 'never', withTasks: false } as const;

beforeAll(async () => {
  test = await createTestDatabase();
});
afterAll(() => test.close());
beforeEach(async () => {
  ann = createScope(test.db, (await createUser(test.db)).id);
  bob = createScope(test.db, (await createUser(test.db)).id);
});

const task = {
  id: uuidv7(),
  title: 'Buy oat milk',
  description: 'a private note',
  due_date: '2026-11-23',
  due_time: null,
  time_zone: null,
  weekday: 'Monday',
  overdue: false,
  priority: 'high',
  repeats: 'every Monday',
  deadline: '2026-11-30',
  duration_minutes: 20,
  project: 'Kitchen',
  labels: ['shop'],
  completed: false,
  completed_at: null,
  deleted: false,
  version: 1,
};

async function talk(scope: Scope, ...words: string[]): Promise<string> {
  const id = uuidv7();
  await scope.run((tx) =>
    tx.insert(conversations).values({ userId: scope.userId, id, title: 'Groceries' }),
  );
  for (const content of words) await add(scope, id, { role: 'user', content });
  return id;
}

async function add(
  scope: Scope,
  conversationId: string,
  row: Partial<typeof messages.$inferInsert> &
    Pick<typeof messages.$inferInsert, 'role' | 'content'>,
): Promise<string> {
  const id = uuidv7();
  await scope.run((tx) =>
    tx
      .insert(messages)
      .values({ userId: scope.userId, id, conversationId, status: 'complete', ...row }),
  );
  return id;
}

/** An answer that looked through the tasks and then added one. */
async function answerWithCards(
  scope: Scope,
  conversationId: string,
  added: object = task,
): Promise<void> {
  const messageId = await add(scope, conversationId, {
    role: 'assistant',
    content: 'Let me see. Added it.',
    model: 'secret-model',
  });
  const call = {
    userId: scope.userId,
    messageId,
    step: 0,
    contentOffset: 12,
    input: { query: 'a private question' },
    state: 'succeeded' as const,
  };
  const found = { tasks: [{ ...task, title: 'Older' }], understood: 'all tasks', total: 1 };
  await scope.run((tx) =>
    tx.insert(toolCalls).values([
      { ...call, id: uuidv7(), callId: 'one', toolName: 'list_tasks', output: found },
      {
        ...call,
        id: uuidv7(),
        callId: 'three',
        contentOffset: 21,
        toolName: 'list_tasks',
        input: { shown: false },
        output: found,
      },
      {
        ...call,
        id: uuidv7(),
        callId: 'two',
        toolName: 'add_task',
        output: { tasks: [added], failures: [], batch_id: messageId },
        actionTaken: 'Added “Buy oat milk”.',
      },
    ]),
  );
}

const texts = (shared: Awaited<ReturnType<typeof readShared>>) =>
  shared?.messages.flatMap(({ parts }) =>
    parts.map((part) => (part.type === 'text' ? part.text : part.tool)),
  );

describe('a shared link', () => {
  it('shows the conversation as it was, whatever is said, renamed or deleted in it later', async () => {
    const id = await talk(ann, 'one');
    const second = await add(ann, id, { role: 'user', content: 'two' });
    const token = await shareConversation(ann, id, plain, now);
    await add(ann, id, { role: 'user', content: 'three' });
    await ann.run(async (tx) => {
      await tx.update(messages).set({ content: 'changed' }).where(eq(messages.id, second));
      await tx.update(conversations).set({ title: 'Renamed' }).where(eq(conversations.id, id));
    });
    const shared = await readShared(test.db, token, now);
    expect(texts(shared)).toEqual(['one', 'two']);
    expect(shared?.title).toBe('Groceries');
  });

  it('shows the shown path alone: no other version, and nothing that was deleted', async () => {
    const id = await talk(ann, 'shown');
    await add(ann, id, { role: 'user', content: 'an older version', active: false });
    await add(ann, id, { role: 'user', content: 'taken out', deletedAt: now });
    const token = await shareConversation(ann, id, plain, now);
    expect(texts(await readShared(test.db, token, now))).toEqual(['shown']);
  });

  it('has no task cards unless they were asked for, and then only what was seen of them', async () => {
    const id = await talk(ann, 'add oat milk');
    await answerWithCards(ann, id);
    const bare = await readShared(test.db, await shareConversation(ann, id, plain, now), now);
    expect(texts(bare)).toEqual(['add oat milk', 'Let me see. Added it.']);
    expect(JSON.stringify(bare)).not.toContain('Buy oat milk');

    const token = await shareConversation(ann, id, { ...plain, withTasks: true }, now);
    const full = await readShared(test.db, token, now);
    expect(texts(full)).toEqual(['add oat milk', 'Let me see. ', 'add_task', 'Added it.']);
    const stored = JSON.stringify(full);
    expect(stored).toContain('Buy oat milk');
    expect(stored).toContain('2026-11-23');
    for (const shown of ['every Monday', '2026-11-30', '"duration_minutes":20', 'Kitchen', 'shop'])
      expect(stored).toContain(shown);
    for (const hidden of ['private', 'secret-model', 'Older', task.id, id, ann.userId]) {
      expect(stored).not.toContain(hidden);
    }
  });

  it('shows a task of a conversation that is older than labels and projects', async () => {
    const old = { repeats: undefined, deadline: undefined, project: undefined, labels: undefined };
    const id = await talk(ann, 'add oat milk');
    await answerWithCards(ann, id, { ...task, ...old, duration_minutes: undefined });
    const token = await shareConversation(ann, id, { ...plain, withTasks: true }, now);
    const cards = (await readShared(test.db, token, now))?.messages.flatMap(({ parts }) =>
      parts.flatMap((part) => (part.type === 'card' ? part.tasks : [])),
    );
    expect(cards).toMatchObject([{ title: 'Buy oat milk', project: null, labels: [] }]);
  });

  it.each([
    ['day', 1],
    ['week', 7],
    ['month', 30],
  ] as const)('for a %s is over after it', async (lifetime, days) => {
    const id = await talk(ann, 'hello');
    const token = await shareConversation(ann, id, { ...plain, lifetime }, now);
    const end = inDays(days);
    expect(await readShared(test.db, token, new Date(end.getTime() - 1))).not.toBeNull();
    expect(await readShared(test.db, token, end)).toBeNull();
    expect(await listLinks(ann, end)).toEqual([]);
  });

  it('is listed and revoked by its owner only, and leaves no copy behind', async () => {
    const id = await talk(ann, 'hello');
    const token = await shareConversation(ann, id, plain, now);
    await expect(shareConversation(bob, id, plain, now)).rejects.toThrow(NotFound);
    const [link] = await listLinks(ann, now, id);
    expect(link).toMatchObject({ conversation_id: id, title: 'Groceries', expires_at: null });
    expect(JSON.stringify(link)).not.toContain(token);
    expect(await listLinks(bob, now)).toEqual([]);
    expect(await listLinks(bob, now, id)).toEqual([]);
    expect(await revokeLink(bob, link?.id ?? '', now)).toBe(false);
    expect(await readShared(test.db, token, now)).not.toBeNull();
    expect(await revokeLink(ann, link?.id ?? '', now)).toBe(true);
    expect(await readShared(test.db, token, now)).toBeNull();
    expect(await listLinks(ann, now)).toEqual([]);
    const rows = await test.db.select().from(sharedSnapshots);
    expect(rows.find((row) => row.id === link?.id)?.content).toEqual([]);
  });

  it('rests while its conversation is in the trash, and ends when that is deleted for ever', async () => {
    const id = await talk(ann, 'hello');
    const token = await shareConversation(ann, id, plain, now);
    await deleteConversation(ann, id, now);
    expect(await readShared(test.db, token, now)).toBeNull();
    expect(await listLinks(ann, now)).toEqual([]);
    await restoreConversation(ann, id);
    expect(await readShared(test.db, token, now)).not.toBeNull();
    await deleteConversation(ann, id, now);
    await deleteForever(ann, id);
    expect(await readShared(test.db, token, now)).toBeNull();
  });

  it('ends with its owner’s account', async () => {
    const token = await shareConversation(ann, await talk(ann, 'hello'), plain, now);
    await test.db.delete(users).where(eq(users.id, ann.userId));
    expect(await readShared(test.db, token, now)).toBeNull();
  });

  it.each(['', 'x', 'a'.repeat(43), `${'a'.repeat(42)}%`, "' or true --"])(
    'that nobody made (“%s”) opens nothing',
    async (token) => {
      await shareConversation(ann, await talk(ann, 'hello'), plain, now);
      expect(await readShared(test.db, token, now)).toBeNull();
    },
  );

  it('is stored without what opens it', async () => {
    const token = await shareConversation(ann, await talk(ann, 'hello'), plain, now);
    expect(token).toMatch(/^[\w-]{43}$/);
    expect(JSON.stringify(await test.db.select().from(sharedSnapshots))).not.toContain(token);
  });

  it('is refused for a conversation that no page could hold', async () => {
    const id = await talk(ann, ...Array.from({ length: 11 }, () => 'x'.repeat(190_000)));
    await expect(shareConversation(ann, id, plain, now)).rejects.toThrow(HttpError);
  });
});

describe('the transaction of somebody with a link', () => {
  /** Queries as the page of a link makes them, but with no filter of its own. */
  function visit<Result>(
    token: string,
    work: (tx: Parameters<Parameters<TestDatabase['db']['transaction']>[0]>[0]) => Promise<Result>,
  ) {
    return test.db.transaction(async (tx) => {
      await tx.execute(
        sql`select set_config('role', 'app_user', true), set_config('app.user_id', '', true), set_config('app.link_hash', ${hashOf(token)}, true)`,
      );
      return work(tx);
    });
  }

  it('sees the snapshot of that link, no other one, and no other table of anybody', async () => {
    const id = await talk(ann, 'hello');
    await answerWithCards(ann, id);
    await ann.run((tx) =>
      tx.insert(tasks).values({ userId: ann.userId, title: 'Hers', position: 1 }),
    );
    const token = await shareConversation(ann, id, plain, now);
    await shareConversation(ann, id, plain, now);
    await shareConversation(bob, await talk(bob, 'hi'), plain, now);
    const seen = await visit(token, async (tx) => ({
      snapshots: (await tx.select().from(sharedSnapshots)).map((row) => row.tokenHash),
      rest: [
        await tx.select().from(conversations),
        await tx.select().from(messages),
        await tx.select().from(toolCalls),
        await tx.select().from(tasks),
        await tx.select({ id: users.id }).from(users),
      ].flat(),
    }));
    expect(seen).toEqual({ snapshots: [hashOf(token)], rest: [] });
  });

  it('changes nothing, not even the snapshot that it sees', async () => {
    const token = await shareConversation(ann, await talk(ann, 'hello'), plain, now);
    const changed = await visit(token, async (tx) => [
      ...(await tx.update(sharedSnapshots).set({ title: 'Mine now' }).returning()),
      ...(await tx.delete(sharedSnapshots).returning()),
    ]);
    expect(changed).toEqual([]);
    expect((await readShared(test.db, token, now))?.title).toBe('Groceries');
  });

  it('leaves no trace on the connection: the next one sees nothing', async () => {
    const token = await shareConversation(ann, await talk(ann, 'hello'), plain, now);
    await readShared(test.db, token, now);
    const rows = await test.db.transaction(async (tx) => {
      await tx.execute(sql`select set_config('role', 'app_user', true)`);
      return tx.select().from(sharedSnapshots);
    });
    expect(rows).toEqual([]);
  });
});
