import { eq } from 'drizzle-orm';
import { v4 as uuidv4 } from 'uuid';
import { describe, expect, it } from 'vitest';
import { toolCalls } from '@/db/schema';
import type { Scope } from '@/lib/scope';
import { readAnswer } from '../test/read-answer';
import type { ScriptedStep } from '../test/scripted-model';
import {
  adding,
  asker,
  clock,
  hear,
  inAnotherProcess,
  openTitles,
  readThread,
  setUpTalk,
  storedCalls,
  waitFor,
} from '../test/talk';
import { say, stopAnswer } from '.';

const talk = setUpTalk();

const thread = () => readThread(talk.ann, talk);
const stop = (scope = talk.ann) => stopAnswer(scope, talk.conversationId, clock.now);

function ask(...steps: ScriptedStep[]) {
  return askAs(talk.ann, uuidv4(), ...steps);
}

function askAs(scope: Scope, messageId: string, ...steps: ScriptedStep[]) {
  const { conversationId } = talk;
  return say(asker(scope, ...steps), { conversationId, messageId, text: 'think' });
}

describe('stop', () => {
  it('keeps the text, calls it stopped, and the next message works', async () => {
    const { response, ended } = await ask({ text: 'Thinking about ', waits: true });
    const reading = readAnswer(response);
    await waitFor(async () => (await thread()).length === 2);
    expect(await stop()).toBe(true);
    expect((await reading).message.metadata?.status).toBe('stopped');
    await ended;
    expect((await thread()).at(-1)).toMatchObject({
      metadata: { status: 'stopped' },
      parts: [{ type: 'step-start' }, { text: 'Thinking about ' }],
    });
    const next = await hear(talk, talk.ann, 'go on', { text: 'Here I am.' });
    expect(next.message.metadata?.status).toBe('complete');
  });

  it('from another process is on the row at once and heard within a second', async () => {
    const { response, ended } = await ask({ text: 'Thinking about ', waits: true });
    const reading = readAnswer(response);
    const begun = performance.now();
    expect(await inAnotherProcess(stop)).toBe(true);
    expect((await thread()).at(-1)?.metadata?.status).toBe('stopped');
    expect((await reading).message.metadata?.status).toBe('stopped');
    await ended;
    // A second, and what this machine is late.
    expect(performance.now() - begun).toBeLessThan(2_000);
    expect((await thread()).at(-1)).toMatchObject({
      metadata: { status: 'stopped' },
      parts: [{ type: 'step-start' }, { text: 'Thinking about ' }],
    });
  });

  it.each([
    { where: 'in this process', halt: () => stop() },
    { where: 'from another process', halt: () => inAnotherProcess(stop) },
  ])('before the first word works $where, and a call after it does nothing', async ({ halt }) => {
    const { response, ended } = await ask({
      before: async () => void (await halt()),
      ...adding('Too late'),
    });
    const { message } = await readAnswer(response);
    await ended;
    expect(message.metadata?.status).toBe('stopped');
    expect(await openTitles(talk.ann)).toEqual([]);
    expect((await thread()).at(-1)?.metadata?.status).toBe('stopped');
  });

  it('before the first word ends a model that hangs', async () => {
    const { response, ended } = await ask({ waits: true });
    expect(await stop()).toBe(true);
    expect((await readAnswer(response)).message.metadata?.status).toBe('stopped');
    await ended;
  });

  it('in the middle of a tool lets it finish, tells what it did, makes no other, and the next message works', async () => {
    let stopping: Promise<boolean> | undefined;
    const slow = slowly(talk.ann, async () => {
      stopping = stop();
      // Until the stop waits for the answer's row, which this call holds.
      await new Promise((resolve) => setTimeout(resolve, 1_000));
    });
    const { response, ended } = await askAs(
      slow,
      uuidv4(),
      {
        text: 'Adding both.',
        calls: [
          { id: 'one', name: 'add_task', input: { tasks: [{ title: 'One' }] } },
          { id: 'two', name: 'add_task', input: { tasks: [{ title: 'Two' }] } },
        ],
      },
      { text: 'Never said.' },
    );
    const { message } = await readAnswer(response);
    await ended;
    expect(await stopping).toBe(true);
    expect(message.metadata?.status).toBe('stopped');
    expect(await openTitles(talk.ann)).toEqual(['One']);
    expect((await storedCalls(talk.ann)).map(({ state }) => state)).toEqual(['succeeded']);
    const states = message.parts.map((part) => 'state' in part && part.state);
    expect(states).toContain('output-available');
    expect(states).not.toContain('input-available');
    expect((await thread()).at(-1)?.parts).toMatchObject([
      { type: 'step-start' },
      { text: 'Adding both.' },
      { state: 'output-available' },
    ]);
    const next = await hear(talk, talk.ann, 'and now?', { text: 'One was added.' });
    expect(next.message.metadata?.status).toBe('complete');
    expect(next.prompts[0]).toContain('batch_id');
  });

  it('of somebody else does nothing', async () => {
    const { response, ended } = await ask({ text: 'x', waits: true });
    expect(await stop(talk.bob)).toBe(false);
    expect(await stop()).toBe(true);
    await readAnswer(response);
    await ended;
  });
});

describe('a stop that overtakes its message', () => {
  it('waits for it, from whichever process, and stops its answer', async () => {
    const messageId = uuidv4();
    const stopping = inAnotherProcess(() =>
      stopAnswer(talk.ann, talk.conversationId, clock.now, messageId),
    );
    await new Promise((resolve) => setTimeout(resolve, 200));
    const { response, ended } = await askAs(talk.ann, messageId, { text: 'Hm ', waits: true });
    expect(await stopping).toBe(true);
    expect((await readAnswer(response)).message.metadata?.status).toBe('stopped');
    await ended;
  });

  it('leaves the answers to other messages alone, and those of other people', async () => {
    const messageId = uuidv4();
    const { response, ended } = await askAs(talk.ann, messageId, { text: 'Hm ', waits: true });
    const { conversationId } = talk;
    expect(
      await Promise.all([
        stopAnswer(talk.ann, conversationId, clock.now, uuidv4()),
        stopAnswer(talk.bob, conversationId, clock.now, messageId),
      ]),
    ).toEqual([false, false]);
    expect(await stopAnswer(talk.ann, conversationId, clock.now, messageId)).toBe(true);
    await readAnswer(response);
    await ended;
  });

  it('is over when its answer has ended already', async () => {
    const messageId = uuidv4();
    const { response, ended } = await askAs(talk.ann, messageId, { text: 'Done.' });
    await readAnswer(response);
    await ended;
    expect(await stopAnswer(talk.ann, talk.conversationId, clock.now, messageId)).toBe(false);
    expect((await thread()).at(-1)?.metadata?.status).toBe('complete');
  });
});

/** The same scope, whose first tool call takes as long as `during`, in the middle of its work. */
function slowly(scope: Scope, during: () => Promise<void>): Scope {
  let slow = true;
  return {
    userId: scope.userId,
    run: (work) =>
      scope.run(async (tx) => {
        const result = await work(tx);
        if (slow && (await tx.$count(toolCalls, eq(toolCalls.userId, scope.userId))) > 0) {
          slow = false;
          await during();
        }
        return result;
      }),
  };
}
