import { v7 as uuidv7 } from 'uuid';
import { afterAll, beforeAll, beforeEach, expect, it } from 'vitest';
import { conversations, messages, toolCalls } from '@/db/schema';
import { createTestDatabase, createUser, type TestDatabase } from '@/db/test-database';
import { createScope, type Scope } from '@/lib/scope';
import { testClock } from '@/lib/test-clock';
import { readAnswer } from './test/read-answer';
import { scriptedModel } from './test/scripted-model';
import { loadThread } from './thread';
import { say } from './turn';

let test: TestDatabase;
let ann: Scope;
let bob: Scope;
const clock = testClock();

beforeAll(async () => {
  test = await createTestDatabase();
});
afterAll(() => test.close());
beforeEach(async () => {
  ann = createScope(test.db, (await createUser(test.db)).id);
  bob = createScope(test.db, (await createUser(test.db)).id);
});

type Call = Pick<typeof toolCalls.$inferInsert, 'toolName' | 'input' | 'state'> &
  Partial<typeof toolCalls.$inferInsert>;

/** A conversation whose answer made this call, between two sentences. */
async function store(call: Call): Promise<string> {
  const [conversationId, question, answer] = [uuidv7(), uuidv7(), uuidv7()];
  const own = { userId: ann.userId, conversationId };
  const at = (seconds: number) => new Date(clock.now.getTime() - 60_000 + seconds * 1000);
  const status = 'complete' as const;
  await ann.run(async (tx) => {
    await tx.insert(conversations).values({ userId: ann.userId, id: conversationId });
    await tx.insert(messages).values([
      { ...own, id: question, role: 'user', status, content: 'do it', createdAt: at(0) },
      {
        ...own,
        id: answer,
        parentId: question,
        role: 'assistant',
        status,
        content: 'Before. After.',
        createdAt: at(1),
      },
    ]);
    await tx.insert(toolCalls).values({
      ...{ userId: ann.userId, messageId: answer, callId: 'old', step: 0, contentOffset: 8 },
      startedAt: at(1),
      ...call,
    });
  });
  return conversationId;
}

const tasks = { tasks: [{ title: 'Milk' }] };

it.each<[string, Call, string]>([
  [
    'a tool of long ago that did something',
    { toolName: 'add_todo', input: tasks, state: 'succeeded', actionTaken: 'Added “Milk”.' },
    '“add todo” was done here: Added “Milk”.',
  ],
  [
    'a tool of long ago that looked something up',
    { toolName: 'find_todo', input: {}, output: { todos: [] }, state: 'succeeded' },
    '“find todo” looked something up here, which can’t be shown any more.',
  ],
  [
    'an output of another shape',
    {
      toolName: 'add_task',
      input: tasks,
      output: { tasks: [{ id: 1 }] },
      state: 'succeeded',
      actionTaken: 'Added “Milk”.',
    },
    '“add task” was done here: Added “Milk”.',
  ],
  [
    'an output that is missing',
    { toolName: 'list_tasks', input: {}, output: null, state: 'succeeded' },
    '“list tasks” looked something up here, which can’t be shown any more.',
  ],
  [
    'garbage for an output',
    { toolName: 'task_history', input: {}, output: 'entries', state: 'succeeded' },
    '“task history” looked something up here, which can’t be shown any more.',
  ],
  [
    'garbage for an input',
    { toolName: 'delete_task', input: [42], state: 'pending_approval' },
    '“delete task” waited for approval here. It can’t be done any more, and nothing was changed.',
  ],
  [
    'an approval of a tool of long ago',
    { toolName: 'wipe', input: {}, state: 'running' },
    '“wipe” waited for approval here. It can’t be done any more, and nothing was changed.',
  ],
  [
    'a declined call of a tool of long ago',
    { toolName: 'wipe', input: 7, state: 'denied' },
    '“wipe” was not approved here, and nothing was changed.',
  ],
  [
    'a failed call of a tool that never was',
    { toolName: 'send_email', input: 'x', state: 'failed', error: 'There is none.\nTry next: y' },
    '“send email” did not work here: There is none.',
  ],
])('%s is told in words, and the conversation goes on', async (_, call, words) => {
  const conversationId = await store(call);
  const { messages } = await loadThread(ann, conversationId, { limit: 50, now: clock.now });
  expect(messages[1]?.parts.filter(({ type }) => type !== 'step-start')).toEqual([
    { type: 'text', text: 'Before. ', state: 'done' },
    { type: 'text', text: words, state: 'done' },
    { type: 'text', text: 'After.', state: 'done' },
  ]);
  const model = scriptedModel({ text: 'Still here.' });
  const asker = {
    scope: ann,
    db: test.db,
    now: clock.now,
    readClock: async () => clock,
    chosen: { id: 'scripted', model },
  };
  const said = { conversationId, messageId: uuidv7(), text: 'are you there?' };
  const { response, ended } = await say(asker, said);
  const { message } = await readAnswer(response);
  await ended;
  expect(message.metadata?.status).toBe('complete');
  expect(model.prompts[0]).not.toContain('tool-call');
  // Something else was said instead, so what waited is not approved by now.
  const told = words.replace(/waited for approval here.*done any more,/, 'was not approved here,');
  expect(model.prompts[0]).toContain(told);
  expect((await loadThread(bob, conversationId, { limit: 50, now: clock.now })).messages).toEqual(
    [],
  );
});

it('a failed call keeps its card, whatever its input was', async () => {
  const conversationId = await store({
    toolName: 'add_task',
    input: { colour: 'red' },
    state: 'failed',
    error: 'The input was not understood.',
  });
  const { messages } = await loadThread(ann, conversationId, { limit: 50, now: clock.now });
  expect(messages[1]?.parts).toMatchObject([
    { type: 'step-start' },
    { text: 'Before. ' },
    { type: 'tool-add_task', state: 'output-error', errorText: 'The input was not understood.' },
    { type: 'step-start' },
    { text: 'After.' },
  ]);
});
