import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { type News, openChangesStream } from './changes-stream';
import { setStage } from './test/stage';

let stage: ReturnType<typeof setStage>;
let close = () => {};
const asked: string[] = [];
const told: News[] = [];

beforeEach(() => {
  vi.useFakeTimers();
  // Waits between tries are as long as they are meant on average.
  vi.spyOn(Math, 'random').mockReturnValue(0.5);
  stage = setStage();
  asked.length = 0;
  told.length = 0;
});
afterEach(() => {
  close();
  vi.useRealTimers();
  vi.unstubAllGlobals();
  vi.restoreAllMocks();
});

/** A connection that is open until the server says its end or the reader leaves. */
function connection(...events: string[]) {
  let controller: ReadableStreamDefaultController<Uint8Array> | undefined;
  const say = (event: string) => controller?.enqueue(new TextEncoder().encode(`${event}\n\n`));
  const body = new ReadableStream<Uint8Array>({
    start(made) {
      controller = made;
      for (const event of events) say(event);
    },
  });
  return {
    body,
    say,
    end: () => controller?.close(),
    cut: (why: unknown) => controller?.error(why),
  };
}
type Connection = ReturnType<typeof connection>;

/** A server that answers each connection with the next of these; without one it can't be reached. */
function serve(...answers: (Connection | number)[]) {
  vi.stubGlobal('fetch', async (url: string, { signal }: { signal: AbortSignal }) => {
    asked.push(url);
    const answer = answers.shift();
    if (answer === undefined) throw new TypeError('fetch failed');
    if (typeof answer === 'number') return new Response(null, { status: answer });
    signal.addEventListener('abort', () => answer.cut(signal.reason));
    return new Response(answer.body);
  });
}

function open(since: string | null = null) {
  close = openChangesStream(since, (news) => told.push(news));
}
const pass = (ms: number) => vi.advanceTimersByTimeAsync(ms);
const task = (cursor: string) => `id: ${cursor}\ndata: {"topic":"tasks"}`;

test('the first connection says that all may have changed since the page, once', async () => {
  serve(connection('id: 7', task('8'), ': still here'));
  open();
  await pass(0);
  expect(asked).toEqual(['/api/events']);
  expect(told).toEqual([
    { cursor: '7', change: { topic: 'all' } },
    { cursor: '8', change: { topic: 'tasks' } },
  ]);
});

test('a connection that ends goes on where it was, and nothing is told twice', async () => {
  const first = connection('id: 7', task('8'));
  serve(first, connection('id: 8', task('a b')), connection());
  open();
  await pass(0);
  first.end();
  await pass(1_000);
  expect(asked).toEqual(['/api/events', '/api/events?since=8']);
  expect(told.slice(2)).toEqual([{ cursor: '8' }, { cursor: 'a b', change: { topic: 'tasks' } }]);
});

test('who has a cursor already is told of what came after it alone', async () => {
  serve(connection('id: 9'));
  open('a b');
  await pass(0);
  expect(asked).toEqual(['/api/events?since=a%20b']);
  expect(told).toEqual([{ cursor: '9' }]);
});

test('a server that is not there is asked less and less often, and at once when the network is back', async () => {
  serve();
  open();
  await pass(60_000);
  const tries = asked.length;
  expect(tries).toBeGreaterThan(4);
  expect(tries).toBeLessThan(10);
  await pass(15_000);
  expect(asked.length - tries).toBe(1);
  stage.window.dispatchEvent(new Event('online'));
  await pass(0);
  expect(asked.length - tries).toBe(2);
});

test('a server that says when to come back is left alone until then', async () => {
  const full = connection('retry: 8000');
  serve(full, connection('id: 7'));
  open();
  await pass(0);
  full.end();
  await pass(7_900);
  expect(asked).toHaveLength(1);
  await pass(200);
  expect(asked).toHaveLength(2);
});

test('somebody who is signed out is asked for again only when they come back to the tab', async () => {
  serve(401, connection('id: 7'));
  open();
  await pass(60 * 60_000);
  expect(asked).toHaveLength(1);
  expect(told).toEqual([]);
  stage.show(false);
  await pass(0);
  expect(asked).toHaveLength(1);
  stage.show(true);
  await pass(0);
  expect(asked).toHaveLength(2);
  expect(told).toEqual([{ cursor: '7', change: { topic: 'all' } }]);
});

test('a connection that has fallen silent is made anew, and one that is heard of is kept', async () => {
  const silent = connection('id: 7');
  serve(silent, connection('id: 7'));
  open();
  for (let heard = 0; heard < 5; heard += 1) {
    await pass(20_000);
    silent.say(': still here');
  }
  await pass(0);
  expect(asked).toHaveLength(1);
  await pass(60_000);
  expect(asked).toEqual(['/api/events', '/api/events?since=7']);
});

test('a tab that comes back from a long sleep doesn’t wait for a connection that is dead', async () => {
  serve(connection('id: 7'), connection('id: 7'));
  open();
  await pass(0);
  vi.setSystemTime(Date.now() + 60 * 60_000);
  stage.show(true);
  await pass(1_000);
  expect(asked).toHaveLength(2);
});

test('nothing is asked or told any more once it is closed', async () => {
  const only = connection('id: 7');
  serve(only, connection('id: 8'));
  open();
  await pass(0);
  close();
  stage.show(true);
  stage.window.dispatchEvent(new Event('online'));
  await pass(60 * 60_000);
  expect(asked).toHaveLength(1);
  expect(told).toHaveLength(1);
});
