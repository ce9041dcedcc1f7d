import { eq } from 'drizzle-orm';
import { v4 as uuidv4, v7 as uuidv7 } from 'uuid';
import { afterAll, beforeAll, beforeEach } from 'vitest';
import { type Database, getDatabase } from '@/db';
import { toolCalls } from '@/db/schema';
import { createUser, installTestDatabase, type TestDatabase } from '@/db/test-database';
import type { Clock } from '@/lib/clock';
import { createScope, type Scope } from '@/lib/scope';
import { addTasks, listTasks } from '@/lib/tasks';
import { testClock } from '@/lib/test-clock';
import { loadThread } from '../thread';
import { type Asker, say } from '../turn';
import { readAnswer } from './read-answer';
import { type ScriptedStep, scriptedModel } from './scripted-model';

/** A conversation between a person and a scripted model, anew for every test of a file. */
export type Talk = {
  db: Database;
  database: TestDatabase;
  ann: Scope;
  bob: Scope;
  conversationId: string;
};

/** Sets up a database for the file, and two people and a conversation id for every test. */
export function setUpTalk(): Talk {
  const talk = {} as Talk;
  beforeAll(async () => {
    talk.database = await installTestDatabase();
    talk.db = talk.database.db;
  });
  afterAll(() => talk.database.close());
  beforeEach(async () => {
    talk.ann = createScope(talk.db, (await createUser(talk.db)).id);
    talk.bob = createScope(talk.db, (await createUser(talk.db)).id);
    talk.conversationId = uuidv4();
  });
  return talk;
}

export const clock = testClock();

/** Who asks, with a model that answers with `steps`; `model.prompts` is what it was asked. */
export function asker(
  scope: Scope,
  ...steps: ScriptedStep[]
): Asker & { model: ReturnType<typeof scriptedModel> } {
  const model = scriptedModel(...steps);
  return {
    scope,
    db: getDatabase(),
    now: clock.now,
    readClock: async () => clock,
    chosen: { id: 'scripted', model },
    model,
  };
}

/** The same at the real time, for answers that are followed: their heartbeat must not be old. */
export function askerNow(scope: Scope, ...steps: ScriptedStep[]) {
  return { ...asker(scope, ...steps), readClock: async () => clockNow() };
}

export function clockNow(): Clock {
  return testClock({ now: new Date() });
}

/** Says something new and waits for the whole answer. */
export async function hear(
  { conversationId }: Pick<Talk, 'conversationId'>,
  scope: Scope,
  text: string,
  ...steps: ScriptedStep[]
) {
  const asking = asker(scope, ...steps);
  const { response, ended } = await say(asking, { conversationId, messageId: uuidv4(), text });
  const answer = await readAnswer(response);
  await ended;
  return { ...answer, prompts: asking.model.prompts };
}

/** The conversation as the person's screen gets it. */
export async function readThread(
  scope: Scope,
  { conversationId }: Pick<Talk, 'conversationId'>,
  now = clock.now,
) {
  return (await loadThread(scope, conversationId, { limit: 50, now })).messages;
}

export function storedCalls(scope: Scope) {
  return scope.run((tx) => tx.select().from(toolCalls).where(eq(toolCalls.userId, scope.userId)));
}

/** A step that adds tasks with these titles. */
export function adding(...titles: string[]): ScriptedStep {
  return {
    calls: [{ id: 'add', name: 'add_task', input: { tasks: titles.map((title) => ({ title })) } }],
  };
}

/** Adds tasks by hand; their ids. */
export async function idsOf(scope: Scope, ...titles: string[]): Promise<string[]> {
  const { tasks } = await addTasks(
    scope,
    { actor: 'user', batchId: uuidv7(), clock },
    titles.map((title) => ({ title })),
  );
  return tasks.map(({ id }) => id);
}

export async function openTitles(scope: Scope): Promise<string[]> {
  return (await listTasks(scope, {}, clock)).tasks.map(({ title }) => title).sort();
}

/** Parts as they are after a reload: nothing streams any more. */
export function withoutState(parts: Awaited<ReturnType<typeof readAnswer>>['message']['parts']) {
  return parts.map((part) =>
    part.type === 'text' ? { type: 'text', text: part.text, state: 'done' } : part,
  );
}

/** Waits up to two seconds for a condition. */
export async function waitFor(condition: () => Promise<boolean> | boolean) {
  for (let tries = 0; tries < 200; tries += 1) {
    if (await condition()) return;
    await new Promise((resolve) => setTimeout(resolve, 10));
  }
  throw new Error('It did not come true.');
}

/**
 * Runs `work` as if in another server process on the same database: nothing that this one holds in
 * memory about running answers is there.
 */
export async function inAnotherProcess<Result>(work: () => Promise<Result>): Promise<Result> {
  const held = globalThis as { saydoRunning?: unknown };
  const { saydoRunning } = held;
  held.saydoRunning = undefined;
  try {
    return await work();
  } finally {
    held.saydoRunning = saydoRunning;
  }
}
