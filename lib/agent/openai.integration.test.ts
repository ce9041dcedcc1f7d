import { eq } from 'drizzle-orm';
import { v4 as uuidv4, v7 as uuidv7 } from 'uuid';
import {
  afterAll,
  afterEach,
  beforeAll,
  beforeEach,
  describe,
  expect,
  it,
  type MockInstance,
  vi,
} from 'vitest';
import { messages, toolCalls } from '@/db/schema';
import { createTestDatabase, createUser, type TestDatabase } from '@/db/test-database';
import { createScope, type Scope } from '@/lib/scope';
import { addTasks, listTasks } from '@/lib/tasks';
import { testClock } from '@/lib/test-clock';
import { chooseModel } from './models';
import {
  expectPairedCalls,
  type ModelServer,
  promptOf,
  type ServedStep,
  startModelServer,
} from './test/model-server';
import { loadThread } from './thread';
import { decide, say } from './turn';
import { readAnswer } from './turn/read-answer';

const KEY = 'sk-the-key-of-this-saydo';
const clock = testClock();

let test: TestDatabase;
let server: ModelServer;
let ann: Scope;
let email: string;
let conversationId: string;
let log: MockInstance<typeof console.error>;

beforeAll(async () => {
  test = await createTestDatabase();
  server = await startModelServer();
});
afterAll(async () => {
  await server.stop();
  await test.close();
});
beforeEach(async () => {
  const user = await createUser(test.db);
  ann = createScope(test.db, user.id);
  email = user.email;
  conversationId = uuidv4();
  log = vi.spyOn(console, 'error').mockImplementation(() => {});
});
afterEach(() => {
  for (const request of server.requests()) expectPairedCalls(promptOf(request));
  for (const secret of [KEY, 'secret guest', 'requestBodyValues'])
    expect(JSON.stringify(log.mock.calls)).not.toContain(secret);
  log.mockRestore();
});

const adding = (...titles: string[]): ServedStep => ({
  toolCalls: [
    {
      id: `call_add_${titles[0]}`,
      name: 'add_task',
      arguments: { tasks: titles.map((title) => ({ title })) },
    },
  ],
});

const thread = async () =>
  (await loadThread(ann, conversationId, { limit: 50, now: clock.now })).messages;

const openTitles = async () =>
  (await listTasks(ann, {}, clock)).tasks.map(({ title }) => title).sort();

const storedCalls = () =>
  ann.run((tx) => tx.select().from(toolCalls).where(eq(toolCalls.userId, ann.userId)));

describe.each(['chat', 'responses'] as const)('over the %s protocol', (protocol) => {
  const asker = (patience?: Parameters<typeof say>[0]['patience']) => ({
    scope: ann,
    readClock: async () => clock,
    patience,
    chosen: chooseModel(
      { OPENAI_API_KEY: KEY, OPENAI_BASE_URL: server.url, OPENAI_MODEL: 'gpt-5.4-mini' },
      protocol,
    ),
  });

  async function hear(text: string, messageId = uuidv4(), patience?: Parameters<typeof asker>[0]) {
    const { response, ended } = await say(asker(patience), { conversationId, messageId, text });
    const answer = await readAnswer(response);
    await ended;
    return answer;
  }

  it('words arrive one after the other, and are saved as they came', async () => {
    server.script({ content: 'You have nothing to do today. Enjoy it.', how: { chunkSize: 5 } });
    const { message, chunks } = await hear('what is due?');
    expect(chunks.filter(({ type }) => type === 'text-delta').length).toBeGreaterThan(4);
    expect(message.metadata?.status).toBe('complete');
    expect((await thread()).at(-1)?.parts.at(-1)).toMatchObject({
      text: 'You have nothing to do today. Enjoy it.',
    });
    const [row] = await ann.run((tx) =>
      tx.select().from(messages).where(eq(messages.status, 'complete')).orderBy(messages.role),
    );
    expect(row).toBeDefined();
  });

  it('calls over several steps end in saved tasks', async () => {
    server.script(
      { content: 'Adding it. ', ...adding('Milk') },
      { toolCalls: [{ id: 'call_list', name: 'list_tasks', arguments: { due: 'none' } }] },
      { content: 'Milk is on your list.' },
    );
    const { message } = await hear('add milk');
    expect(message.parts.map(({ type }) => type)).toEqual([
      'step-start',
      'text',
      'tool-add_task',
      'step-start',
      'tool-list_tasks',
      'step-start',
      'text',
    ]);
    expect(await openTitles()).toEqual(['Milk']);
    expect(server.requests()).toHaveLength(3);
    expect((await storedCalls()).map(({ state }) => state)).toEqual(['succeeded', 'succeeded']);
  });

  it('several calls in one step are all made', async () => {
    server.script(
      {
        toolCalls: ['Milk', 'Eggs', 'Tea'].map((title) => ({
          name: 'add_task',
          arguments: { tasks: [{ title }] },
        })),
      },
      { content: 'All three are there.' },
    );
    await hear('add milk, eggs and tea');
    expect(await openTitles()).toEqual(['Eggs', 'Milk', 'Tea']);
  });

  it('a call that a tool refuses comes back with what to try, and is mended', async () => {
    server.script(
      {
        toolCalls: [
          {
            name: 'add_task',
            arguments: { tasks: [{ title: 'Tea', due_date: 'someday' }] },
          },
        ],
      },
      adding('Tea'),
      { content: 'Tea is on your list.' },
    );
    const { message } = await hear('add tea');
    expect(JSON.stringify(server.requests()[1]?.body)).toContain('Try next:');
    expect(message.metadata?.status).toBe('complete');
    expect(await openTitles()).toEqual(['Tea']);
  });

  it('arguments that are no JSON come back as an error, and are mended', async () => {
    server.script(
      { toolCalls: [{ name: 'add_task', arguments: '{"tasks": [{"title": "Te' }] },
      adding('Tea'),
      { content: 'Tea is on your list.' },
    );
    const { message } = await hear('add tea');
    expect(message.metadata?.status).toBe('complete');
    expect((await storedCalls()).map(({ state }) => state).sort()).toEqual(['failed', 'succeeded']);
    expect(await openTitles()).toEqual(['Tea']);
    // What came of it stays readable to the model in the turns after.
    server.script({ content: 'Hello.' });
    expect((await hear('hello')).message.metadata?.status).toBe('complete');
  });

  it('a call that was declined or left waiting has its answer in the next question', async () => {
    const { tasks } = await addTasks(ann, { actor: 'user', batchId: uuidv7(), clock }, [
      { title: 'A' },
      { title: 'B' },
    ]);
    const deleting: ServedStep = {
      toolCalls: [{ name: 'delete_task', arguments: { ids: tasks.map(({ id }) => id) } }],
    };
    server.script(deleting, { content: 'Nothing was deleted.' });
    const { message } = await hear('delete all');
    const part = message.parts.find(({ type }) => type === 'tool-delete_task');
    if (!part || !('approval' in part) || !part.approval) throw new Error('Nothing was asked.');
    const { response, ended } = await decide(asker(), {
      conversationId,
      approvalId: part.approval.id,
      approved: false,
    });
    await readAnswer(response, message);
    await ended;
    for (const request of server.requests()) expectPairedCalls(promptOf(request));

    server.script(deleting);
    await hear('delete them again');
    server.script({ content: 'They are still there.' });
    await hear('wait, what is left?');
    expect(await openTitles()).toEqual(['A', 'B']);
    expect(JSON.stringify(server.requests()[0]?.body)).toContain('said something else instead');
  });

  it('an approved call is made by the stored input, and the model told', async () => {
    const { tasks } = await addTasks(ann, { actor: 'user', batchId: uuidv7(), clock }, [
      { title: 'A' },
      { title: 'B' },
    ]);
    server.script(
      { toolCalls: [{ name: 'delete_task', arguments: { ids: tasks.map(({ id }) => id) } }] },
      { content: 'Both are gone.' },
    );
    const { message } = await hear('delete all');
    const part = message.parts.find(({ type }) => type === 'tool-delete_task');
    if (!part || !('approval' in part) || !part.approval) throw new Error('Nothing was asked.');
    const decision = { conversationId, approvalId: part.approval.id, approved: true };
    const { response, ended } = await decide(asker(), decision);
    const after = await readAnswer(response, message);
    await ended;
    expect(after.message.parts.at(-1)).toMatchObject({ text: 'Both are gone.' });
    expect(await openTitles()).toEqual([]);
  });

  it('knows nothing of who asks: no id, no address, no name', async () => {
    server.script(adding('Milk'), { content: 'Added.' });
    await hear('add milk');
    for (const { body, headers } of server.requests()) {
      const sent = JSON.stringify({ body, headers: { ...headers, authorization: '' } });
      for (const secret of [ann.userId, email, 'Ada', conversationId, KEY])
        expect(sent).not.toContain(secret);
    }
  });

  describe('when it fails', () => {
    const error = { message: `Incorrect key ${KEY} for add milk`, type: 'error' };
    const faults: [name: string, fault: ServedStep, words: string][] = [
      ['the key is refused', { error, status: 401 }, 'refused the key'],
      ['it does not know the model', { error, status: 404 }, 'does not exist'],
      ['it has a fault', { error, status: 500 }, 'fault of its own'],
      ['it is too busy', { error, status: 429, retryAfter: 30 }, 'Retry in 30 seconds'],
      [
        'its account is used up',
        { error: { ...error, code: 'insufficient_quota' }, status: 429 },
        'account is used up',
      ],
      [
        'the connection is cut in the middle of a sentence',
        {
          content: 'Milk is on your list, and I will never lie about it.',
          how: { chunkSize: 5, truncateAfterChunks: 4, latency: 5 },
        },
        'broke off',
      ],
      [
        'the connection is cut in the middle of a call',
        { ...adding('Eggs'), how: { chunkSize: 5, truncateAfterChunks: 6, latency: 5 } },
        'broke off',
      ],
    ];

    it.each(faults)(
      'because %s, that is said in words and a retry does no work twice',
      async (_, fault, words) => {
        const messageId = uuidv4();
        server.script({ content: 'On it. ', ...adding('Milk') }, fault);
        const { message } = await hear('add milk for my secret guest', messageId);
        expect(message.metadata).toMatchObject({
          status: 'failed',
          error: expect.stringContaining(words),
        });
        expect(message.metadata?.error).toContain('Your message is saved: press Retry');
        const [question, saved] = await thread();
        expect(question?.parts).toMatchObject([{ text: 'add milk for my secret guest' }]);
        expect(saved?.metadata?.error).toBe(message.metadata?.error);
        for (const secret of [KEY, new URL(server.url).host, 'secret guest'])
          expect(saved?.metadata?.error).not.toContain(secret);
        expect(await openTitles()).toEqual(['Milk']);

        server.script({ content: 'Milk is on your list.' });
        const again = await hear('add milk for my secret guest', messageId);
        expect(again.message.metadata?.status).toBe('complete');
        expect(JSON.stringify(server.requests()[0]?.body)).toContain('batch_id');
        expect(await openTitles()).toEqual(['Milk']);
        const after = await thread();
        expect(after).toHaveLength(2);
        expect(after[1]?.metadata?.error).toBeUndefined();
        expect(after[1]?.parts).toEqual(again.message.parts.map(settled));
      },
    );

    it('for a moment only, it is asked again, not before the time it names', async () => {
      server.script(
        { error, status: 429, retryAfter: 1 },
        { error, status: 503 },
        { content: 'Here I am.' },
      );
      const begun = Date.now();
      const { message } = await hear('hello?');
      expect(Date.now() - begun).toBeGreaterThan(1000 + 2000 - 50);
      expect(message.metadata?.status).toBe('complete');
      expect(server.requests()).toHaveLength(3);
    });
  });
});

/** A part as it is after a reload: without what the stream alone knows. */
function settled<Part extends { type: string }>(part: Part) {
  const { providerMetadata, ...kept } = { providerMetadata: undefined, ...part };
  return JSON.parse(JSON.stringify(part.type === 'text' ? { ...kept, state: 'done' } : kept));
}
