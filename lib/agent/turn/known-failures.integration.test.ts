import { v7 as uuidv7 } from 'uuid';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { createTestDatabase, createUser, type TestDatabase } from '@/db/test-database';
import { createScope, type Scope } from '@/lib/scope';
import { addTasks, listTasks } from '@/lib/tasks';
import { testClock } from '@/lib/test-clock';
import type { SaydoMessage } from '../message';
import { readAnswer } from '../test/read-answer';
import { type ScriptedStep, scriptedModel } from '../test/scripted-model';
import { loadThread } from '../thread';
import { type Answering, decide, say, stopAnswer } from '.';

let test: TestDatabase;
let ann: Scope;
let bob: Scope;
let conversationId: string;
const clock = testClock();

beforeAll(async () => {
  test = await createTestDatabase();
});
afterAll(() => test.close());
beforeEach(async () => {
  ann = createScope(test.db, (await createUser(test.db)).id);
  bob = createScope(test.db, (await createUser(test.db)).id);
  conversationId = uuidv7();
  // Bob says something in a conversation of the same id: it stays his.
  await answered(await say(asker(bob, { text: 'Hello, Bob.' }), question('of Bob')));
});

function asker(scope: Scope, ...steps: ScriptedStep[]) {
  const model = scriptedModel(...steps);
  return {
    scope,
    db: test.db,
    now: clock.now,
    readClock: async () => clock,
    chosen: { id: 'scripted', model },
    model,
  };
}

const question = (text: string) => ({ conversationId, messageId: uuidv7(), text });

async function answered({ response, ended }: Answering, before?: SaydoMessage) {
  const { message } = await readAnswer(response, before);
  await ended;
  return message;
}

const thread = async (scope = ann) =>
  (await loadThread(scope, conversationId, { limit: 50, now: clock.now })).messages;

const textsOf = ({ parts }: SaydoMessage) =>
  parts.flatMap((part) => (part.type === 'text' ? [part.text] : []));

const adding: ScriptedStep = {
  text: 'Let me add it. ',
  calls: [{ id: 'add', name: 'add_task', input: { tasks: [{ title: 'Milk' }] } }],
};

const openTitles = async () => (await listTasks(ann, {}, clock)).tasks.map(({ title }) => title);

/** Asks before two tasks are deleted, and gives what waits. */
async function ask() {
  const click = { actor: 'user' as const, batchId: uuidv7(), clock };
  const { tasks } = await addTasks(ann, click, [{ title: 'A' }, { title: 'B' }]);
  const ids = tasks.map(({ id }) => id);
  const deleting = {
    text: 'These go. ',
    calls: [{ id: 'd', name: 'delete_task', input: { ids } }],
  };
  const message = await answered(await say(asker(ann, deleting), question('delete both')));
  const part = message.parts.find(({ type }) => type === 'tool-delete_task');
  if (!part || !('approval' in part) || !part.approval) throw new Error('Nothing was asked.');
  return { message, decision: { conversationId, approvalId: part.approval.id } };
}

describe('an answer is doubled after a tool call', () => {
  it('no: it is one message, and each of its words is there once', async () => {
    const steps = [adding, { text: 'It is on your list.' }];
    const streamed = await answered(await say(asker(ann, ...steps), question('add milk')));
    const saved = await thread();
    expect(saved).toHaveLength(2);
    expect(saved[1]?.id).toBe(streamed.id);
    for (const message of [streamed, saved[1]])
      expect(message && textsOf(message)).toEqual(['Let me add it. ', 'It is on your list.']);
    const next = asker(ann, { text: 'Yes.' });
    await answered(await say(next, question('is it?')));
    expect(next.model.prompts.join().split('Let me add it.')).toHaveLength(2);
    expect(next.model.prompts.join().split('It is on your list.')).toHaveLength(2);
    expect(await openTitles()).toEqual(['Milk']);
  });

  it('no: nor where it goes on after an approval', async () => {
    const { message, decision } = await ask();
    const approving = asker(ann, { text: 'Both are gone.' });
    const after = await answered(await decide(approving, { ...decision, approved: true }), message);
    expect(after.id).toBe(message.id);
    const saved = await thread();
    expect(saved).toHaveLength(2);
    for (const one of [after, saved[1]])
      expect(one && textsOf(one)).toEqual(['These go. ', 'Both are gone.']);
    expect(approving.model.prompts[0]?.split('These go.')).toHaveLength(2);
  });
});

describe('messages vanish after a denied approval', () => {
  it('no: all of them are there, the turn goes on, and the next one is answered', async () => {
    await answered(await say(asker(ann, { text: 'Hello, Ann.' }), question('hello')));
    const { message, decision } = await ask();
    const declining = asker(ann, { text: 'They stay.' });
    const after = await answered(
      await decide(declining, { ...decision, approved: false }),
      message,
    );
    expect(textsOf(after)).toEqual(['These go. ', 'They stay.']);
    const next = asker(ann, { text: 'You are welcome.' });
    await answered(await say(next, question('thank you')));
    expect((await thread()).map(textsOf)).toEqual([
      ['hello'],
      ['Hello, Ann.'],
      ['delete both'],
      ['These go. ', 'They stay.'],
      ['thank you'],
      ['You are welcome.'],
    ]);
    for (const words of ['Hello, Ann.', 'delete both', 'These go.', 'They stay.'])
      expect(next.model.prompts[0]).toContain(words);
    expect(await openTitles()).toEqual(['A', 'B']);
    expect((await thread(bob)).map(textsOf)).toEqual([['of Bob'], ['Hello, Bob.']]);
  });

  it('no: nor where the answer to the decline breaks off', async () => {
    const { message, decision } = await ask();
    const broken = asker(ann, { text: 'They', fault: new Error('cut') });
    await answered(await decide(broken, { ...decision, approved: false }), message);
    await answered(await say(asker(ann, { text: 'Here.' }), question('are you there?')));
    expect((await thread()).map(textsOf)).toEqual([
      ['delete both'],
      ['These go. ', 'They'],
      ['are you there?'],
      ['Here.'],
    ]);
  });
});

describe('the next send fails after a stop inside a tool call', () => {
  it.each([
    ['before the call acts', 'before', []],
    ['after it has acted', 'after', ['Milk']],
  ] as const)('no: not when the stop comes %s', async (_, moment, left) => {
    const stop = () => stopAnswer(ann, conversationId, clock.now);
    // The transactions of a turn with one call: its begin, then the call.
    let transactions = 0;
    const scope: Scope = {
      userId: ann.userId,
      async run(work) {
        transactions += 1;
        const inCall = transactions === 2;
        if (inCall && moment === 'before') await stop();
        const result = await ann.run(work);
        if (inCall && moment === 'after') await stop();
        return result;
      },
    };
    const stopped = await answered(
      await say(asker(scope, adding, { text: 'Never said.' }), question('add milk')),
    );
    expect(stopped.metadata?.status).toBe('stopped');
    expect(await openTitles()).toEqual(left);
    const next = asker(ann, { text: 'Here I am.' });
    const after = await answered(await say(next, question('are you there?')));
    expect(after.metadata?.status).toBe('complete');
    expect(textsOf(after)).toEqual(['Here I am.']);
    expect((await thread()).map(({ metadata }) => metadata?.status)).toEqual([
      'complete',
      'stopped',
      'complete',
      'complete',
    ]);
  });
});
