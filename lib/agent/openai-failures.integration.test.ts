import { v4 as uuidv4 } from 'uuid';
import { describe, expect, it } from 'vitest';
import type { ServedStep } from './test/model-server';
import {
  adding,
  KEY,
  meetAnn,
  openTitles,
  protocols,
  server,
  talkOver,
  thread,
} from './test/openai-talk';

meetAnn();

describe.each(protocols)('when it fails over the %s protocol', (protocol) => {
  const { hear } = talkOver(protocol);

  const error = { message: `Incorrect key ${KEY} for add milk`, type: 'error' };
  const faults: [name: string, fault: ServedStep, words: string][] = [
    ['the key is refused', { error, status: 401 }, 'refused the key'],
    ['it does not know the model', { error, status: 404 }, 'does not exist'],
    ['it has a fault', { error, status: 500 }, 'fault of its own'],
    ['it is too busy', { error, status: 429, retryAfter: 30 }, 'Retry in 30 seconds'],
    [
      'its account is used up',
      { error: { ...error, code: 'insufficient_quota' }, status: 429 },
      'account is used up',
    ],
    [
      'the connection is cut in the middle of a sentence',
      {
        content: 'Milk is on your list, and I will never lie about it.',
        how: { chunkSize: 5, truncateAfterChunks: 4, latency: 5 },
      },
      'broke off',
    ],
    [
      'the connection is cut in the middle of a call',
      { ...adding('Eggs'), how: { chunkSize: 5, truncateAfterChunks: 6, latency: 5 } },
      'broke off',
    ],
  ];

  it.each(faults)(
    'because %s, that is said in words and a retry does no work twice',
    async (_, fault, words) => {
      const messageId = uuidv4();
      server.script({ content: 'On it. ', ...adding('Milk') }, fault);
      const { message } = await hear('add milk for my secret guest', messageId);
      expect(message.metadata).toMatchObject({
        status: 'failed',
        error: expect.stringContaining(words),
      });
      expect(message.metadata?.error).toContain('Your message is saved: press Retry');
      const [question, saved] = await thread();
      expect(question?.parts).toMatchObject([{ text: 'add milk for my secret guest' }]);
      expect(saved?.metadata?.error).toBe(message.metadata?.error);
      for (const secret of [KEY, new URL(server.url).host, 'secret guest'])
        expect(saved?.metadata?.error).not.toContain(secret);
      expect(await openTitles()).toEqual(['Milk']);

      server.script({ content: 'Milk is on your list.' });
      const again = await hear('add milk for my secret guest', messageId);
      expect(again.message.metadata?.status).toBe('complete');
      expect(JSON.stringify(server.requests()[0]?.body)).toContain('batch_id');
      expect(await openTitles()).toEqual(['Milk']);
      const after = await thread();
      expect(after).toHaveLength(2);
      expect(after[1]?.metadata?.error).toBeUndefined();
      expect(after[1]?.parts).toEqual(again.message.parts.map(settled));
    },
  );

  it('for a moment only, it is asked again, not before the time it names', async () => {
    server.script(
      { error, status: 429, retryAfter: 1 },
      { error, status: 503 },
      { content: 'Here I am.' },
    );
    const begun = Date.now();
    const { message } = await hear('hello?');
    expect(Date.now() - begun).toBeGreaterThan(1000 + 2000 - 50);
    expect(message.metadata?.status).toBe('complete');
    expect(server.turns()).toHaveLength(3);
  });
});

/** A part as it is after a reload: without what the stream alone knows. */
function settled<Part extends { type: string }>(part: Part) {
  const { providerMetadata, ...kept } = { providerMetadata: undefined, ...part };
  return JSON.parse(JSON.stringify(part.type === 'text' ? { ...kept, state: 'done' } : kept));
}
