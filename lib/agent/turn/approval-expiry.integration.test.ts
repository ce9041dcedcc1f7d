import { and, eq } from 'drizzle-orm';
import { v7 as uuidv7 } from 'uuid';
import { afterAll, beforeAll, beforeEach, expect, it } from 'vitest';
import { toolCalls } from '@/db/schema';
import { createTestDatabase, createUser, type TestDatabase } from '@/db/test-database';
import { createScope, type Scope } from '@/lib/scope';
import { expireApprovals } from '@/lib/sweep/answers';
import { addTasks, listTasks } from '@/lib/tasks';
import { testClock } from '@/lib/test-clock';
import { readAnswer } from '../test/read-answer';
import { type ScriptedStep, scriptedModel } from '../test/scripted-model';
import { loadThread } from '../thread';
import { type Answering, decide, say } from '.';

let test: TestDatabase;
let ann: Scope;
let bob: Scope;
let conversationId: string;
const clock = testClock();
const later = (hours: number) => new Date(clock.now.getTime() + hours * 3_600_000);

beforeAll(async () => {
  test = await createTestDatabase();
});
afterAll(() => test.close());
beforeEach(async () => {
  ann = createScope(test.db, (await createUser(test.db)).id);
  bob = createScope(test.db, (await createUser(test.db)).id);
  conversationId = uuidv7();
});

function asker(scope: Scope, hours: number, ...steps: ScriptedStep[]) {
  const model = scriptedModel(...steps);
  const readClock = async () => testClock({ now: later(hours) });
  const now = later(hours);
  return { scope, db: test.db, now, readClock, chosen: { id: 'scripted', model }, model };
}

async function answered({ response, ended }: Answering) {
  const { message } = await readAnswer(response);
  await ended;
  return message;
}

const question = (text: string) => ({ conversationId, messageId: uuidv7(), text });

/** Asks before two tasks are deleted, in so many calls, and gives the decisions that wait. */
async function ask(scope: Scope, times = 1) {
  const change = { actor: 'user' as const, batchId: uuidv7(), clock };
  const { tasks } = await addTasks(scope, change, [{ title: 'A' }, { title: 'B' }]);
  const input = { ids: tasks.map(({ id }) => id) };
  const calls = Array.from({ length: times }, () => ({ name: 'delete_task', input }));
  const message = await answered(await say(asker(scope, 0, { calls }), question('delete both')));
  return message.parts.flatMap((part) =>
    part.type === 'tool-delete_task' && part.state === 'approval-requested'
      ? [{ conversationId, approvalId: part.approval.id }]
      : [],
  );
}

const partsAt = async (hours: number, scope = ann) => {
  const { messages } = await loadThread(scope, conversationId, { limit: 50, now: later(hours) });
  return messages.flatMap(({ parts }) => parts.filter(({ type }) => type === 'tool-delete_task'));
};

const openTitles = async (scope = ann) =>
  (await listTasks(scope, {}, clock)).tasks.map(({ title }) => title);

const storedStates = async (scope: Scope) => {
  const rows = await test.db
    .select({ state: toolCalls.state })
    .from(toolCalls)
    .where(and(eq(toolCalls.userId, scope.userId)));
  return rows.map(({ state }) => state);
};

it('what waits can be approved for a day, and not after it', async () => {
  const [decision] = await ask(ann);
  if (!decision) throw new Error('Nothing was asked.');
  expect(await partsAt(23)).toMatchObject([{ state: 'approval-requested' }]);
  expect(await partsAt(25)).toMatchObject([
    { state: 'output-denied', approval: { reason: expect.stringContaining('expired') } },
  ]);
  for (const approved of [true, false])
    await expect(decide(asker(ann, 25), { ...decision, approved })).rejects.toMatchObject({
      status: 409,
      body: { error: expect.stringContaining('expired') },
    });
  expect(await openTitles()).toEqual(['A', 'B']);
  await answered(await decide(asker(ann, 23, { text: 'Gone.' }), { ...decision, approved: true }));
  expect(await openTitles()).toEqual([]);
});

it('the conversation goes on after it, and the model knows that nothing was done', async () => {
  await ask(ann);
  const going = asker(ann, 25, { text: 'Nothing was deleted.' });
  await answered(await say(going, question('and?')));
  expect(going.model.prompts[0]).toContain('execution-denied');
  expect(going.model.prompts[0]).toContain('expired');
  expect(await partsAt(0)).toMatchObject([
    { state: 'output-denied', approval: { reason: expect.stringContaining('expired') } },
  ]);
});

it('an approved call that waited for the rest of its answer expires with it', async () => {
  const [first] = await ask(ann, 2);
  if (!first) throw new Error('Nothing was asked.');
  await answered(await decide(asker(ann, 0), { ...first, approved: true }));
  expect(await storedStates(ann)).toEqual(expect.arrayContaining(['running', 'pending_approval']));
  const denied = [{ state: 'output-denied' }, { state: 'output-denied' }];
  expect(await partsAt(25)).toMatchObject(denied);
  expect(await expireApprovals(test.db, later(25))).toBe(2);
  expect(await partsAt(0)).toMatchObject(denied);
  expect(await openTitles()).toEqual(['A', 'B']);
});

it('the sweep writes down what has expired, of everybody, and nothing else', async () => {
  await ask(ann);
  await ask(bob);
  expect(await expireApprovals(test.db, later(23))).toBe(0);
  expect(await storedStates(ann)).toEqual(['pending_approval']);
  expect(await expireApprovals(test.db, later(25))).toBe(2);
  expect(await storedStates(ann)).toEqual(['denied']);
  expect(await storedStates(bob)).toEqual(['denied']);
  expect(await expireApprovals(test.db, later(25))).toBe(0);
});
