import { eq } from 'drizzle-orm';
import { v4 as uuidv4, v7 as uuidv7 } from 'uuid';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { conversations, messages, taskUpdates, toolCalls, userChanges } from '@/db/schema';
import { createTestDatabase, createUser, type TestDatabase } from '@/db/test-database';
import { createScope, type Scope } from '@/lib/scope';
import { addTasks, listTasks, taskHistory } from '@/lib/tasks';
import { testClock } from '@/lib/test-clock';
import { expireApprovals, interruptAll, interruptLost } from './answers';
import { forgetChanges } from './changes';
import { purgeMessages, purgeTrash } from './trash';

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

const clock = testClock();
const { now } = clock;
const DAY = 24 * 60 * 60 * 1000;
const ago = (ms: number) => new Date(now.getTime() - ms);

type Answer = Partial<typeof messages.$inferInsert>;

/** A conversation of one question and its answer, with a call that added a task. */
async function talk(scope: Scope, answer: Answer = {}, deletedAt: Date | null = null) {
  const conversationId = uuidv4();
  const own = { userId: scope.userId, conversationId };
  const question = uuidv4();
  const id = uuidv4();
  const toolCallId = uuidv7();
  await scope.run(async (tx) => {
    await tx
      .insert(conversations)
      .values({ userId: scope.userId, id: conversationId, title: 'Rope', deletedAt });
    await tx.insert(messages).values([
      {
        ...own,
        id: question,
        role: 'user',
        status: 'complete',
        content: 'add rope',
        deletedAt: answer.deletedAt,
      },
      {
        ...own,
        parentId: question,
        role: 'assistant',
        status: 'complete',
        content: 'Added.',
        ...answer,
        id,
      },
    ]);
    await tx.insert(toolCalls).values({
      userId: scope.userId,
      id: toolCallId,
      messageId: id,
      callId: 'add',
      step: 0,
      contentOffset: 0,
      toolName: 'add_task',
      input: {},
      state: 'succeeded',
    });
  });
  const source = { conversationId, messageId: id, toolCallId };
  await addTasks(scope, { actor: 'assistant', batchId: id, clock, source }, [{ title: 'Rope' }]);
  return { conversationId, question, id, toolCallId };
}

const messagesOf = (scope: Scope) =>
  scope.run((tx) => tx.select().from(messages).where(eq(messages.userId, scope.userId)));
const answerOf = async (scope: Scope) =>
  (await messagesOf(scope)).find(({ role }) => role === 'assistant');
const titles = async (scope: Scope) =>
  (await listTasks(scope, {}, clock)).tasks.map(({ title }) => title);

describe('an answer whose process is gone', () => {
  it('becomes interrupted with what it had, whoever it belongs to; one that is heard of goes on', async () => {
    const running = { status: 'streaming', content: 'I was about' } as const;
    await talk(ann, { ...running, heartbeatAt: ago(21_000) });
    await talk(bob, { ...running, heartbeatAt: ago(5_000) });
    await interruptLost(test.db, now);
    expect(await answerOf(ann)).toMatchObject({
      status: 'interrupted',
      content: 'I was about',
      finishedAt: now,
    });
    expect(await answerOf(bob)).toMatchObject({ status: 'streaming' });
    await interruptAll(test.db, now);
    expect(await answerOf(bob)).toMatchObject({ status: 'interrupted', content: 'I was about' });
  });
});

describe('a question for approval', () => {
  it('is declined after a day, and a younger one still waits', async () => {
    const waiting = (startedAt: Date) => ({ state: 'pending_approval', startedAt }) as const;
    const old = await talk(ann);
    const young = await talk(bob);
    const wait = (scope: Scope, id: string, startedAt: Date) =>
      scope.run((tx) => tx.update(toolCalls).set(waiting(startedAt)).where(eq(toolCalls.id, id)));
    await wait(ann, old.toolCallId, ago(DAY + 1));
    await wait(bob, young.toolCallId, ago(DAY - 60_000));
    await expireApprovals(test.db, now);
    const states = async (scope: Scope) =>
      (
        await scope.run((tx) =>
          tx.select().from(toolCalls).where(eq(toolCalls.userId, scope.userId)),
        )
      ).map(({ state, error }) => ({ state, error }));
    expect(await states(ann)).toEqual([
      { state: 'denied', error: expect.stringContaining('nothing was changed') },
    ]);
    expect(await states(bob)).toMatchObject([{ state: 'pending_approval' }]);
  });
});

describe('the trash', () => {
  it('is emptied of conversations after thirty days; their tasks stay, with their history', async () => {
    const { conversationId } = await talk(ann, {}, ago(30 * DAY + 1));
    await talk(bob, {}, ago(30 * DAY - 60_000));
    await purgeTrash(test.db, now);
    const left = await test.db.select().from(conversations);
    expect(left.map(({ id }) => id)).not.toContain(conversationId);
    expect(await messagesOf(ann)).toEqual([]);
    expect(await messagesOf(bob)).toHaveLength(2);
    expect(await titles(ann)).toEqual(['Rope']);
    expect(await taskHistory(ann, { limit: 5 })).toMatchObject([
      { actor: 'assistant', update_type: 'added' },
    ]);
    const [update] = await ann.run((tx) =>
      tx.select().from(taskUpdates).where(eq(taskUpdates.userId, ann.userId)),
    );
    expect(update).toMatchObject({ conversationId: null, messageId: null, toolCallId: null });
  });

  it('is emptied of pairs after thirty days, and what follows them stays', async () => {
    const removed = await talk(ann, { deletedAt: ago(30 * DAY + 1) });
    const next = { userId: ann.userId, conversationId: removed.conversationId, id: uuidv4() };
    await ann.run((tx) =>
      tx.insert(messages).values({
        ...next,
        parentId: removed.id,
        role: 'user',
        status: 'complete',
        content: 'and milk',
      }),
    );
    await talk(bob, { deletedAt: ago(30 * DAY - 60_000) });
    await purgeMessages(test.db, now);
    const kept = await messagesOf(ann);
    expect(kept.find(({ id }) => id === next.id)).toMatchObject({
      content: 'and milk',
      parentId: removed.id,
    });
    expect(JSON.stringify(kept)).not.toContain('rope');
    expect((await messagesOf(bob)).map(({ content }) => content).sort()).toEqual([
      'Added.',
      'add rope',
    ]);
    expect(await titles(ann)).toEqual(['Rope']);

    await ann.run((tx) => tx.delete(messages).where(eq(messages.id, next.id)));
    await purgeMessages(test.db, now);
    expect(await messagesOf(ann)).toEqual([]);
  });
});

describe('what tabs are told', () => {
  it('is forgotten after a day', async () => {
    await test.db.delete(userChanges);
    const change = { userId: ann.userId, topic: 'tasks', subjectId: uuidv4() } as const;
    await test.db.insert(userChanges).values([
      { ...change, transactionId: 1n, createdAt: ago(DAY + 1) },
      { ...change, transactionId: 2n, createdAt: ago(DAY - 60_000) },
    ]);
    await forgetChanges(test.db, now);
    const left = await test.db.select().from(userChanges);
    expect(left.map(({ transactionId }) => transactionId)).toEqual([2n]);
  });
});
