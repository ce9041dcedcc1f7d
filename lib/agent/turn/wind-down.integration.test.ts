import { v4 as uuidv4 } from 'uuid';
import { afterEach, describe, expect, it } from 'vitest';
import { readAnswer } from '../test/read-answer';
import type { ScriptedStep } from '../test/scripted-model';
import { adding, asker, openTitles, readThread, setUpTalk, waitFor } from '../test/talk';
import { say } from '.';
import { windDown } from './wind-down';

const talk = setUpTalk();

afterEach(() => {
  Object.assign(globalThis, { saydoWindsDown: undefined });
});

function ask(messageId: string, ...steps: ScriptedStep[]) {
  const { ann, conversationId } = talk;
  return say(asker(ann, ...steps), { conversationId, messageId, text: 'go' });
}

const lastAnswer = async () => (await readThread(talk.ann, talk)).at(-1);

describe('a server that is told to end', () => {
  it('lets an answer finish that is soon done', async () => {
    let letGo = () => {};
    const gate = new Promise<void>((resolve) => {
      letGo = resolve;
    });
    const { response, ended } = await ask(uuidv4(), { before: () => gate, text: 'Here it is.' });
    setTimeout(letGo, 100);
    await windDown();
    expect(await lastAnswer()).toMatchObject({
      metadata: { status: 'complete' },
      parts: [{}, { text: 'Here it is.' }],
    });
    expect((await readAnswer(response)).message.metadata?.status).toBe('complete');
    await ended;
  });

  it('ends a long one as interrupted with all of its text, and a retry repeats no call', async () => {
    const messageId = uuidv4();
    const { response, ended } = await ask(messageId, adding('Rope'), {
      text: 'And now I will ',
      waits: true,
    });
    const reading = readAnswer(response);
    await waitFor(async () => (await openTitles(talk.ann)).length === 1);
    await windDown({ grace: 50 });
    const { message } = await reading;
    await ended;
    expect(message.metadata).toMatchObject({ status: 'interrupted' });
    expect(await lastAnswer()).toMatchObject({ metadata: { status: 'interrupted' } });

    Object.assign(globalThis, { saydoWindsDown: undefined });
    const retry = await ask(messageId, { text: 'Rope is on your list.' });
    const told = await readAnswer(retry.response);
    await retry.ended;
    expect(told.message.parts.at(-1)).toMatchObject({ text: 'Rope is on your list.' });
    expect(await openTitles(talk.ann)).toEqual(['Rope']);
  });

  it('begins no new answer, and says when to try again', async () => {
    await windDown();
    await expect(ask(uuidv4())).rejects.toMatchObject({
      status: 503,
      body: { error: 'Saydo is restarting.' },
      headers: { 'Retry-After': '5' },
    });
    expect(await readThread(talk.ann, talk)).toEqual([]);
  });
});
