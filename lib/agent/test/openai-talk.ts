import { eq } from 'drizzle-orm';
import { v4 as uuidv4 } from 'uuid';
import { afterAll, afterEach, beforeAll, beforeEach, expect, type MockInstance, vi } from 'vitest';
import { toolCalls } from '@/db/schema';
import { createTestDatabase, createUser, type TestDatabase } from '@/db/test-database';
import { createScope, type Scope } from '@/lib/scope';
import { listTasks } from '@/lib/tasks';
import { testClock } from '@/lib/test-clock';
import { chooseModel } from '../models';
import { loadThread } from '../thread';
import { say } from '../turn';
import {
  expectPairedCalls,
  type ModelServer,
  promptOf,
  type ServedStep,
  startModelServer,
} from './model-server';
import { readAnswer } from './read-answer';

export const KEY = 'sk-the-key-of-this-saydo';
export const clock = testClock();

export let server: ModelServer;
/** A person and a conversation of theirs, new for every test of a file that calls `meetAnn`. */
export let ann: Scope;
export let email: string;
export let conversationId: string;
let test: TestDatabase;

/**
 * Gives the file a database and a model's server, and every test its Ann. After each test, what
 * the server was sent must be a conversation it takes, and the log must hold no secret.
 */
export function meetAnn() {
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
}

export const protocols = ['chat', 'responses'] as const;
type Patience = Parameters<typeof say>[0]['patience'];

/** Ann's way to the server over one of its protocols. `hear` waits for the whole answer. */
export function talkOver(protocol: (typeof protocols)[number]) {
  const asker = (patience?: Patience) => ({
    scope: ann,
    db: test.db,
    now: clock.now,
    readClock: async () => clock,
    patience,
    chosen: chooseModel(
      { OPENAI_API_KEY: KEY, OPENAI_BASE_URL: server.url, OPENAI_MODEL: 'gpt-5.4-mini' },
      protocol,
    ),
  });

  async function hear(text: string, messageId = uuidv4(), patience?: Patience) {
    const { response, ended } = await say(asker(patience), { conversationId, messageId, text });
    const answer = await readAnswer(response);
    await ended;
    return answer;
  }
  return { asker, hear };
}

export const adding = (...titles: string[]): ServedStep => ({
  toolCalls: [
    {
      id: `call_add_${titles[0]}`,
      name: 'add_task',
      arguments: { tasks: titles.map((title) => ({ title })) },
    },
  ],
});

export const thread = async () =>
  (await loadThread(ann, conversationId, { limit: 50, now: clock.now })).messages;

export const openTitles = async () =>
  (await listTasks(ann, {}, clock)).tasks.map(({ title }) => title).sort();

export const storedCalls = () =>
  ann.run((tx) => tx.select().from(toolCalls).where(eq(toolCalls.userId, ann.userId)));
