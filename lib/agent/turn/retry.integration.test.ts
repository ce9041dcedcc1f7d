import { v4 as uuidv4 } from 'uuid';
import { describe, expect, it } from 'vitest';
import { messages } from '@/db/schema';
import { testClock } from '@/lib/test-clock';
import { readAnswer } from '../test/read-answer';
import {
  adding,
  asker,
  clock,
  hear,
  openTitles,
  readThread,
  setUpTalk,
  withoutState,
} from '../test/talk';
import { say, stopAnswer } from '.';

const talk = setUpTalk();

describe('the same message sent again', () => {
  const again = { messageId: uuidv4(), text: 'add soap' };

  it('makes no second message and acts no second time', async () => {
    const first = await say(asker(talk.ann, adding('Soap'), { text: 'Added soap.' }), {
      conversationId: talk.conversationId,
      ...again,
    });
    const told = await readAnswer(first.response);
    await first.ended;
    const silent = asker(talk.ann);
    const second = await say(silent, { conversationId: talk.conversationId, ...again });
    const retold = await readAnswer(second.response);
    expect(retold.message.parts).toEqual(withoutState(told.message.parts));
    expect(silent.model.prompts).toEqual([]);
    expect(await openTitles(talk.ann)).toEqual(['Soap']);
    expect(await readThread(talk.ann, talk)).toHaveLength(2);
  });

  it('is refused with other words, or in another conversation, or while it is answered', async () => {
    const { response, ended } = await say(asker(talk.ann, { text: 'x', waits: true }), {
      conversationId: talk.conversationId,
      ...again,
    });
    await expect(
      say(asker(talk.ann), { conversationId: talk.conversationId, ...again }),
    ).rejects.toMatchObject({
      status: 409,
    });
    await stopAnswer(talk.ann, talk.conversationId, clock.now);
    await readAnswer(response);
    await ended;
    await expect(
      say(asker(talk.ann), { conversationId: talk.conversationId, ...again, text: 'add soup' }),
    ).rejects.toMatchObject({ status: 409 });
    await expect(
      say(asker(talk.ann), { conversationId: uuidv4(), ...again }),
    ).rejects.toMatchObject({
      status: 409,
    });
  });

  it('goes on from what was done when the answer broke off', async () => {
    const broken = await say(
      asker(
        talk.ann,
        { text: 'On it. ', ...adding('Soap') },
        { text: 'I have ad', fault: new Error('cut') },
      ),
      { conversationId: talk.conversationId, ...again },
    );
    const cut = await readAnswer(broken.response);
    await broken.ended;
    expect(cut.message.metadata).toMatchObject({
      status: 'failed',
      error: expect.stringContaining('broke off'),
    });
    expect((await readThread(talk.ann, talk)).at(-1)?.parts.at(-1)).toMatchObject({
      text: 'I have ad',
    });

    const retrying = asker(talk.ann, { text: 'Soap is on your list.' });
    const retry = await say(retrying, { conversationId: talk.conversationId, ...again });
    const told = await readAnswer(retry.response);
    await retry.ended;
    expect(retrying.model.prompts[0]).toContain('batch_id');
    expect(retrying.model.prompts[0]).not.toContain('I have ad');
    expect(told.message.parts).toEqual((await readThread(talk.ann, talk)).at(-1)?.parts);
    expect(await openTitles(talk.ann)).toEqual(['Soap']);
    const messages = await readThread(talk.ann, talk);
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
    const older = await say(asker(talk.ann, { before: () => held, ...adding('From the older') }), {
      conversationId: talk.conversationId,
      ...first,
    });
    await stopAnswer(talk.ann, talk.conversationId, clock.now);
    const newer = await say(
      asker(talk.ann, { text: 'New.', ...adding('Newer') }, { text: ' Done.' }),
      {
        conversationId: talk.conversationId,
        ...first,
      },
    );
    letGo();
    await Promise.all([readAnswer(older.response), readAnswer(newer.response)]);
    await Promise.all([older.ended, newer.ended]);
    expect(await openTitles(talk.ann)).toEqual(['Newer']);
    expect((await readThread(talk.ann, talk)).at(-1)?.metadata?.status).toBe('complete');
  });

  it('is the last one of its conversation: an older one is not taken up again', async () => {
    const broken = { conversationId: talk.conversationId, messageId: uuidv4(), text: 'break' };
    const cut = await say(asker(talk.ann, { fault: new Error('cut') }), broken);
    await readAnswer(cut.response);
    await cut.ended;
    await hear(talk, talk.ann, 'something else', { text: 'Fine.' });
    await expect(say(asker(talk.ann), broken)).rejects.toMatchObject({ status: 409 });
    expect((await readThread(talk.ann, talk)).at(-1)?.parts.at(-1)).toMatchObject({
      text: 'Fine.',
    });
  });

  it('is not tried again and again without a pause', async () => {
    const broken = { conversationId: talk.conversationId, messageId: uuidv4(), text: 'break' };
    const now = new Date();
    const outcomes: (number | 'ran')[] = [];
    for (let turn = 0; turn < 5; turn += 1) {
      const asking = {
        ...asker(talk.ann, { fault: new Error('cut') }),
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
      say(asker(talk.ann, { text: 'One.' }), {
        conversationId: talk.conversationId,
        messageId: uuidv4(),
        text: 'one',
      }),
      say(asker(talk.ann, { text: 'Two.' }), {
        conversationId: talk.conversationId,
        messageId: uuidv4(),
        text: 'two',
      }),
    ]);
    for (const result of results) {
      if (result.status === 'fulfilled') await result.value.ended;
      else expect(result.reason).toMatchObject({ status: 409 });
    }
    const saved = await readThread(talk.ann, talk);
    expect(saved.length).toBe(2 * results.filter(({ status }) => status === 'fulfilled').length);
  });
});

describe('a crash', () => {
  it('leaves an answer that becomes interrupted, with what it had, and can be retried', async () => {
    const messageId = uuidv4();
    await hear(talk, talk.ann, 'first', { text: 'ok' });
    const begun = new Date(clock.now.getTime() - 60_000);
    await talk.ann.run(async (tx) => {
      const own = { userId: talk.ann.userId, conversationId: talk.conversationId };
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
    expect((await readThread(talk.ann, talk)).at(-1)).toMatchObject({
      metadata: { status: 'interrupted' },
      parts: [{ type: 'step-start' }, { text: 'I was about' }],
    });
    const retry = await say(asker(talk.ann, adding('Rope'), { text: 'Added.' }), {
      conversationId: talk.conversationId,
      messageId,
      text: 'add rope',
    });
    await readAnswer(retry.response);
    await retry.ended;
    expect(await openTitles(talk.ann)).toEqual(['Rope']);
    expect((await readThread(talk.ann, talk)).at(-1)?.metadata?.status).toBe('complete');
  });
});
