import { v4 as uuidv4 } from 'uuid';
import { afterEach, describe, expect, it, vi } from 'vitest';
import { readAnswer } from '../test/read-answer';
import { adding, asker, hear, readThread, setUpTalk, withoutState } from '../test/talk';
import { say } from '.';

const talk = setUpTalk();

afterEach(() => {
  vi.restoreAllMocks();
});

describe('limits', () => {
  it('give 429 with the seconds to wait after thirty answers in a minute', async () => {
    for (let turn = 0; turn < 30; turn += 1)
      await hear(talk, talk.ann, `turn ${turn}`, { text: 'ok' });
    const now = say(asker(talk.ann), {
      conversationId: talk.conversationId,
      messageId: uuidv4(),
      text: 'one more',
    });
    await expect(now).rejects.toMatchObject({
      status: 429,
      headers: { 'Retry-After': expect.stringMatching(/^\d+$/) },
    });
    await hear(talk, talk.bob, 'mine', { text: 'ok' });
  });

  it('end a model that calls tools without end', async () => {
    const forever = Array.from({ length: 20 }, () => ({
      calls: [{ name: 'list_tasks', input: {} }],
    }));
    const { message } = await hear(talk, talk.ann, 'loop', ...forever);
    expect(message.parts.filter((part) => part.type === 'tool-list_tasks')).toHaveLength(12);
    expect(message.parts.at(-1)).toMatchObject({
      text: expect.stringContaining('stopped after 12 steps'),
    });
    expect(message.metadata?.status).toBe('complete');
    expect((await readThread(talk.ann, talk)).at(-1)?.parts).toEqual(withoutState(message.parts));
  });

  it.each([
    ['its first word', { firstChunkMs: 50, chunkMs: 50, totalMs: 10_000 }],
    ['its end', { firstChunkMs: 10_000, chunkMs: 10_000, totalMs: 100 }],
  ])('end a model that never comes to %s, in words', async (_, patience) => {
    const patient = { ...asker(talk.ann, { waits: true }), patience };
    const { response } = await say(patient, {
      conversationId: talk.conversationId,
      messageId: uuidv4(),
      text: 'hello?',
    });
    const { message } = await readAnswer(response);
    expect(message.metadata).toMatchObject({
      status: 'failed',
      error: expect.stringContaining('did not answer in time'),
    });
  });

  it('leave nothing behind: a timer that can not be taken back holds a request for minutes', async () => {
    const timeout = vi.spyOn(AbortSignal, 'timeout');
    const clear = vi.spyOn(globalThis, 'clearTimeout');
    const set = vi.spyOn(globalThis, 'setTimeout');
    await hear(talk, talk.ann, 'add milk', adding('Milk'), { text: 'Added.' });
    expect(timeout).not.toHaveBeenCalled();
    const long = set.mock.results.filter((_, i) => (set.mock.calls[i]?.[1] ?? 0) >= 60_000);
    const cleared = clear.mock.calls.map(([timer]) => timer);
    expect(long.length).toBeGreaterThan(0);
    expect(long.filter(({ value }) => !cleared.includes(value))).toEqual([]);
  });
});
