import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { createAnswerLog } from './log';
import { respond } from './respond';

beforeEach(() => {
  vi.useFakeTimers();
});
afterEach(() => {
  vi.useRealTimers();
});

test('A reader gets each chunk as a server-sent event of the UI message stream, and its end', async () => {
  const log = createAnswerLog();
  log.append({ type: 'text-start', id: '1' });
  log.append({ type: 'text-delta', id: '1', delta: 'Zwei\n\nZeilen – ja' });
  log.end();
  const response = respond(log.read([]));
  expect(response.headers.get('content-type')).toBe('text/event-stream');
  expect(response.headers.get('x-vercel-ai-ui-message-stream')).toBe('v1');
  expect(response.headers.get('cache-control')).toBe('no-store, no-transform');
  expect((await response.text()).split('\n\n')).toEqual([
    ': stream-open',
    'data: {"type":"text-start","id":"1"}',
    'data: {"type":"text-delta","id":"1","delta":"Zwei\\n\\nZeilen – ja"}',
    'data: [DONE]',
    '',
  ]);
  expect(vi.getTimerCount()).toBe(0);
});

test('A silent answer says every 15 seconds that it is alive, and not right after a word', async () => {
  const log = createAnswerLog();
  const reader = textOf(respond(log.read([])));
  expect(await reader.next()).toBe(': stream-open\n\n');
  const alive = reader.next();
  await vi.advanceTimersByTimeAsync(15_000);
  expect(await alive).toBe(': keep-alive\n\n');

  const word = reader.next();
  await vi.advanceTimersByTimeAsync(10_000);
  log.append({ type: 'text-delta', id: '1', delta: 'word' });
  expect(await word).toContain('word');
  let heard = false;
  const next = reader.next().then((text) => {
    heard = true;
    return text;
  });
  await vi.advanceTimersByTimeAsync(10_000);
  expect(heard).toBe(false);
  await vi.advanceTimersByTimeAsync(5_000);
  expect(await next).toBe(': keep-alive\n\n');
});

test('A reader who leaves lets go of the log, and no timer goes on', async () => {
  const onLeft = vi.fn();
  const response = respond(createAnswerLog({ onLeft }).read([]));
  await response.body?.cancel();
  expect(onLeft).toHaveBeenCalledOnce();
  expect(vi.getTimerCount()).toBe(0);
});

test('A source that breaks leaves no timer behind', async () => {
  const broken = new ReadableStream({
    pull: (controller) => controller.error(new Error('broken')),
  });
  await expect(respond(broken).text()).rejects.toThrow('broken');
  expect(vi.getTimerCount()).toBe(0);
});

test('A reader who never reads is not sent more and more signs of life', async () => {
  const response = respond(createAnswerLog().read([]));
  await vi.advanceTimersByTimeAsync(10 * 60_000);
  const reader = textOf(response);
  expect(await reader.next()).toBe(': stream-open\n\n');
  const rest = reader.next();
  await vi.advanceTimersByTimeAsync(15_000);
  expect(await rest).toBe(': keep-alive\n\n');
  await response.body?.cancel().catch(() => {});
});

/** The next piece of a response's body, as text. */
function textOf(response: Response) {
  const reader = response.body?.pipeThrough(new TextDecoderStream()).getReader();
  return { next: async () => (await reader?.read())?.value };
}
