import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import type { SaydoMessage } from '@/lib/agent/message';
import type { Thread } from '@/lib/agent/thread';
import { RequestError } from '../layout/fetch-json';
import { createReader, pauseAfter, type ReaderDoors, SILENCE } from './answer-reader';

beforeEach(() => {
  vi.useFakeTimers();
});
afterEach(() => {
  vi.useRealTimers();
});

const unreachable = () => new RequestError(0, { error: 'Unreachable.', try_next: 'Wait.' });
const refusal = (status: number) => new RequestError(status, { error: 'No.', try_next: 'Wait.' });

type Status = NonNullable<SaydoMessage['metadata']>['status'];

function stored(status: Status, id = 'a'): Thread {
  const messages: SaydoMessage[] = [
    { id: 'q', role: 'user', parts: [], metadata: { status: 'complete' } },
    { id, role: 'assistant', parts: [{ type: 'text', text: 'so far' }], metadata: { status } },
  ];
  return { messages, previous_cursor: null, next_cursor: null };
}

const start = { type: 'start', messageId: 'a', messageMetadata: { status: 'streaming' } };
const finish = { type: 'finish', messageMetadata: { status: 'complete' } };
const words = (delta: string) => [
  { type: 'text-start', id: '0' },
  { type: 'text-delta', id: '0', delta },
];

/** A response with these chunks; `then` is how its connection goes on. */
function stream(chunks: object[], then: 'ends' | 'breaks' | 'hangs' = 'ends'): Response {
  const body = new ReadableStream<Uint8Array>({
    start(controller) {
      for (const chunk of chunks)
        controller.enqueue(new TextEncoder().encode(`data: ${JSON.stringify(chunk)}\n\n`));
      if (then === 'ends') controller.close();
      if (then === 'breaks') setTimeout(() => controller.error(new TypeError('network')), 100);
    },
  });
  return new Response(body);
}

function setUp(doors: Partial<ReaderDoors>) {
  const told: string[] = [];
  const shown: SaydoMessage[] = [];
  const ends = vi.fn();
  const frees = vi.fn();
  const reader = createReader({
    ask: async () => stream([start, ...words('Hello'), finish]),
    attach: async () => null,
    look: async () => stored('complete'),
    isRunning: () => false,
    show: (message) => shown.push(message),
    onStatus: (status) => told.push(status),
    onBegin: () => {},
    onEnd: ends,
    onFree: frees,
    wait: (ms) => new Promise((resolve) => setTimeout(resolve, ms)),
    ...doors,
  });
  const text = () =>
    shown
      .at(-1)
      ?.parts.map((part) => ('text' in part ? part.text : ''))
      .join('');
  return { reader, told, shown, ends, frees, text };
}

const arrived = () => true;

test('an answer is read to its end', async () => {
  const { reader, told, text, ends } = setUp({});
  await reader.ask({}, { arrived });
  await vi.runAllTimersAsync();
  expect(text()).toBe('Hello');
  expect(told).toEqual(['asking', 'reading', 'ready']);
  expect(ends).toHaveBeenCalledTimes(1);
});

test('a connection that breaks in the middle is made again, and nobody is told of an error', async () => {
  const attach = vi.fn(async () => stream([start, ...words('Hello again'), finish]));
  const { reader, told, text } = setUp({
    ask: async () => stream([start, ...words('Hel')], 'breaks'),
    look: async () => stored('streaming'),
    attach,
  });
  await reader.ask({}, { arrived });
  await vi.runAllTimersAsync();
  expect(text()).toBe('Hello again');
  expect(attach).toHaveBeenCalledTimes(1);
  expect(told).not.toContain('failed');
  expect(told.at(-1)).toBe('ready');
});

test('a stream that ends without its end was not the whole answer', async () => {
  const look = vi.fn(async () => stored('complete'));
  const { reader, told } = setUp({ ask: async () => stream([start, ...words('Hel')]), look });
  await reader.ask({}, { arrived });
  await vi.runAllTimersAsync();
  expect(look).toHaveBeenCalled();
  expect(told.at(-1)).toBe('ready');
});

test('a stream that falls silent is given up, and what is stored says how it ended', async () => {
  let status: Status = 'streaming';
  const { reader, told } = setUp({
    ask: async () => stream([start, ...words('Hel')], 'hangs'),
    look: async () => stored(status),
  });
  await reader.ask({}, { arrived });
  await vi.advanceTimersByTimeAsync(SILENCE / 2);
  expect(told.at(-1)).toBe('reading');
  status = 'interrupted';
  await vi.advanceTimersByTimeAsync(SILENCE);
  expect(told.at(-1)).toBe('ready');
});

test('a network that stays away is told after some tries, not at once', async () => {
  const { reader, told } = setUp({
    ask: async () => stream([start, ...words('Hel')], 'breaks'),
    look: async () => Promise.reject(unreachable()),
  });
  await reader.ask({}, { arrived });
  await vi.advanceTimersByTimeAsync(1000);
  expect(told.at(-1)).toBe('lost');
  await vi.runAllTimersAsync();
  expect(told.at(-1)).toBe('failed');
});

test('an answer that could not be reached is there once the network is', async () => {
  let online = false;
  const { reader, told } = setUp({
    ask: async () => stream([start], 'breaks'),
    look: async () => (online ? stored('complete') : Promise.reject(unreachable())),
  });
  await reader.ask({}, { arrived });
  await vi.runAllTimersAsync();
  expect(told.at(-1)).toBe('failed');
  online = true;
  await reader.follow();
  expect(told.at(-1)).toBe('ready');
});

test('an answer that is said to run but never has a stream does not run for ever', async () => {
  const { reader, told } = setUp({ look: async () => stored('streaming') });
  void reader.follow();
  await vi.runAllTimersAsync();
  expect(told.at(-1)).toBe('failed');
});

test('signed out in the middle, nothing is asked again', async () => {
  const look = vi.fn(async () => Promise.reject(refusal(401)));
  const { reader, told } = setUp({ ask: async () => stream([start], 'breaks'), look });
  await reader.ask({}, { arrived });
  await vi.runAllTimersAsync();
  expect(look).toHaveBeenCalledTimes(1);
  expect(told.at(-1)).toBe('failed');
});

test('a request that arrived although its response was lost is followed, not sent again', async () => {
  const ask = vi.fn(async () => Promise.reject(unreachable()));
  const { reader, text } = setUp({
    ask,
    look: async () => stored('streaming'),
    attach: async () => stream([start, ...words('Hello'), finish]),
  });
  await reader.ask({}, { arrived: (page) => page.messages.some(({ id }) => id === 'q') });
  await vi.runAllTimersAsync();
  expect(text()).toBe('Hello');
  expect(ask).toHaveBeenCalledTimes(1);
});

test('a request that never arrived, or was refused, is told to who asked', async () => {
  const lost = setUp({ ask: async () => Promise.reject(unreachable()) });
  await expect(lost.reader.ask({}, { arrived: () => false })).rejects.toThrow('Unreachable');
  const refused = setUp({ ask: async () => Promise.reject(refusal(429)) });
  await expect(refused.reader.ask({}, { arrived })).rejects.toThrow('No.');
  expect(refused.reader.isBusy()).toBe(false);
});

test('looking without an answer that runs changes nothing, also without a network', async () => {
  const calm = setUp({});
  await calm.reader.follow();
  expect(calm.told).toEqual([]);
  expect(calm.reader.isBusy()).toBe(false);
  const away = setUp({ look: async () => Promise.reject(unreachable()) });
  await away.reader.follow();
  expect(away.told).toEqual([]);
});

test('what was put off while something was read is done once nothing is', async () => {
  const { reader, ends, frees } = setUp({});
  await reader.ask({}, { arrived });
  expect(frees).not.toHaveBeenCalled();
  await vi.runAllTimersAsync();
  expect(frees).toHaveBeenCalledTimes(1);
  expect(frees.mock.invocationCallOrder[0]).toBeGreaterThan(ends.mock.invocationCallOrder[0] ?? 0);
  await reader.follow();
  expect(frees).toHaveBeenCalledTimes(2);
  const refused = setUp({ ask: async () => Promise.reject(refusal(409)) });
  await expect(refused.reader.ask({}, { arrived })).rejects.toThrow('No.');
  expect(refused.frees).toHaveBeenCalledTimes(1);
});

test('a request that is let go before anybody answered is not said to have arrived', async () => {
  const { reader } = setUp({
    ask: (_, signal) =>
      new Promise((_, reject) => {
        signal.addEventListener('abort', () => reject(new DOMException('Left', 'AbortError')));
      }),
  });
  const asked = reader.ask({}, { arrived });
  reader.leave();
  expect(await asked).toBe(false);
});

test.each([true, false])(
  'a request that is let go while it is looked after only says whether it arrived: %s',
  async (there) => {
    let tell = (_: Thread) => {};
    const { reader, frees } = setUp({
      ask: async () => Promise.reject(unreachable()),
      look: () =>
        new Promise((resolve) => {
          tell = resolve;
        }),
    });
    const asked = reader.ask({}, { arrived: () => there });
    await vi.advanceTimersByTimeAsync(10);
    reader.leave();
    tell(stored('streaming'));
    expect(await asked).toBe(there);
    expect(frees).not.toHaveBeenCalled();
  },
);

test('a request whose look breaks in an unknown way leaves the reader free', async () => {
  const { reader, told } = setUp({
    ask: async () => Promise.reject(unreachable()),
    look: async () => Promise.reject(new TypeError('terminated')),
  });
  await expect(reader.ask({}, { arrived })).rejects.toThrow('terminated');
  expect(reader.isBusy()).toBe(false);
  expect(told.at(-1)).toBe('ready');
});

test('a connection that breaks in an unknown way ends the reading, and the person is told', async () => {
  const errors: (Error | null)[] = [];
  const { reader, ends, frees } = setUp({
    look: async () => stored('streaming'),
    attach: async () => Promise.reject(new TypeError('terminated')),
    onStatus: (_, error) => errors.push(error),
  });
  await expect(reader.follow()).rejects.toThrow('terminated');
  expect(errors.at(-1)?.message).toBe('terminated');
  expect(reader.isBusy()).toBe(false);
  expect(ends).toHaveBeenCalledTimes(1);
  expect(frees).toHaveBeenCalledTimes(1);
});

test('a look that breaks in an unknown way leaves the reader free', async () => {
  const { reader } = setUp({ look: async () => Promise.reject(new TypeError('terminated')) });
  await expect(reader.follow()).rejects.toThrow('terminated');
  expect(reader.isBusy()).toBe(false);
});

test('a tab that is hidden lets go of what it follows, but not of what it asked for', async () => {
  const following = setUp({
    look: async () => stored('streaming'),
    attach: async () => stream([start, ...words('Hel')], 'hangs'),
  });
  void following.reader.follow();
  await vi.advanceTimersByTimeAsync(10);
  following.reader.rest();
  expect(following.reader.isBusy()).toBe(false);

  const asking = setUp({ ask: async () => stream([start], 'hangs') });
  await asking.reader.ask({}, { arrived });
  asking.reader.rest();
  expect(asking.reader.isBusy()).toBe(true);
  asking.reader.leave();
});

test('after leaving, nothing more is shown', async () => {
  const { reader, shown, ends } = setUp({
    ask: async () => stream([start, ...words('Hel')], 'hangs'),
  });
  await reader.ask({}, { arrived });
  reader.leave();
  await vi.runAllTimersAsync();
  expect(shown).toEqual([]);
  expect(ends).not.toHaveBeenCalled();
});

test('tries come quickly at first and patiently later', () => {
  expect([1, 2, 3, 10].map(pauseAfter)).toEqual([500, 1000, 2000, 5000]);
});
