import { v4 as uuidv4 } from 'uuid';
import { describe, expect, it } from 'vitest';
import type { Scope } from '@/lib/scope';
import { readAnswer } from '../test/read-answer';
import type { ScriptedStep } from '../test/scripted-model';
import { adding, askerNow, openTitles, readThread, setUpTalk, storedCalls } from '../test/talk';
import { say } from '.';

const talk = setUpTalk();

const restarting = () =>
  Object.assign(new Error('terminating connection due to administrator command'), {
    code: '57P01',
  });

/**
 * Ann's scope on a database that goes away around transactions: `before` the work of the ones
 * numbered so (the first, 1, begins the turn), or `after` their commit, when only the answer is lost.
 */
function losing({ before = [], after = [] }: { before?: number[]; after?: number[] }): Scope {
  let count = 0;
  return {
    userId: talk.ann.userId,
    async run(work) {
      count += 1;
      const turn = count;
      if (before.includes(turn)) throw restarting();
      const result = await talk.ann.run(work);
      if (after.includes(turn)) throw restarting();
      return result;
    },
  };
}

async function ask(scope: Scope, ...steps: ScriptedStep[]) {
  const { conversationId } = talk;
  const asking = askerNow(scope, ...steps);
  const { response, ended } = await say(asking, {
    conversationId,
    messageId: uuidv4(),
    text: 'add rope',
  });
  const { message } = await readAnswer(response);
  await ended;
  return { message, prompts: asking.model.prompts };
}

const lastAnswer = async () => (await readThread(talk.ann, talk, new Date())).at(-1);
const steps = () => [{ text: 'On it.', ...adding('Rope') }, { text: 'Added.' }];

describe('a database that restarts while an answer is written', () => {
  it.each([
    { moment: 'before a call has acted', lost: { before: [2, 3] } },
    { moment: 'just when a call has acted', lost: { after: [2] } },
  ])('$moment: the call acts once, and the answer goes on to its end', async ({ lost }) => {
    const { message, prompts } = await ask(losing(lost), ...steps());
    expect(message.metadata?.status).toBe('complete');
    expect(prompts[1]).toContain('batch_id');
    expect(await openTitles(talk.ann)).toEqual(['Rope']);
    expect((await storedCalls(talk.ann)).map(({ state }) => state)).toEqual(['succeeded']);
    expect((await lastAnswer())?.metadata?.status).toBe('complete');
  });

  it.each([
    { moment: 'before the end is saved', lost: { before: [2, 3, 4] } },
    { moment: 'just when the end is saved', lost: { after: [2] } },
  ])('$moment: it is saved all the same, and told as it is', async ({ lost }) => {
    const { message } = await ask(losing(lost), { text: 'Hello.' });
    expect(message.metadata?.status).toBe('complete');
    expect(await lastAnswer()).toMatchObject({
      metadata: { status: 'complete' },
      parts: [{}, { text: 'Hello.' }],
    });
  });
});
