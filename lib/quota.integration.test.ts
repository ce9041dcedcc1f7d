import { sql } from 'drizzle-orm';
import { v4 as uuidv4, v7 as uuidv7 } from 'uuid';
import { afterAll, beforeAll, beforeEach, describe, expect, inject, it } from 'vitest';
import { conversations, messages, rateLimits, tasks, usageLedger } from '@/db/schema';
import { createTestDatabase, createUser, type TestDatabase } from '@/db/test-database';
import { deleteAccount } from './account/delete';
import { beginTurn } from './agent/turn/begin';
import { countAnswer } from './agent/turn/limit';
import { deleteConversation, deleteForever } from './conversations';
import { exportJson, importConversations } from './conversations/transfer';
import { type Amount, quota } from './quota';
import { secretKey, takeTurn } from './rate-limit';
import { createScope, type Scope } from './scope';
import { revokeLink, shareConversation } from './sharing';
import { addUpUsage } from './sweep/usage';
import { addTasks, deleteTasks, editTasks, restoreTasks } from './tasks';
import { testClock } from './test-clock';
import { callTool } from './tools/call';

const clock = testClock({ now: new Date() });
const { now } = clock;
let test: TestDatabase;
let ann: Scope;
let bob: Scope;

beforeAll(async () => {
  test = await createTestDatabase();
});
afterAll(() => test.close());
beforeEach(async () => {
  ann = createScope(test.db, (await createUser(test.db)).id);
  bob = createScope(test.db, (await createUser(test.db)).id);
});

const click = () => ({ actor: 'user', batchId: uuidv7(), clock }) as const;
const turn = (scope: Scope, conversationId: string, text = 'hello') =>
  beginTurn(scope, { conversationId, messageId: uuidv4(), text, model: 'test', now, wait: 0 });

async function usage({ userId }: Scope): Promise<Amount> {
  const { rows } = await test.db.execute<Amount>(sql`
    select coalesce(sum(conversations), 0)::int as conversations,
      coalesce(sum(messages), 0)::int as messages, coalesce(sum(tasks), 0)::int as tasks,
      coalesce(sum(bytes), 0)::float8 as bytes
    from usage_ledger where user_id = ${userId}`);
  return rows[0] as Amount;
}

/** What the ledger should say: counted from the rows themselves. */
async function counted({ userId }: Scope): Promise<Omit<Amount, 'bytes'>> {
  const mine = sql`user_id = ${userId}`;
  return {
    conversations: await test.db.$count(conversations, mine),
    messages: await test.db.$count(messages, mine),
    tasks: await test.db.$count(tasks, sql`${mine} and deleted_at is null`),
  };
}

/** Leaves room for so many more of one kind. */
async function fill(scope: Scope, kind: keyof Amount, room: number) {
  const used = await usage(scope);
  await test.db.insert(usageLedger).values({
    userId: scope.userId,
    transactionId: -1,
    [kind]: quota[kind] - used[kind] - room,
  });
}

const full = { status: 409, body: { error: expect.stringContaining('Your account is full') } };

describe('the ledger of an account', () => {
  it('follows whatever is added, changed, put into the trash and deleted for ever', async () => {
    const id = uuidv4();
    await turn(ann, id, 'a'.repeat(1000));
    await turn(bob, uuidv4());
    const added = await addTasks(ann, click(), [{ title: 'Milk' }, { title: 'Rent' }]);
    expect(await usage(ann)).toMatchObject(await counted(ann));
    expect(await usage(ann)).toMatchObject({ conversations: 1, messages: 2, tasks: 2 });
    const before = (await usage(ann)).bytes;
    expect(before).toBeGreaterThan(1000);
    const [task] = added.tasks;
    const description = 'x'.repeat(5000);
    await editTasks(ann, click(), [{ id: task?.id ?? '', description }]);
    expect((await usage(ann)).bytes).toBeGreaterThan(before + 9000);
    await deleteTasks(ann, click(), [task?.id ?? '']);
    expect((await usage(ann)).tasks).toBe(1);
    await test.db.execute(sql`
      update messages set status = 'complete', content = 'done' where user_id = ${ann.userId}
        and status = 'streaming'`);
    const token = await shareConversation(ann, id, { lifetime: 'day', withTasks: true }, now);
    expect(token).toBeTruthy();
    await deleteConversation(ann, id, now);
    expect((await usage(ann)).conversations).toBe(1);
    await deleteForever(ann, id);
    expect(await usage(ann)).toMatchObject({ conversations: 0, messages: 0, tasks: 1 });
    expect(await usage(ann)).toMatchObject(await counted(ann));
    expect(await usage(bob)).toMatchObject({ conversations: 1, messages: 2, tasks: 0 });
  });

  it('says the same after it was added up, and goes with the person', async () => {
    for (const title of ['One', 'Two', 'Three']) await addTasks(ann, click(), [{ title }]);
    const before = await usage(ann);
    expect(await test.db.$count(usageLedger, sql`user_id = ${ann.userId}`)).toBe(3);
    await Promise.all([addUpUsage(test.db), addUpUsage(test.db)]);
    expect(await test.db.$count(usageLedger, sql`user_id = ${ann.userId}`)).toBe(1);
    expect(await usage(ann)).toEqual(before);
    await turn(ann, uuidv4());
    await deleteAccount(test.db, ann.userId);
    expect(await test.db.$count(usageLedger, sql`user_id = ${ann.userId}`)).toBe(0);
  });
});

describe('an account that is full', () => {
  it('refuses a message in words, and takes it once something is deleted for ever', async () => {
    const id = uuidv4();
    await turn(ann, id);
    await test.db.execute(
      sql`update messages set status = 'complete' where user_id = ${ann.userId}`,
    );
    await fill(ann, 'messages', 1);
    await expect(turn(ann, uuidv4())).rejects.toMatchObject({
      ...full,
      body: { try_next: expect.stringContaining('trash') },
    });
    await turn(bob, uuidv4());
    await deleteConversation(ann, id, now);
    await expect(turn(ann, uuidv4())).rejects.toMatchObject(full);
    await deleteForever(ann, id);
    await turn(ann, uuidv4());
  });

  it('refuses a new conversation, and goes on in one that is there', async () => {
    const id = uuidv4();
    await turn(ann, id);
    await test.db.execute(
      sql`update messages set status = 'complete' where user_id = ${ann.userId}`,
    );
    await fill(ann, 'conversations', 0);
    await expect(turn(ann, uuidv4())).rejects.toMatchObject(full);
    await turn(ann, id);
  });

  it('refuses a task by hand and by the assistant, and makes room when one is deleted', async () => {
    const { tasks: had } = await addTasks(ann, click(), [{ title: 'Milk' }]);
    await fill(ann, 'tasks', 0);
    await expect(addTasks(ann, click(), [{ title: 'More' }])).rejects.toMatchObject(full);
    const call = callTool(
      'add_task',
      { tasks: [{ title: 'More' }] },
      { scope: ann, clock, change: click() },
    );
    await expect(call).rejects.toThrow(/Your account is full.*delete tasks/s);
    await deleteTasks(ann, click(), [had[0]?.id ?? '']);
    await addTasks(ann, click(), [{ title: 'More' }]);
    await expect(restoreTasks(ann, click(), [had[0]?.id ?? ''])).rejects.toMatchObject(full);
    await addTasks(bob, click(), [{ title: 'Of Bob' }]);
  });

  it('refuses bytes by a message, a task, its notes, a link and an import', async () => {
    const id = uuidv4();
    await turn(ann, id, 'something to share');
    await test.db.execute(
      sql`update messages set status = 'complete' where user_id = ${ann.userId}`,
    );
    const { tasks: had } = await addTasks(ann, click(), [{ title: 'Milk' }]);
    const pieces: string[] = [];
    for await (const piece of exportJson(ann, null, now)) pieces.push(piece);
    await fill(ann, 'bytes', 3);
    await expect(turn(ann, id, 'four')).rejects.toMatchObject(full);
    await expect(addTasks(ann, click(), [{ title: 'More' }])).rejects.toMatchObject(full);
    const edit = { id: had[0]?.id ?? '', description: 'more than three' };
    await expect(editTasks(ann, click(), [edit])).rejects.toMatchObject(full);
    const share = shareConversation(ann, id, { lifetime: 'day', withTasks: true }, now);
    await expect(share).rejects.toMatchObject(full);
    const { imported, refused } = await importConversations(
      ann,
      new TextEncoder().encode(pieces.join('')),
      now,
    );
    expect(imported).toEqual([]);
    expect(refused).toMatchObject([
      { error: expect.stringContaining('is full'), try_next: expect.stringContaining('Delete') },
    ]);
    await deleteTasks(ann, click(), [edit.id]);
  });

  it('gives back what a revoked link took', async () => {
    const id = uuidv4();
    await turn(ann, id, 'x'.repeat(5000));
    await test.db.execute(
      sql`update messages set status = 'complete' where user_id = ${ann.userId}`,
    );
    const before = (await usage(ann)).bytes;
    await shareConversation(ann, id, { lifetime: 'day', withTasks: false }, now);
    expect((await usage(ann)).bytes).toBeGreaterThan(before + 5000);
    const { rows } = await test.db.execute<{ id: string }>(sql`
      select id from shared_snapshots where user_id = ${ann.userId}`);
    await revokeLink(ann, rows[0]?.id ?? '', now);
    expect((await usage(ann)).bytes).toBeLessThan(before + 500);
  });

  if (inject('driver') !== 'pglite')
    it('is overfilled by no more than the connections that write at once', async () => {
      await fill(ann, 'tasks', 3);
      const burst = Array.from({ length: 40 }, (_, number) =>
        addTasks(ann, click(), [{ title: `Task ${number}` }]).catch((error: unknown) => {
          expect(error).toMatchObject(full);
        }),
      );
      await Promise.all(burst);
      expect((await usage(ann)).tasks).toBeGreaterThanOrEqual(quota.tasks);
      // The test's pool has five connections.
      expect((await usage(ann)).tasks).toBeLessThanOrEqual(quota.tasks + 5);
    });
});

describe('the answers of a minute', () => {
  it('are counted one by one, however many are asked for at once, and nothing gives one back', async () => {
    const waits = await Promise.all(
      Array.from({ length: 45 }, () => countAnswer(test.db, ann.userId, now)),
    );
    expect(waits.filter((wait) => wait === 0)).toHaveLength(30);
    const id = uuidv4();
    await turn(ann, id);
    await deleteConversation(ann, id, now);
    await deleteForever(ann, id);
    expect(await countAnswer(test.db, ann.userId, now)).toBeGreaterThan(0);
    expect(await countAnswer(test.db, bob.userId, now)).toBe(0);
  });
});

describe('what was counted of a person', () => {
  it('goes with their account, by their id and by their address, and nothing of others', async () => {
    const cleo = await createUser(test.db);
    const rule = { window: 60, max: 5 };
    const keys = ({ id, email }: { id: string; email: string }) => [
      ...['click', 'read', 'search', 'export', 'answer', 'import', 'delete'].map(
        (kind) => `${kind}:${id}`,
      ),
      secretKey('sign-in', email),
      secretKey('letter', email),
    ];
    const dan = await createUser(test.db);
    for (const key of [...keys(cleo), ...keys(dan)]) await takeTurn(test.db, key, rule, now);
    await deleteAccount(test.db, cleo.id);
    const left = (await test.db.select().from(rateLimits)).map(({ key }) => key);
    expect(left.filter((key) => keys(cleo).includes(key))).toEqual([]);
    expect(left).toEqual(expect.arrayContaining(keys(dan)));
  });
});
