import { eq, getTableColumns, sql } from 'drizzle-orm';
import { v7 as uuidv7 } from 'uuid';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import {
  conversations,
  labels,
  messages,
  projects,
  taskLabels,
  tasks,
  taskUpdates,
  toolCalls,
  users,
} from '@/db/schema';
import { createTestDatabase, createUser, type TestDatabase } from '@/db/test-database';
import { createScope, joinTransaction, type Scope } from './scope';

let test: TestDatabase;
let ann: Scope;
let bob: Scope;
const annsTask = uuidv7();

beforeAll(async () => {
  test = await createTestDatabase();
  ann = createScope(test.db, (await createUser(test.db)).id);
  bob = createScope(test.db, (await createUser(test.db)).id);
  await ann.run((tx) =>
    tx.insert(tasks).values({ userId: ann.userId, id: annsTask, title: 'Of Ann', position: 1 }),
  );
});
afterAll(() => test.close());

describe('row-level security alone, with no filter in the query', () => {
  it('shows a person only their own rows', async () => {
    expect(await ann.run((tx) => tx.select().from(tasks))).toHaveLength(1);
    expect(await bob.run((tx) => tx.select().from(tasks))).toEqual([]);
    await ann.run(async (tx) => {
      const own = { userId: ann.userId, id: uuidv7() };
      await tx.insert(projects).values({ ...own, name: 'Home' });
      await tx.insert(labels).values({ ...own, name: 'home' });
      await tx.insert(taskLabels).values({ ...own, taskId: annsTask, labelId: own.id });
    });
    for (const table of [projects, labels, taskLabels]) {
      expect(await ann.run((tx) => tx.select().from(table))).toHaveLength(1);
      expect(await bob.run((tx) => tx.select().from(table))).toEqual([]);
    }
  });

  it('lets a person change and delete only their own rows', async () => {
    await bob.run((tx) => tx.update(tasks).set({ title: 'Of Bob' }));
    await bob.run((tx) => tx.delete(tasks));
    const [task] = await ann.run((tx) => tx.select().from(tasks));
    expect(task?.title).toBe('Of Ann');
  });

  it('refuses to write a row in another name, or to give a row away', async () => {
    const forged = { userId: ann.userId, title: 'Forged', position: 1 };
    await expect(bob.run((tx) => tx.insert(tasks).values(forged))).rejects.toThrow();
    await expect(
      ann.run((tx) => tx.update(tasks).set({ userId: bob.userId }).where(eq(tasks.id, annsTask))),
    ).rejects.toThrow();
  });

  it('shows nothing at all while no user is set', async () => {
    const rows = await test.db.transaction(async (tx) => {
      await tx.execute(sql`select set_config('role', 'app_user', true)`);
      return tx.select().from(tasks);
    });
    expect(rows).toEqual([]);
  });

  it('leaves nobody signed in on the connection when a transaction is over', async () => {
    await ann.run((tx) => tx.select().from(tasks));
    const { rows } = await test.db.execute<{ role: string; id: string | null }>(
      sql`select current_user as role, nullif(current_setting('app.user_id', true), '') as id`,
    );
    expect(rows[0]?.id).toBeNull();
    expect(rows[0]?.role).not.toBe('app_user');
  });

  it('hides everything about sign-in, and everybody else', async () => {
    for (const table of ['sessions', 'accounts', 'verifications', 'rate_limits']) {
      const read = ann.run((tx) => tx.execute(sql`select * from ${sql.identifier(table)}`));
      await expect(read).rejects.toMatchObject({
        cause: { message: `permission denied for table ${table}` },
      });
    }
    const people = await ann.run((tx) => tx.select({ id: users.id }).from(users));
    expect(people).toEqual([{ id: ann.userId }]);
  });

  it('covers every table', async () => {
    const { rows } = await test.db.execute<{ relname: string }>(sql`
      select relname from pg_class
      where relnamespace = 'public'::regnamespace and relkind in ('r', 'p') and not relrowsecurity`);
    expect(rows).toEqual([]);
  });
});

describe('the filter in the query alone, with row-level security off', () => {
  it('still finds only the own rows', async () => {
    // The owner of the tables is above their policies.
    const owner = (userId: string): Scope => ({
      userId,
      run: (work) => test.db.transaction((tx) => work(tx)),
    });
    const { getTask, listTasks, completeTasks } = await import('@/lib/tasks');
    const { testClock } = await import('@/lib/test-clock');
    const clock = testClock();
    const unguarded = owner(bob.userId);
    expect(await getTask(unguarded, annsTask, clock)).toBeNull();
    expect((await listTasks(unguarded, { status: 'all' }, clock)).tasks).toEqual([]);
    const change = { actor: 'user', batchId: uuidv7(), clock } as const;
    expect((await completeTasks(unguarded, change, [annsTask])).failures).toHaveLength(1);
    expect((await getTask(owner(ann.userId), annsTask, clock))?.completed).toBe(false);
  });
});

describe('the keys alone, with neither filter nor policy', () => {
  it('make a row that points into data of somebody else impossible', async () => {
    const conversation = uuidv7();
    const message = uuidv7();
    await test.db.insert(conversations).values({ userId: ann.userId, id: conversation });
    await test.db.insert(messages).values({
      userId: ann.userId,
      id: message,
      conversationId: conversation,
      role: 'assistant',
      status: 'complete',
      content: '',
    });
    const [project, label] = [uuidv7(), uuidv7()];
    await test.db.insert(projects).values({ userId: ann.userId, id: project, name: 'Of Ann' });
    await test.db.insert(labels).values({ userId: ann.userId, id: label, name: 'Of Ann' });
    const own = { userId: bob.userId };
    const [bobsTask, bobsLabel] = [uuidv7(), uuidv7()];
    await test.db.insert(tasks).values({ ...own, id: bobsTask, title: 'Of Bob', position: 1 });
    await test.db.insert(labels).values({ ...own, id: bobsLabel, name: 'Of Bob' });
    const inHer = [
      test.db.insert(tasks).values({ ...own, title: 'x', position: 1, projectId: project }),
      test.db.insert(taskLabels).values({ ...own, taskId: annsTask, labelId: bobsLabel }),
      test.db.insert(taskLabels).values({ ...own, taskId: bobsTask, labelId: label }),
      test.db.insert(messages).values({
        ...own,
        conversationId: conversation,
        role: 'user',
        status: 'complete',
        content: 'hi',
      }),
      test.db.insert(toolCalls).values({
        ...own,
        messageId: message,
        callId: 'x',
        step: 0,
        contentOffset: 0,
        toolName: 'undo',
        input: {},
        state: 'running',
      }),
      test.db.insert(taskUpdates).values({
        ...own,
        taskId: annsTask,
        actor: 'user',
        updateType: 'updated',
        content: 'x',
        changes: {},
        batchId: uuidv7(),
      }),
    ];
    for (const attempt of inHer) {
      await expect(attempt).rejects.toMatchObject({
        cause: { message: expect.stringContaining('foreign key') },
      });
    }
  });

  it('have user_id first and id second in every owned table, as push needs it', () => {
    const owned = [
      tasks,
      taskUpdates,
      projects,
      labels,
      taskLabels,
      conversations,
      messages,
      toolCalls,
    ];
    for (const table of owned) {
      expect(Object.keys(getTableColumns(table)).slice(0, 2)).toEqual(['userId', 'id']);
    }
  });
});

describe('a scope', () => {
  it('rolls everything back when its work throws, and joins a running transaction', async () => {
    const id = uuidv7();
    await expect(
      ann.run(async (tx) => {
        const joined = joinTransaction(ann, tx);
        await joined.run((inner) =>
          inner.insert(tasks).values({ userId: ann.userId, id, title: 'Gone', position: 1 }),
        );
        throw new Error('no');
      }),
    ).rejects.toThrow('no');
    expect(await ann.run((tx) => tx.select().from(tasks).where(eq(tasks.id, id)))).toEqual([]);
  });

  it('takes no user id that is not one', async () => {
    const sneaky = createScope(test.db, "' or true --");
    await expect(sneaky.run((tx) => tx.select().from(tasks))).rejects.toThrow();
  });
});
