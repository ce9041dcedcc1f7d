import { eq } from 'drizzle-orm';
import { v4 as uuidv4, v7 as uuidv7 } from 'uuid';
import { describe, expect, it } from 'vitest';
import { conversationMetadata } from '@/db/schema';
import { addTasks, listTasks, taskHistory, undo } from '@/lib/tasks';
import { readAnswer } from '../test/read-answer';
import {
  adding,
  asker,
  clock,
  hear,
  idsOf,
  openTitles,
  readThread,
  setUpTalk,
  storedCalls,
  withoutState,
} from '../test/talk';
import { say } from '.';

const talk = setUpTalk();

describe('an answer', () => {
  it('is saved word for word as it was streamed: text, calls, and their order', async () => {
    const { message } = await hear(
      talk,
      talk.ann,
      'add milk and eggs',
      { text: 'Let me add those.', ...adding('Milk', 'Eggs') },
      { calls: [{ id: 'list', name: 'list_tasks', input: { due: 'none' } }] },
      { text: 'Both are on your list.' },
    );
    const [question, saved] = await readThread(talk.ann, talk);
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
    expect((await storedCalls(talk.ann)).map(({ actionTaken }) => actionTaken)).toEqual([
      'Added “Milk”. Added “Eggs”.',
      null,
    ]);
    expect(saved?.metadata).toMatchObject({ status: 'complete', model: 'scripted' });
  });

  it('is kept also when a model babbles on, or writes what no database keeps', async () => {
    await hear(talk, talk.ann, 'hello', { text: `Good\0 morning. S${'o'.repeat(210_000)}` });
    const [, saved] = await readThread(talk.ann, talk);
    expect(saved?.metadata).toMatchObject({ status: 'complete' });
    const [part] = saved?.parts.filter(({ type }) => type === 'text') ?? [];
    if (part?.type !== 'text') throw new Error('The answer has no text.');
    expect(part.text).toMatch(/^Good morning\. Soo/);
    expect(part.text).toHaveLength(200_000);
  });

  it('counts what happened in the conversation', async () => {
    const [id = ''] = await idsOf(talk.ann, 'Old one');
    await hear(
      talk,
      talk.ann,
      'do it',
      adding('New one'),
      {
        calls: [{ id: 'done', name: 'complete_task', input: { ids: [id] } }],
      },
      { text: 'Done.' },
    );
    const [counters] = await talk.ann.run((tx) =>
      tx
        .select()
        .from(conversationMetadata)
        .where(eq(conversationMetadata.userId, talk.ann.userId)),
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
    await hear(talk, talk.ann, 'add tea', adding('Tea'), { text: 'Done.' });
    const [, answer] = await readThread(talk.ann, talk);
    expect(await taskHistory(talk.ann, { limit: 5 })).toMatchObject([
      { actor: 'assistant', update_type: 'added', batch_id: answer?.id },
    ]);
  });

  it('says of itself when what it did has been taken back', async () => {
    await hear(talk, talk.ann, 'add tea', adding('Tea'), { text: 'Done.' });
    const undone = async () => (await readThread(talk.ann, talk))[1]?.metadata?.undone ?? false;
    expect(await undone()).toBe(false);
    const batch = (await readThread(talk.ann, talk))[1]?.id ?? '';
    await undo(talk.ann, { actor: 'user', batchId: uuidv7(), clock }, batch);
    expect(await undone()).toBe(true);
  });

  it('goes on to its end when the reader leaves after the first chunk', async () => {
    const { response, ended } = await say(
      asker(talk.ann, adding('Left behind'), { text: 'Added it.' }),
      {
        conversationId: talk.conversationId,
        messageId: uuidv4(),
        text: 'add left behind',
      },
    );
    await response.body?.cancel();
    await ended;
    expect(await openTitles(talk.ann)).toEqual(['Left behind']);
    expect((await readThread(talk.ann, talk)).at(-1)).toMatchObject({
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
    await hear(talk, talk.ann, 'hello', {
      before: async () => {
        seen = (await readThread(talk.ann, talk)).length;
      },
      text: 'Hi.',
    });
    expect(seen).toBe(2);
  });

  it('sees the earlier conversation, and only this one', async () => {
    await hear(talk, talk.ann, 'remember the teapot', { text: 'I will.' });
    const second = asker(talk.ann, { text: 'The teapot.' });
    const { response } = await say(second, {
      conversationId: talk.conversationId,
      messageId: uuidv4(),
      text: 'what was it?',
    });
    await readAnswer(response);
    expect(second.model.prompts[0]).toContain('remember the teapot');
    const other = asker(talk.ann, { text: 'Nothing.' });
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
      talk,
      talk.ann,
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
    expect(await openTitles(talk.ann)).toEqual(['Tea']);
    expect((await storedCalls(talk.ann)).map(({ state }) => state).sort()).toEqual([
      'failed',
      'succeeded',
    ]);
    expect((await readThread(talk.ann, talk))[1]?.parts).toEqual(withoutState(message.parts));
  });

  it('that names a tool which does not exist, or no JSON at all, does not end the conversation', async () => {
    const { message } = await hear(
      talk,
      talk.ann,
      'do magic',
      { calls: [{ id: 'x', name: 'send_email', input: {} }] },
      { text: 'I cannot do that.' },
    );
    expect(message.metadata?.status).toBe('complete');
    expect((await readThread(talk.ann, talk)).at(-1)?.metadata?.status).toBe('complete');
    await hear(talk, talk.ann, 'and now?', { text: 'Still here.' });
  });

  it('with ids of somebody else changes nothing and says that there is no such task', async () => {
    const {
      tasks: [theirs],
    } = await addTasks(talk.bob, { actor: 'user', batchId: uuidv7(), clock }, [
      { title: 'Of Bob' },
    ]);
    const { prompts } = await hear(
      talk,
      talk.ann,
      'delete it',
      {
        calls: [{ id: 'd', name: 'delete_task', input: { ids: [theirs?.id] } }],
      },
      { text: 'There is no such task.' },
    );
    expect(prompts[1]).toContain('There is no task with this id.');
    expect((await listTasks(talk.bob, {}, clock)).tasks).toHaveLength(1);
  });
});

describe("somebody else's conversation", () => {
  it("is empty to read, and the same id is a new conversation of one's own", async () => {
    await hear(talk, talk.ann, 'my secret', { text: 'Safe.' });
    expect(await readThread(talk.bob, talk)).toEqual([]);
    const nosy = asker(talk.bob, { text: 'Hello.' });
    const { response, ended } = await say(nosy, {
      conversationId: talk.conversationId,
      messageId: uuidv4(),
      text: 'what did Ann say?',
    });
    await readAnswer(response);
    await ended;
    expect(nosy.model.prompts[0]).not.toContain('my secret');
    expect(await readThread(talk.ann, talk)).toHaveLength(2);
  });
});
