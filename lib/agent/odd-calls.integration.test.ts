import fc from 'fast-check';
import { v7 as uuidv7 } from 'uuid';
import { afterAll, beforeAll, beforeEach, expect, it } from 'vitest';
import { conversations, messages, toolCalls } from '@/db/schema';
import { createTestDatabase, createUser, type TestDatabase } from '@/db/test-database';
import { exportAccount } from '@/lib/account/export';
import { exportJson, exportMarkdown } from '@/lib/conversations/transfer';
import { createScope, type Scope } from '@/lib/scope';
import { readShared, shareConversation } from '@/lib/sharing';
import { taskView } from '@/lib/tasks/test/task-view';
import { testClock } from '@/lib/test-clock';
import { tools } from '@/lib/tools';
import { createOfflineModel } from './offline';
import { readAnswer } from './test/read-answer';
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

const odd = fc.oneof(
  fc.constantFrom(null, '', '2026-02-30', '9999-99-99', 7, true, [], {}, 'x'.repeat(20_000)),
  fc.json({ maxDepth: 2 }).map((text): unknown => JSON.parse(text)),
);
const task = fc
  .tuple(fc.constantFrom(...Object.keys(taskView({}))), odd)
  .map(([field, value]) => ({ ...taskView({}), [field]: value }));
const call = fc.record({
  toolName: fc.constantFrom(...tools.map(({ name }) => name), 'wipe'),
  state: fc.constantFrom('succeeded' as const, 'failed' as const, 'denied' as const),
  input: fc.oneof(
    fc.constantFrom({}, { tasks: [{ title: 'Milk' }] }, { shown: false }, { ids: [uuidv7()] }),
    odd.map((value) => value ?? {}),
  ),
  output: fc.oneof(
    odd,
    fc.record({
      ...{ tasks: fc.array(fc.oneof(task, odd)), failures: fc.constant([]) },
      batch_id: fc.constant(null),
    }),
    fc.record({
      ...{ tasks: fc.array(task), next_cursor: fc.constant(null), total: fc.integer() },
      understood: fc.string(),
    }),
    fc.record({ entries: odd }),
    fc.record({ task }),
  ),
});
type Call = {
  toolName: string;
  input: unknown;
  output?: unknown;
  state: 'succeeded' | 'failed' | 'denied';
};

/** A conversation whose answers made these calls. */
async function store(answers: Call[][]): Promise<string> {
  const conversationId = uuidv7();
  const own = { userId: ann.userId, conversationId };
  const at = (seconds: number) => new Date(clock.now.getTime() - 3_600_000 + seconds * 1000);
  await ann.run(async (tx) => {
    await tx.insert(conversations).values({ ...own, id: conversationId, title: 'From a file' });
    let parentId: string | null = null;
    for (const [place, calls] of answers.entries()) {
      for (const role of ['user', 'assistant'] as const) {
        const id = uuidv7();
        const createdAt = at(place * 2 + (role === 'user' ? 0 : 1));
        const said = { role, status: 'complete' as const, content: 'Before. After.' };
        await tx.insert(messages).values({ ...own, ...said, id, parentId, createdAt });
        parentId = id;
        if (role === 'user' || calls.length === 0) continue;
        await tx.insert(toolCalls).values(
          calls.map((given, step) => ({
            ...{ userId: ann.userId, messageId: id, callId: `call ${step}`, step },
            ...{ contentOffset: 8, startedAt: createdAt, actionTaken: null, error: null },
            ...(JSON.parse(JSON.stringify(given)) as Call),
          })),
        );
      }
    }
  });
  return conversationId;
}

async function textOf(pieces: AsyncGenerator<string>): Promise<string> {
  let text = '';
  for await (const piece of pieces) text += piece;
  return text;
}

it('a conversation with calls of any shape is read, shared, exported, and goes on with the built-in assistant', async () => {
  const answers = fc.sample(fc.array(call, { minLength: 1, maxLength: 4 }), {
    numRuns: 40,
    seed: 20261,
  });
  const conversationId = await store(answers);
  const { messages: thread } = await loadThread(ann, conversationId, {
    limit: 100,
    now: clock.now,
  });
  expect(thread).toHaveLength(80);

  const token = await shareConversation(
    ann,
    conversationId,
    { lifetime: 'never', withTasks: true },
    clock.now,
  );
  const shared = await readShared(test.db, token, clock.now);
  expect(shared?.messages).toHaveLength(80);
  expect(JSON.stringify(shared)).not.toContain('2026-02-30');

  expect(await textOf(exportMarkdown(ann, null, 'Europe/Berlin'))).toContain('From a file');
  expect(JSON.parse(await textOf(exportJson(ann, null, clock.now)))).toBeTruthy();
  expect(JSON.parse(await textOf(exportAccount(test.db, ann, clock.now)))).toBeTruthy();

  for (const text of ['add buy milk tomorrow', 'what is due?', 'undo that', 'complete it']) {
    const model = createOfflineModel();
    const asker = {
      scope: ann,
      db: test.db,
      now: clock.now,
      readClock: async () => clock,
      chosen: { id: 'built-in', model },
    };
    const { response, ended } = await say(asker, { conversationId, messageId: uuidv7(), text });
    const { message } = await readAnswer(response);
    await ended;
    expect(message.metadata?.status, text).toBe('complete');
  }
  expect((await loadThread(bob, conversationId, { limit: 50, now: clock.now })).messages).toEqual(
    [],
  );
}, 60_000);
