import { setTimeout as sleep } from 'node:timers/promises';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Server } from '../bench/servers.ts';
import { wordsOf } from './model.ts';
import { type Person, signUp, wordsIn } from './person.ts';
import { onPostgres, type Place } from './place.ts';
import { startRoundRobin } from './round-robin.ts';
import { beginTurn, expectDoneOnce, expectKept, retryToTheEnd, storedTurn } from './turn.ts';

/** What one server does may take so long to reach the reader on another, in ms. */
const BETWEEN_PROCESSES = 2500;
/** How long a server may take to end after SIGTERM; platforms kill it after 10 to 30 seconds. */
const MOST_TO_END = 10_000;

let place: Place;
let first: Server;
let second: Server;
let proxy: Awaited<ReturnType<typeof startRoundRobin>>;
let ann: Person;

beforeAll(async () => {
  place = await onPostgres();
  proxy = await startRoundRobin();
  [first, second] = await Promise.all([
    place.serve({ APP_URL: proxy.url }),
    place.serve({ APP_URL: proxy.url }),
  ]);
  proxy.to(first.url, second.url);
  ann = await signUp(proxy.url);
});
afterAll(async () => {
  await proxy?.stop();
  await place?.close();
});

describe('Two server processes behind a round-robin', () => {
  it('show a running answer to a tab that lands on the other one, to its end', async () => {
    proxy.to(first.url, second.url);
    const turn = beginTurn(ann, proxy.url, { ms: 4000 });
    await sleep(1000);
    const tab = await ann.follow(proxy.url, turn.message.conversationId).over;
    expect(tab.status).toBe(200);
    expect(tab.ended).toBe('complete');
    expect(tab.words.map(({ word }) => word)).toEqual(wordsOf(turn.script));
    const owner = await turn.over;
    expect(owner.ended).toBe('complete');
    for (const [n, { at }] of owner.words.entries())
      if (at > (tab.words[0]?.at ?? 0))
        expect((tab.words[n]?.at ?? 0) - at, `ms behind at word ${n}`).toBeLessThan(
          BETWEEN_PROCESSES,
        );
    await expectDoneOnce(turn, proxy.url);
  });

  it('stop an answer when the stop lands on the other one, and keep its text', async () => {
    proxy.to(first.url, second.url);
    const turn = beginTurn(ann, proxy.url, { ms: 30_000 });
    await sleep(2000);
    expect((await ann.stop(proxy.url, turn.message.conversationId)).status).toBeLessThan(300);
    const stoppedAt = performance.now();
    expect((await turn.over).ended).toBe('stopped');
    expect(performance.now() - stoppedAt).toBeLessThan(BETWEEN_PROCESSES);
    await expectKept(turn, proxy.url, stoppedAt);
    const { answer } = await storedTurn(turn, proxy.url);
    expect(wordsIn(answer).length).toBeGreaterThan(5);
    const next = beginTurn(ann, proxy.url, { tasks: 1, ms: 500 });
    expect((await next.over).ended).toBe('complete');
  });

  it('go on with an answer of the one that was killed', async () => {
    const turn = beginTurn(ann, first.url.replace(first.url, proxy.url), { ms: 4000 });
    await sleep(1500);
    const at = performance.now();
    await first.stop('SIGKILL');
    proxy.to(second.url);
    await turn.over;
    await retryToTheEnd(turn, proxy.url);
    await expectDoneOnce(turn, proxy.url);
    expect(at).toBeLessThan(performance.now());
    first = await place.serve({ APP_URL: proxy.url });
  });
});

describe('SIGTERM in the middle of an answer', () => {
  it('ends the server soon, with the answer finished or marked, and nothing lost', async () => {
    proxy.to(first.url);
    const turn = beginTurn(ann, proxy.url, { ms: 20_000 });
    await sleep(3000);
    const at = performance.now();
    await first.stop('SIGTERM');
    expect(performance.now() - at, 'ms until it had ended').toBeLessThan(MOST_TO_END);
    await turn.over;
    proxy.to(second.url);
    // At once, without waiting for a heartbeat to grow old.
    await expectKept(turn, proxy.url, at);
    await retryToTheEnd(turn, proxy.url);
    await expectDoneOnce(turn, proxy.url);
  });
});
