import { and, eq } from 'drizzle-orm';
import { v4 as uuidv4 } from 'uuid';
import { describe, expect, it } from 'vitest';
import { messages } from '@/db/schema';
import { deleteConversation } from '@/lib/conversations';
import { readAnswer } from '../test/read-answer';
import type { ScriptedStep } from '../test/scripted-model';
import {
  adding,
  askerNow,
  inAnotherProcess,
  openTitles,
  readThread,
  setUpTalk,
  waitFor,
  withoutState,
} from '../test/talk';
import { followAnswer, say, stopAnswer } from '.';

const talk = setUpTalk();

/** A step that goes on when it is let go. */
function held(step: ScriptedStep) {
  const { promise, resolve } = Promise.withResolvers<void>();
  return { step: { ...step, before: () => promise }, letGo: resolve };
}

function ask(...steps: ScriptedStep[]) {
  const { ann, conversationId } = talk;
  return say(askerNow(ann, ...steps), { conversationId, messageId: uuidv4(), text: 'go' });
}

async function follow(scope = talk.ann) {
  const response = await followAnswer(scope, talk.conversationId);
  if (!response) throw new Error('Nothing runs.');
  return response;
}

const thread = () => readThread(talk.ann, talk, new Date());
const savedText = async () => JSON.stringify((await thread()).at(-1)?.parts ?? []);

describe.each([
  { where: 'in the same process', elsewhere: false },
  { where: 'from another process', elsewhere: true },
])('a second tab $where', ({ elsewhere }) => {
  const openTab = () => (elsewhere ? inAnotherProcess(follow) : follow());

  it('gets all of the answer so far and then the rest, with its end', async () => {
    const last = held({ text: 'Both are on your list.' });
    const { response, ended } = await ask(
      { text: 'Let me add those.', ...adding('Milk', 'Eggs') },
      last.step,
    );
    const first = readAnswer(response);
    await waitFor(async () => (await openTitles(talk.ann)).length === 2);
    const tab = readAnswer(await openTab());
    last.letGo();
    const [told, followed] = await Promise.all([first, tab]);
    await ended;
    expect(withoutState(followed.message.parts)).toEqual(withoutState(told.message.parts));
    expect(withoutState(followed.message.parts)).toEqual((await thread()).at(-1)?.parts);
    expect(followed.message).toMatchObject({
      id: told.message.id,
      metadata: { status: 'complete', model: 'scripted' },
    });
    expect(followed.message.parts.map(({ type }) => type)).toEqual([
      'step-start',
      'text',
      'tool-add_task',
      'step-start',
      'text',
    ]);
  });

  it('shows words and what was done while the answer is still being written', async () => {
    const last = held({ text: 'Done.' });
    const { ended } = await ask({ text: 'Adding', ...adding('Milk') }, last.step);
    const reader = (await openTab()).body?.pipeThrough(new TextDecoderStream()).getReader();
    let seen = '';
    await waitFor(async () => {
      seen += (await reader?.read())?.value ?? '';
      return seen.includes('Adding') && seen.includes('tool-output-available');
    });
    expect(seen).not.toContain('"finish"');
    await reader?.cancel();
    last.letGo();
    await ended;
    expect((await thread()).at(-1)?.metadata?.status).toBe('complete');
  });

  it('is told that the answer was stopped', async () => {
    const { response, ended } = await ask({ text: 'Thinking about ', waits: true });
    const first = readAnswer(response);
    const tab = readAnswer(await openTab());
    await waitFor(async () => (await savedText()).includes('Thinking about'));
    await stopAnswer(talk.ann, talk.conversationId, new Date());
    expect((await first).message.metadata?.status).toBe('stopped');
    const { message } = await tab;
    expect(message.metadata?.status).toBe('stopped');
    expect(withoutState(message.parts)).toEqual([
      { type: 'step-start' },
      { type: 'text', text: 'Thinking about ', state: 'done' },
    ]);
    await ended;
  });

  it('of somebody else gets nothing', async () => {
    const { ended } = await ask({ text: 'Secret', waits: true });
    const nosy = () => followAnswer(talk.bob, talk.conversationId);
    await expect(elsewhere ? inAnotherProcess(nosy) : nosy()).rejects.toMatchObject({
      status: 404,
    });
    await stopAnswer(talk.ann, talk.conversationId, new Date());
    await ended;
  });

  it('that never reads holds nobody up, and twenty that do get the same words', async () => {
    const words = Array.from({ length: 40 }, (_, at) => `word ${at} `).join('');
    const gate = held({ text: words });
    const { response, ended } = await ask(gate.step);
    const deaf = await openTab();
    const tabs: Response[] = [];
    for (let tab = 0; tab < 20; tab += 1) tabs.push(await openTab());
    const reading = Promise.all(tabs.map((tab) => readAnswer(tab)));
    gate.letGo();
    await ended;
    expect((await thread()).at(-1)?.parts).toMatchObject([{}, { text: words }]);
    for (const { message } of [...(await reading), await readAnswer(response)])
      expect(message.parts).toMatchObject([{ type: 'step-start' }, { text: words }]);
    // It gets everything when it wakes up after all.
    expect((await readAnswer(deaf)).message.parts.at(-1)).toMatchObject({ text: words });
  });
});

describe('following', () => {
  it('says that nothing runs when the answer is done, and knows no conversation in the trash', async () => {
    const { response, ended } = await ask({ text: 'Hi.' });
    await readAnswer(response);
    await ended;
    expect(await followAnswer(talk.ann, talk.conversationId)).toBeNull();
    await deleteConversation(talk.ann, talk.conversationId, new Date());
    await expect(followAnswer(talk.ann, talk.conversationId)).rejects.toMatchObject({
      status: 404,
    });
    await expect(followAnswer(talk.ann, uuidv4())).rejects.toMatchObject({ status: 404 });
  });

  it('an answer whose process is gone tells what it had, and that it was interrupted', async () => {
    await storeRunning(new Date(Date.now() - 60_000));
    const { message } = await readAnswer(await follow());
    expect(message).toMatchObject({
      metadata: { status: 'interrupted' },
      parts: [{ type: 'step-start' }, { text: 'I was about' }],
    });
    expect(await followAnswer(talk.ann, talk.conversationId)).toBeNull();
  });

  it('an answer whose process dies meanwhile ends as interrupted, and a retry goes on', async () => {
    const messageId = await storeRunning(new Date(Date.now() - 19_500));
    const { message } = await readAnswer(await follow());
    expect(message.metadata?.status).toBe('interrupted');
    const { ann, conversationId } = talk;
    const retry = await say(askerNow(ann, adding('Rope'), { text: 'Added.' }), {
      conversationId,
      messageId,
      text: 'add rope',
    });
    expect((await readAnswer(retry.response)).message.metadata?.status).toBe('complete');
    await retry.ended;
    expect(await openTitles(ann)).toEqual(['Rope']);
  });

  it('an answer that is taken up again elsewhere ends without an end, to be followed anew', async () => {
    await storeRunning(new Date());
    const chunks = readAnswer(await follow());
    await talk.ann.run((tx) =>
      tx
        .update(messages)
        .set({ attempt: 2 })
        .where(and(eq(messages.userId, talk.ann.userId), eq(messages.status, 'streaming'))),
    );
    expect((await chunks).chunks.map(({ type }) => type)).not.toContain('finish');
    await stopAnswer(talk.ann, talk.conversationId, new Date());
  });

  /** An answer in the database that no process writes, last heard of at `heartbeatAt`. */
  async function storeRunning(heartbeatAt: Date): Promise<string> {
    const { ann, conversationId } = talk;
    const { response, ended } = await ask({ text: 'Hi.' });
    await readAnswer(response);
    await ended;
    const messageId = uuidv4();
    const own = { userId: ann.userId, conversationId };
    await ann.run((tx) =>
      tx.insert(messages).values([
        { ...own, id: messageId, role: 'user', status: 'complete', content: 'add rope' },
        {
          ...own,
          parentId: messageId,
          role: 'assistant',
          status: 'streaming',
          content: 'I was about',
          heartbeatAt,
          createdAt: new Date(Date.now() + 10),
        },
      ]),
    );
    return messageId;
  }
});
