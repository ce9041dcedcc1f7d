import { v4 as uuidv4 } from 'uuid';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it, vi } from 'vitest';
import { createTestDatabase, createUser, type TestDatabase } from '@/db/test-database';
import { createScope, type Scope } from '@/lib/scope';
import { listTasks } from '@/lib/tasks';
import { testClock } from '@/lib/test-clock';
import { chooseModel } from './models';
import { startBrokenServer, type Treatment } from './test/broken-server';
import { readAnswer } from './test/read-answer';
import { loadThread } from './thread';
import { say, stopAnswer } from './turn';

const clock = testClock();
const IMPATIENT = { firstChunkMs: 1_500, chunkMs: 1_500, totalMs: 10_000 };

let test: TestDatabase;
let server: Awaited<ReturnType<typeof startBrokenServer>>;
let ann: Scope;
let conversationId: string;

beforeAll(async () => {
  test = await createTestDatabase();
  server = await startBrokenServer();
});
afterAll(async () => {
  await server.stop();
  await test.close();
});
beforeEach(async () => {
  ann = createScope(test.db, (await createUser(test.db)).id);
  conversationId = uuidv4();
  vi.spyOn(console, 'error').mockImplementation(() => {});
});
afterEach(() => {
  vi.restoreAllMocks();
});

function asker(url = server.url) {
  const settings = { OPENAI_API_KEY: 'key', OPENAI_BASE_URL: url, OPENAI_MODEL: 'local' };
  return {
    scope: ann,
    db: test.db,
    now: clock.now,
    readClock: async () => clock,
    patience: IMPATIENT,
    chosen: chooseModel(settings),
  };
}

async function hear(messageId = uuidv4(), url?: string) {
  const { response, ended } = await say(asker(url), { conversationId, messageId, text: 'add tea' });
  const answer = await readAnswer(response);
  await ended;
  return answer.message;
}

const openTitles = async () =>
  (await listTasks(ann, {}, clock)).tasks.map(({ title }) => title).sort();

const call = (index: number, id: string, title: string) => ({
  tool_calls: [
    {
      index,
      id,
      type: 'function',
      function: { name: 'add_task', arguments: JSON.stringify({ tasks: [{ title }] }) },
    },
  ],
});

const callingOnce =
  (id: string, title: string): Treatment =>
  async (wire) => {
    await wire.delta(call(0, id, title));
    wire.finish('tool_calls');
  };

const answering =
  (content: string): Treatment =>
  async (wire) => {
    await wire.delta({ content });
    wire.finish();
  };

const never: Treatment = () => {};

describe('a model', () => {
  const faults: [name: string, treatment: Treatment, words: string][] = [
    ['never answers', never, 'did not answer in time'],
    [
      'accepts the question and then says nothing',
      (wire) => wire.delta({ role: 'assistant', content: '' }),
      'did not answer in time',
    ],
    [
      'falls silent in the middle of a sentence',
      (wire) => wire.delta({ content: 'Tea is' }),
      'did not answer in time',
    ],
    [
      'ends in the middle of a sentence as if it were done',
      async (wire) => {
        await wire.delta({ content: 'Tea is' });
        wire.close();
      },
      'broke off',
    ],
    [
      'ends between two calls as if it were done',
      async (wire) => {
        await wire.delta(call(0, 'call_a', 'Coffee'));
        await wire.delta({
          tool_calls: [
            { index: 1, id: 'call_b', function: { name: 'add_task', arguments: '{"t' } },
          ],
        });
        wire.close();
      },
      'broke off',
    ],
    [
      'sends something that is no JSON',
      async (wire) => {
        await wire.delta({ content: 'Tea is' });
        await wire.line('data: {"choices": [{"delta"');
        wire.close();
      },
      'broke off',
    ],
    [
      'tells of a fault in the middle',
      async (wire) => {
        await wire.delta({ content: 'Tea is' });
        await wire.line(
          'data: {"error": {"message": "key sk-1 overloaded", "type": "server_error"}}',
        );
        wire.close();
      },
      'Your message is saved',
    ],
  ];

  it.each(faults)(
    'that %s is given up in words, and can be asked again',
    async (_, fault, words) => {
      const messageId = uuidv4();
      server.treat(callingOnce('call_tea', 'Tea'), fault);
      const failed = await hear(messageId);
      expect(failed.metadata).toMatchObject({
        status: 'failed',
        error: expect.stringContaining(words),
      });
      expect(failed.metadata?.error).not.toContain('sk-1');
      expect(await openTitles()).toEqual(['Tea']);

      server.treat(answering('Tea is on your list.'));
      const again = await hear(messageId);
      expect(again.metadata?.status).toBe('complete');
      expect(again.parts.at(-1)).toMatchObject({ text: 'Tea is on your list.' });
      expect(await openTitles()).toEqual(['Tea']);
      const saved = await loadThread(ann, conversationId, { limit: 10, now: clock.now });
      expect(saved.messages.map(({ role }) => role)).toEqual(['user', 'assistant']);
    },
  );

  it('that cannot be reached is named so', async () => {
    const closed = await startBrokenServer();
    await closed.stop();
    const messageId = uuidv4();
    expect((await hear(messageId, closed.url)).metadata).toMatchObject({
      status: 'failed',
      error: expect.stringContaining('could not be reached'),
    });
    server.treat(answering('Here I am.'));
    expect((await hear(messageId)).metadata?.status).toBe('complete');
  });

  it('that says nothing and does nothing has not answered', async () => {
    server.treat((wire) => wire.finish());
    expect((await hear()).metadata).toMatchObject({
      status: 'failed',
      error: expect.stringContaining('broke off'),
    });
  });

  it('that has nothing to add to what it did is done', async () => {
    server.treat(callingOnce('call_tea', 'Tea'), (wire) => wire.finish());
    expect((await hear()).metadata?.status).toBe('complete');
    expect(await openTitles()).toEqual(['Tea']);
  });

  it('that is waited for can be stopped', async () => {
    server.treat(never);
    const patient = { ...asker(), patience: { ...IMPATIENT, firstChunkMs: 5000 } };
    const message = { conversationId, messageId: uuidv4(), text: 'add tea' };
    const { response, ended } = await say(patient, message);
    expect(await stopAnswer(ann, conversationId, clock.now)).toBe(true);
    expect((await readAnswer(response)).message.metadata?.status).toBe('stopped');
    await ended;
  });

  it.each(['call_0', ''])('that names every call "%s" has each of them made', async (id) => {
    server.treat(
      callingOnce(id, 'Tea'),
      async (wire) => {
        await wire.delta(call(0, id, 'Milk'));
        wire.finish('tool_calls');
      },
      answering('Both are on your list.'),
    );
    expect((await hear()).metadata?.status).toBe('complete');
    expect(await openTitles()).toEqual(['Milk', 'Tea']);
    server.treat(callingOnce(id, 'Eggs'), answering('Done.'));
    await hear();
    expect(await openTitles()).toEqual(['Eggs', 'Milk', 'Tea']);
  });
});

describe('what people write', () => {
  it("is not left in OpenAI's keeping", async () => {
    const bodies: unknown[] = [];
    server.treat((wire, body) => {
      bodies.push(body);
      wire.finish();
    });
    const settings = { OPENAI_API_KEY: 'key', OPENAI_BASE_URL: server.url, OPENAI_MODEL: 'gpt-5' };
    const asking = { ...asker(), chosen: chooseModel(settings, 'responses') };
    const message = { conversationId, messageId: uuidv4(), text: 'my secret' };
    const { response, ended } = await say(asking, message);
    await readAnswer(response);
    await ended;
    expect(bodies[0]).toMatchObject({ store: false });
  });
});
