import { eq } from 'drizzle-orm';
import { v4 as uuidv4, v7 as uuidv7 } from 'uuid';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { conversationMetadata, messages, toolCalls } from '@/db/schema';
import { createTestDatabase, createUser, type TestDatabase } from '@/db/test-database';
import { deleteConversation } from '@/lib/conversations';
import { createScope, type Scope } from '@/lib/scope';
import { addTasks, listTasks, taskHistory, undo } from '@/lib/tasks';
import { testClock } from '@/lib/test-clock';
import { readAnswer } from '../test/read-answer';
import { type ScriptedStep, scriptedModel } from '../test/scripted-model';
import { loadThread } from '../thread';
import { decide, say, stopAnswer } from '.';

let test: TestDatabase;
let ann: Scope;
let bob: Scope;
let conversationId: string;

beforeAll(async () => {
  test = await createTestDatabase();
});
afterAll(() => test.close());
beforeEach(async () => {
  ann = createScope(test.db, (await createUser(test.db)).id);
  bob = createScope(test.db, (await createUser(test.db)).id);
  conversationId = uuidv4();
});

const clock = testClock();

function asker(scope: Scope, ...steps: Parameters<typeof scriptedModel>) {
  const model = scriptedModel(...steps);
  return { scope, readClock: async () => clock, chosen: { id: 'scripted', model }, model };
}

/** Says something new and waits for the whole answer. */
async function hear(scope: Scope, text: string, ...steps: Parameters<typeof scriptedModel>) {
  const asking = asker(scope, ...steps);
  const { response, ended } = await say(asking, { conversationId, messageId: uuidv4(), text });
  const answer = await readAnswer(response);
  await ended;
  return { ...answer, prompts: asking.model.prompts };
}

const thread = async (scope: Scope) =>
  (await loadThread(scope, conversationId, { limit: 50, now: clock.now })).messages;

const storedCalls = (scope: Scope) =>
  scope.run((tx) => tx.select().from(toolCalls).where(eq(toolCalls.userId, scope.userId)));

const adding = (...titles: string[]): ScriptedStep => ({
  calls: [{ id: 'add', name: 'add_task', input: { tasks: titles.map((title) => ({ title })) } }],
});

async function idsOf(...titles: string[]): Promise<string[]> {
  const { tasks } = await addTasks(
    ann,
    { actor: 'user', batchId: uuidv7(), clock },
    titles.map((title) => ({ title })),
  );
  return tasks.map(({ id }) => id);
}

const openTitles = async () =>
  (await listTasks(ann, {}, clock)).tasks.map(({ title }) => title).sort();

describe('an answer', () => {
  it('is saved word for word as it was streamed: text, calls, and their order', async () => {
    const { message } = await hear(
      ann,
      'add milk and eggs',
      { text: 'Let me add those.', ...adding('Milk', 'Eggs') },
      { calls: [{ id: 'list', name: 'list_tasks', input: { due: 'none' } }] },
      { text: 'Both are on your list.' },
    );
    const [question, saved] = await thread(ann);
    expect(question).toMatchObject({ role: 'user', parts: [{ text: 'add milk and eggs' }] });
    expect(saved?.parts).toEqual(withoutState(message.parts));
    expect(message.parts.map(({ type }) => type)).toEqual([
      'step-start',
      'text',
      'tool-add_task',
      'step-start',
      'tool-list_tasks',
      'step-start',
      'text',
    ]);
    expect(message.metadata).toMatchObject({ status: 'complete' });
    expect((await storedCalls(ann)).map(({ actionTaken }) => actionTaken)).toEqual([
      'Added “Milk”. Added “Eggs”.',
      null,
    ]);
    expect(saved?.metadata).toMatchObject({ status: 'complete', model: 'scripted' });
  });

  it('counts what happened in the conversation', async () => {
    const [id = ''] = await idsOf('Old one');
    await hear(
      ann,
      'do it',
      adding('New one'),
      {
        calls: [{ id: 'done', name: 'complete_task', input: { ids: [id] } }],
      },
      { text: 'Done.' },
    );
    const [counters] = await ann.run((tx) =>
      tx.select().from(conversationMetadata).where(eq(conversationMetadata.userId, ann.userId)),
    );
    expect(counters).toMatchObject({
      messageCount: 2,
      stepCount: 3,
      taskCountCreated: 1,
      taskCountCompleted: 1,
      lastToolName: 'complete_task',
      lastToolSuccess: true,
    });
  });

  it('writes the history with the assistant, its message and its call named', async () => {
    await hear(ann, 'add tea', adding('Tea'), { text: 'Done.' });
    const [, answer] = await thread(ann);
    expect(await taskHistory(ann, { limit: 5 })).toMatchObject([
      { actor: 'assistant', update_type: 'added', batch_id: answer?.id },
    ]);
  });

  it('says of itself when what it did has been taken back', async () => {
    await hear(ann, 'add tea', adding('Tea'), { text: 'Done.' });
    const undone = async () => (await thread(ann))[1]?.metadata?.undone ?? false;
    expect(await undone()).toBe(false);
    const batch = (await thread(ann))[1]?.id ?? '';
    await undo(ann, { actor: 'user', batchId: uuidv7(), clock }, batch);
    expect(await undone()).toBe(true);
  });

  it('goes on to its end when the reader leaves after the first chunk', async () => {
    const { response, ended } = await say(
      asker(ann, adding('Left behind'), { text: 'Added it.' }),
      {
        conversationId,
        messageId: uuidv4(),
        text: 'add left behind',
      },
    );
    await response.body?.cancel();
    await ended;
    expect(await openTitles()).toEqual(['Left behind']);
    expect((await thread(ann)).at(-1)).toMatchObject({
      metadata: { status: 'complete' },
      parts: [
        { type: 'step-start' },
        { type: 'tool-add_task' },
        { type: 'step-start' },
        { text: 'Added it.' },
      ],
    });
  });

  it('saves the question before the model is called', async () => {
    let seen = 0;
    await hear(ann, 'hello', {
      before: async () => {
        seen = (await thread(ann)).length;
      },
      text: 'Hi.',
    });
    expect(seen).toBe(2);
  });

  it('sees the earlier conversation, and only this one', async () => {
    await hear(ann, 'remember the teapot', { text: 'I will.' });
    const second = asker(ann, { text: 'The teapot.' });
    const { response } = await say(second, {
      conversationId,
      messageId: uuidv4(),
      text: 'what was it?',
    });
    await readAnswer(response);
    expect(second.model.prompts[0]).toContain('remember the teapot');
    const other = asker(ann, { text: 'Nothing.' });
    const elsewhere = await say(other, {
      conversationId: uuidv4(),
      messageId: uuidv4(),
      text: 'what was it?',
    });
    await readAnswer(elsewhere.response);
    expect(other.model.prompts[0]).not.toContain('remember the teapot');
  });
});

describe('a call that is wrong', () => {
  it('comes back to the model in words with what to try, and is mended', async () => {
    const { message, prompts } = await hear(
      ann,
      'add it',
      {
        calls: [
          { id: 'bad', name: 'add_task', input: { tasks: [{ title: 'Tea', colour: 'red' }] } },
        ],
      },
      adding('Tea'),
      { text: 'Added.' },
    );
    expect(prompts[1]).toContain('Unrecognized key');
    expect(prompts[1]).toContain('Try next: send the call again, corrected.');
    expect(message.parts.find((part) => part.type === 'tool-add_task')).toMatchObject({
      state: 'output-error',
    });
    expect(await openTitles()).toEqual(['Tea']);
    expect((await storedCalls(ann)).map(({ state }) => state).sort()).toEqual([
      'failed',
      'succeeded',
    ]);
    expect((await thread(ann))[1]?.parts).toEqual(withoutState(message.parts));
  });

  it('that names a tool which does not exist, or no JSON at all, does not end the conversation', async () => {
    const { message } = await hear(
      ann,
      'do magic',
      { calls: [{ id: 'x', name: 'send_email', input: {} }] },
      { text: 'I cannot do that.' },
    );
    expect(message.metadata?.status).toBe('complete');
    expect((await thread(ann)).at(-1)?.metadata?.status).toBe('complete');
    await hear(ann, 'and now?', { text: 'Still here.' });
  });

  it('with ids of somebody else changes nothing and says that there is no such task', async () => {
    const {
      tasks: [theirs],
    } = await addTasks(bob, { actor: 'user', batchId: uuidv7(), clock }, [{ title: 'Of Bob' }]);
    const { prompts } = await hear(
      ann,
      'delete it',
      {
        calls: [{ id: 'd', name: 'delete_task', input: { ids: [theirs?.id] } }],
      },
      { text: 'There is no such task.' },
    );
    expect(prompts[1]).toContain('There is no task with this id.');
    expect((await listTasks(bob, {}, clock)).tasks).toHaveLength(1);
  });
});

describe('the same message sent again', () => {
  const again = { messageId: uuidv4(), text: 'add soap' };

  it('makes no second message and acts no second time', async () => {
    const first = await say(asker(ann, adding('Soap'), { text: 'Added soap.' }), {
      conversationId,
      ...again,
    });
    const told = await readAnswer(first.response);
    await first.ended;
    const silent = asker(ann);
    const second = await say(silent, { conversationId, ...again });
    const retold = await readAnswer(second.response);
    expect(retold.message.parts).toEqual(withoutState(told.message.parts));
    expect(silent.model.prompts).toEqual([]);
    expect(await openTitles()).toEqual(['Soap']);
    expect(await thread(ann)).toHaveLength(2);
  });

  it('is refused with other words, or in another conversation, or while it is answered', async () => {
    const { response, ended } = await say(asker(ann, { text: 'x', waits: true }), {
      conversationId,
      ...again,
    });
    await expect(say(asker(ann), { conversationId, ...again })).rejects.toMatchObject({
      status: 409,
    });
    await stopAnswer(ann, conversationId, clock.now);
    await readAnswer(response);
    await ended;
    await expect(
      say(asker(ann), { conversationId, ...again, text: 'add soup' }),
    ).rejects.toMatchObject({ status: 409 });
    await expect(say(asker(ann), { conversationId: uuidv4(), ...again })).rejects.toMatchObject({
      status: 409,
    });
  });

  it('goes on from what was done when the answer broke off', async () => {
    const broken = await say(
      asker(
        ann,
        { text: 'On it. ', ...adding('Soap') },
        { text: 'I have ad', fault: new Error('cut') },
      ),
      { conversationId, ...again },
    );
    const cut = await readAnswer(broken.response);
    await broken.ended;
    expect(cut.message.metadata).toMatchObject({
      status: 'failed',
      error: expect.stringContaining('broke off'),
    });
    expect((await thread(ann)).at(-1)?.parts.at(-1)).toMatchObject({ text: 'I have ad' });

    const retrying = asker(ann, { text: 'Soap is on your list.' });
    const retry = await say(retrying, { conversationId, ...again });
    const told = await readAnswer(retry.response);
    await retry.ended;
    expect(retrying.model.prompts[0]).toContain('batch_id');
    expect(retrying.model.prompts[0]).not.toContain('I have ad');
    expect(told.message.parts).toEqual((await thread(ann)).at(-1)?.parts);
    expect(await openTitles()).toEqual(['Soap']);
    const messages = await thread(ann);
    expect(messages).toHaveLength(2);
    expect(
      messages[1]?.parts.filter((part) => part.type === 'text').map((part) => part.text),
    ).toEqual(['On it. ', 'Soap is on your list.']);
  });
});

describe('an answer that is written anew', () => {
  const first = { messageId: uuidv4(), text: 'think' };

  it('belongs to the newer writing alone, also while the older one winds down', async () => {
    let letGo = () => {};
    const held = new Promise<void>((resolve) => {
      letGo = resolve;
    });
    const older = await say(asker(ann, { before: () => held, ...adding('From the older') }), {
      conversationId,
      ...first,
    });
    await stopAnswer(ann, conversationId, clock.now);
    const newer = await say(asker(ann, { text: 'New.', ...adding('Newer') }, { text: ' Done.' }), {
      conversationId,
      ...first,
    });
    letGo();
    await Promise.all([readAnswer(older.response), readAnswer(newer.response)]);
    await Promise.all([older.ended, newer.ended]);
    expect(await openTitles()).toEqual(['Newer']);
    expect((await thread(ann)).at(-1)?.metadata?.status).toBe('complete');
  });

  it('is the last one of its conversation: an older one is not taken up again', async () => {
    const broken = { conversationId, messageId: uuidv4(), text: 'break' };
    const cut = await say(asker(ann, { fault: new Error('cut') }), broken);
    await readAnswer(cut.response);
    await cut.ended;
    await hear(ann, 'something else', { text: 'Fine.' });
    await expect(say(asker(ann), broken)).rejects.toMatchObject({ status: 409 });
    expect((await thread(ann)).at(-1)?.parts.at(-1)).toMatchObject({ text: 'Fine.' });
  });

  it('is not tried again and again without a pause', async () => {
    const broken = { conversationId, messageId: uuidv4(), text: 'break' };
    const now = new Date();
    const outcomes: (number | 'ran')[] = [];
    for (let turn = 0; turn < 5; turn += 1) {
      const asking = {
        ...asker(ann, { fault: new Error('cut') }),
        readClock: async () => testClock({ now }),
      };
      try {
        const { response, ended } = await say(asking, broken);
        await readAnswer(response);
        await ended;
        outcomes.push('ran');
      } catch (error) {
        outcomes.push((error as { status: number }).status);
      }
    }
    expect(outcomes).toEqual(['ran', 'ran', 'ran', 429, 429]);
  });
});

describe('two tabs', () => {
  it('that send at once: one is answered, the other is told to wait, and nothing is half saved', async () => {
    const results = await Promise.allSettled([
      say(asker(ann, { text: 'One.' }), { conversationId, messageId: uuidv4(), text: 'one' }),
      say(asker(ann, { text: 'Two.' }), { conversationId, messageId: uuidv4(), text: 'two' }),
    ]);
    for (const result of results) {
      if (result.status === 'fulfilled') await result.value.ended;
      else expect(result.reason).toMatchObject({ status: 409 });
    }
    const saved = await thread(ann);
    expect(saved.length).toBe(2 * results.filter(({ status }) => status === 'fulfilled').length);
  });
});

describe('stop', () => {
  it('keeps the text, calls it stopped, and the next message works', async () => {
    const { response, ended } = await say(asker(ann, { text: 'Thinking about ', waits: true }), {
      conversationId,
      messageId: uuidv4(),
      text: 'think',
    });
    const reading = readAnswer(response);
    await waitFor(async () => (await thread(ann)).length === 2);
    expect(await stopAnswer(ann, conversationId, clock.now)).toBe(true);
    expect((await reading).message.metadata?.status).toBe('stopped');
    await ended;
    expect((await thread(ann)).at(-1)).toMatchObject({
      metadata: { status: 'stopped' },
      parts: [{ type: 'step-start' }, { text: 'Thinking about ' }],
    });
    const next = await hear(ann, 'go on', { text: 'Here I am.' });
    expect(next.message.metadata?.status).toBe('complete');
  });

  it('before the first word works too, and a call after it does nothing', async () => {
    const { response, ended } = await say(
      asker(ann, {
        before: async () => void (await stopAnswer(ann, conversationId, clock.now)),
        ...adding('Too late'),
      }),
      { conversationId, messageId: uuidv4(), text: 'add too late' },
    );
    await readAnswer(response);
    await ended;
    expect(await openTitles()).toEqual([]);
    expect((await thread(ann)).at(-1)?.metadata?.status).toBe('stopped');
  });

  it('of somebody else does nothing', async () => {
    const { response, ended } = await say(asker(ann, { text: 'x', waits: true }), {
      conversationId,
      messageId: uuidv4(),
      text: 'think',
    });
    expect(await stopAnswer(bob, conversationId, clock.now)).toBe(false);
    expect(await stopAnswer(ann, conversationId, clock.now)).toBe(true);
    await readAnswer(response);
    await ended;
  });
});

describe('approval', () => {
  async function asked(...titles: string[]) {
    const ids = await idsOf(...titles);
    const { message } = await hear(ann, 'delete them all', {
      text: 'These go. ',
      calls: [{ id: 'del', name: 'delete_task', input: { ids } }],
    });
    const part = message.parts.find((part) => part.type === 'tool-delete_task');
    if (part?.state !== 'approval-requested') throw new Error('Nothing was asked.');
    return { message, approvalId: part.approval.id, ids };
  }

  it('is asked before two tasks are deleted, and nothing is deleted until it is given', async () => {
    const { message, approvalId } = await asked('A', 'B');
    expect(await openTitles()).toEqual(['A', 'B']);
    expect(message.metadata?.status).toBe('complete');
    const saved = (await thread(ann)).at(-1);
    expect(saved?.parts.at(-1)).toMatchObject({
      state: 'approval-requested',
      approval: { id: approvalId, requestReason: 'This deletes 2 tasks.' },
    });

    const { response, ended } = await decide(asker(ann, { text: 'Both are gone.' }), {
      conversationId,
      approvalId,
      approved: true,
    });
    const after = await readAnswer(response, message);
    await ended;
    expect(await openTitles()).toEqual([]);
    expect(after.message.id).toBe(message.id);
    expect(after.message.parts.at(-1)).toMatchObject({ text: 'Both are gone.' });
    expect((await thread(ann)).at(-1)?.parts.map(({ type }) => type)).toEqual([
      'step-start',
      'text',
      'tool-delete_task',
      'step-start',
      'text',
    ]);
  });

  it('declined deletes nothing and lets the conversation go on', async () => {
    const { approvalId, message } = await asked('A', 'B');
    const deciding = asker(ann, { text: 'Nothing was deleted.' });
    const { response, ended } = await decide(deciding, {
      conversationId,
      approvalId,
      approved: false,
    });
    const after = await readAnswer(response, message);
    await ended;
    expect(await openTitles()).toEqual(['A', 'B']);
    expect(after.message.parts.find((part) => part.type === 'tool-delete_task')).toMatchObject({
      state: 'output-denied',
    });
    expect(deciding.model.prompts[0]).toContain('execution-denied');
    const { prompts } = await hear(ann, 'fine', { text: 'Good.' });
    expect(prompts[0]).toContain('Nothing was deleted.');
    expect(await thread(ann)).toHaveLength(4);
  });

  it('cannot be given in a conversation that is in the trash', async () => {
    const { approvalId } = await asked('A', 'B');
    await deleteConversation(ann, conversationId, clock.now);
    const decision = { conversationId, approvalId, approved: true };
    await expect(decide(asker(ann), decision)).rejects.toMatchObject({ status: 404 });
    expect(await openTitles()).toEqual(['A', 'B']);
  });

  it('cannot be given twice, by a stranger, or through another conversation', async () => {
    const { approvalId } = await asked('A', 'B');
    const decision = { conversationId, approvalId, approved: true };
    await expect(decide(asker(bob), decision)).rejects.toMatchObject({ status: 404 });
    await expect(
      decide(asker(ann), { ...decision, conversationId: uuidv4() }),
    ).rejects.toMatchObject({ status: 404 });
    const { response, ended } = await decide(asker(ann, { text: 'Gone.' }), decision);
    await readAnswer(response);
    await ended;
    await expect(decide(asker(ann), decision)).rejects.toMatchObject({ status: 409 });
    await expect(decide(asker(ann), { ...decision, approved: false })).rejects.toMatchObject({
      status: 409,
    });
  });

  it('counts over the whole turn, so that many small calls are no way around it', async () => {
    const [a, b] = await idsOf('A', 'B');
    const { message } = await hear(ann, 'delete both', {
      calls: [
        { id: 'one', name: 'delete_task', input: { ids: [a] } },
        { id: 'two', name: 'delete_task', input: { ids: [b] } },
      ],
    });
    expect(
      message.parts.filter((part) => part.type === 'tool-delete_task').map(({ state }) => state),
    ).toEqual(['output-available', 'approval-requested']);
    expect(await openTitles()).toEqual(['B']);
  });

  it('is needed to change six tasks, not five', async () => {
    const ids = await idsOf('1', '2', '3', '4', '5', '6');
    const five = await hear(
      ann,
      'five',
      { calls: [{ id: 'c', name: 'complete_task', input: { ids: ids.slice(0, 5) } }] },
      { text: 'Done.' },
    );
    expect(five.message.parts[1]).toMatchObject({ state: 'output-available' });
    const six = await hear(ann, 'six', {
      calls: [{ id: 'r', name: 'reopen_task', input: { ids } }],
    });
    expect(six.message.parts[1]).toMatchObject({
      state: 'approval-requested',
      approval: { requestReason: 'This changes 6 tasks.' },
    });
  });

  it('lapses when something else is said instead', async () => {
    const { approvalId } = await asked('A', 'B');
    await hear(ann, 'wait, what is due?', { text: 'Nothing.' });
    await expect(
      decide(asker(ann), { conversationId, approvalId, approved: true }),
    ).rejects.toMatchObject({ status: 409 });
    expect(await openTitles()).toEqual(['A', 'B']);
  });
});

describe('limits', () => {
  it('give 429 with the seconds to wait after thirty answers in a minute', async () => {
    for (let turn = 0; turn < 30; turn += 1) await hear(ann, `turn ${turn}`, { text: 'ok' });
    const now = say(asker(ann), { conversationId, messageId: uuidv4(), text: 'one more' });
    await expect(now).rejects.toMatchObject({
      status: 429,
      headers: { 'Retry-After': expect.stringMatching(/^\d+$/) },
    });
    await hear(bob, 'mine', { text: 'ok' });
  });

  it('end a model that calls tools without end', async () => {
    const forever = Array.from({ length: 20 }, () => ({
      calls: [{ name: 'list_tasks', input: {} }],
    }));
    const { message } = await hear(ann, 'loop', ...forever);
    expect(message.parts.filter((part) => part.type === 'tool-list_tasks')).toHaveLength(12);
    expect(message.parts.at(-1)).toMatchObject({
      text: expect.stringContaining('stopped after 12 steps'),
    });
    expect(message.metadata?.status).toBe('complete');
    expect((await thread(ann)).at(-1)?.parts).toEqual(withoutState(message.parts));
  });

  it('end a model that never answers, in words', async () => {
    const patient = {
      ...asker(ann, { waits: true }),
      patience: { firstChunkMs: 50, chunkMs: 50, totalMs: 200 },
    };
    const { response } = await say(patient, {
      conversationId,
      messageId: uuidv4(),
      text: 'hello?',
    });
    const { message } = await readAnswer(response);
    expect(message.metadata).toMatchObject({
      status: 'failed',
      error: expect.stringContaining('did not answer in time'),
    });
  });
});

describe('a crash', () => {
  it('leaves an answer that becomes interrupted, with what it had, and can be retried', async () => {
    const messageId = uuidv4();
    await hear(ann, 'first', { text: 'ok' });
    const begun = new Date(clock.now.getTime() - 60_000);
    await ann.run(async (tx) => {
      const own = { userId: ann.userId, conversationId };
      await tx.insert(messages).values([
        {
          ...own,
          id: messageId,
          role: 'user',
          status: 'complete',
          content: 'add rope',
          createdAt: new Date(clock.now.getTime() + 10),
        },
        {
          ...own,
          parentId: messageId,
          role: 'assistant',
          status: 'streaming',
          content: 'I was about',
          heartbeatAt: begun,
          createdAt: new Date(clock.now.getTime() + 11),
        },
      ]);
    });
    expect((await thread(ann)).at(-1)).toMatchObject({
      metadata: { status: 'interrupted' },
      parts: [{ type: 'step-start' }, { text: 'I was about' }],
    });
    const retry = await say(asker(ann, adding('Rope'), { text: 'Added.' }), {
      conversationId,
      messageId,
      text: 'add rope',
    });
    await readAnswer(retry.response);
    await retry.ended;
    expect(await openTitles()).toEqual(['Rope']);
    expect((await thread(ann)).at(-1)?.metadata?.status).toBe('complete');
  });
});

describe("somebody else's conversation", () => {
  it("is empty to read, and the same id is a new conversation of one's own", async () => {
    await hear(ann, 'my secret', { text: 'Safe.' });
    expect(await thread(bob)).toEqual([]);
    const nosy = asker(bob, { text: 'Hello.' });
    const { response, ended } = await say(nosy, {
      conversationId,
      messageId: uuidv4(),
      text: 'what did Ann say?',
    });
    await readAnswer(response);
    await ended;
    expect(nosy.model.prompts[0]).not.toContain('my secret');
    expect(await thread(ann)).toHaveLength(2);
  });
});

/** Parts as they are after a reload: nothing streams, approvals carry no reason of the stream. */
function withoutState(parts: Awaited<ReturnType<typeof readAnswer>>['message']['parts']) {
  return parts.map((part) =>
    part.type === 'text' ? { type: 'text', text: part.text, state: 'done' } : part,
  );
}

async function waitFor(condition: () => Promise<boolean>) {
  for (let tries = 0; tries < 200; tries += 1) {
    if (await condition()) return;
    await new Promise((resolve) => setTimeout(resolve, 10));
  }
  throw new Error('It did not come true.');
}
