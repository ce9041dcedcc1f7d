import { randomUUID } from 'node:crypto';
import { setTimeout as sleep } from 'node:timers/promises';
import { afterAll, beforeAll, expect, it } from 'vitest';
import type { Server } from '../bench/servers.ts';
import { asking, type Script, wordsOf } from './model.ts';
import { newMessage, type Person, signUp, wordsIn } from './person.ts';
import { onPostgres, type Place } from './place.ts';
import { beginTurn, expectDoneOnce, storedTurn } from './turn.ts';

let place: Place;
let server: Server;
let ann: Person;
let bob: Person;
beforeAll(async () => {
  place = await onPostgres();
  server = await place.serve();
  [ann, bob] = await Promise.all([signUp(server.url), signUp(server.url)]);
});
afterAll(() => place?.close());

const script = (more: Partial<Script>): Script => ({
  key: randomUUID().slice(0, 8),
  titles: [],
  words: 20,
  pace: 50,
  ...more,
});

/** Looks until it is so, for some seconds. */
async function eventually(what: string, isSo: () => Promise<boolean>, ms = 10_000) {
  const deadline = performance.now() + ms;
  while (!(await isSo())) {
    if (performance.now() > deadline) throw new Error(`Not so after ${ms} ms: ${what}`);
    await sleep(200);
  }
}

const statusOf = async (person: Person, conversationId: string) =>
  (await person.messages(server.url, conversationId)).at(-1)?.metadata?.status;

it('An answer is written to its end for a reader who never reads', async () => {
  // Four megabytes fit into the buffers between them; this is more.
  const long = script({ words: 4600, pace: 0, inLetters: true });
  const message = newMessage(asking(long));
  const unread = await ann.post(server.url, message);
  expect(unread.status).toBe(200);
  const isComplete = async () => (await statusOf(ann, message.conversationId)) === 'complete';
  await eventually('the answer is complete', isComplete, 60_000);
  const [, answer] = await ann.messages(server.url, message.conversationId);
  expect(wordsIn(answer)).toEqual(wordsOf(long));
  // Others are answered meanwhile.
  const other = beginTurn(bob, server.url, { tasks: 1, ms: 500 });
  expect((await other.over).ended).toBe('complete');
  await unread.body?.cancel();
});

it('An answer goes on when the connection of its reader is cut', async () => {
  const controller = new AbortController();
  const turn = beginTurn(ann, server.url);
  const cut = script({ titles: ['Kept though nobody looks'] });
  const message = newMessage(asking(cut));
  const running = ann.say(server.url, message, controller.signal);
  await sleep(700);
  controller.abort();
  expect((await running.over).ended).toBeUndefined();
  await eventually(
    'the answer is complete',
    async () => (await statusOf(ann, message.conversationId)) === 'complete',
  );
  const [, answer] = await ann.messages(server.url, message.conversationId);
  expect(wordsIn(answer)).toEqual(wordsOf(cut));
  await turn.over;
  const titles = await ann.titles(server.url);
  await expectDoneOnce(turn, server.url);
  expect(titles.filter((title) => title === cut.titles[0])).toHaveLength(1);
});

it.each([
  ['before its first word', 0],
  ['in the middle of its answer', 8],
])(
  'A model that hangs %s is stopped from another connection, and the next message goes through',
  async (_, hangsAfter) => {
    const hanging = script({ hangsAfter });
    const message = newMessage(asking(hanging));
    const running = ann.say(server.url, message);
    await sleep(2500);
    expect(await statusOf(ann, message.conversationId)).toBe('streaming');
    // Somebody else's stop stops nothing.
    await bob.stop(server.url, message.conversationId);
    expect(await statusOf(ann, message.conversationId)).toBe('streaming');

    const stoppedAt = performance.now();
    expect((await ann.stop(server.url, message.conversationId)).status).toBeLessThan(300);
    expect((await running.over).ended).toBe('stopped');
    expect(performance.now() - stoppedAt, 'ms until the reader was told').toBeLessThan(2000);
    const [, answer] = await ann.messages(server.url, message.conversationId);
    expect(answer?.metadata?.status).toBe('stopped');
    expect(wordsIn(answer)).toEqual(wordsOf(hanging).slice(0, hangsAfter));

    const next = script({ titles: [`After it, ${hangsAfter}`] });
    const again = ann.say(server.url, newMessage(asking(next), message.conversationId));
    expect((await again.over).ended).toBe('complete');
  },
);

it('Twenty tabs on one conversation all read the whole answer, and it is written once', async () => {
  const turn = beginTurn(ann, server.url);
  await sleep(800);
  const tabs = Array.from({ length: 20 }, () =>
    ann.follow(server.url, turn.message.conversationId),
  );
  const readings = await Promise.all(tabs.map(({ over }) => over));
  await turn.over;
  for (const { status, ended, words } of readings) {
    expect(status).toBe(200);
    expect(ended).toBe('complete');
    expect(words.map(({ word }) => word)).toEqual(wordsOf(turn.script));
  }
  await expectDoneOnce(turn, server.url);
  // Bob, who knows the conversation's id, reads nothing of it.
  const curious = await bob.follow(server.url, turn.message.conversationId).over;
  expect(curious.status).not.toBe(200);
  expect((await storedTurn({ ...turn, person: bob }, server.url)).answer).toBeUndefined();
});
