import { eq } from 'drizzle-orm';
import { v7 as uuidv7 } from 'uuid';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { conversationMetadata, conversations, messageRatings, messages } from '@/db/schema';
import { createTestDatabase, createUser, type TestDatabase } from '@/db/test-database';
import { NotFound } from '@/lib/http';
import { createScope, type Scope } from '@/lib/scope';
import {
  chooseVersion,
  deletePair,
  findRatings,
  findVersions,
  pageMessages,
  rateMessage,
  restorePair,
} from '.';
import { storeTalk } from './test/talk';

let test: TestDatabase;
let ann: Scope;
let bob: Scope;
const now = new Date('2026-11-22T12:00:00Z');

beforeAll(async () => {
  test = await createTestDatabase();
});
afterAll(() => test.close());
beforeEach(async () => {
  ann = createScope(test.db, (await createUser(test.db)).id);
  bob = createScope(test.db, (await createUser(test.db)).id);
});

const page = (scope: Scope, conversationId: string) =>
  pageMessages(scope, conversationId, { limit: 100, now });

/** What the conversation shows, in one line. */
const shown = async (conversationId: string, scope = ann) =>
  (await page(scope, conversationId)).messages.map(({ content }) => content).join(' ');

/** Two versions of the second question, of which the newer one is shown, and two of its answer. */
const branched = () =>
  storeTalk(ann, [
    { name: 'q1' },
    { name: 'a1', after: 'q1' },
    { name: 'q2', after: 'a1', hidden: true },
    { name: 'a2', after: 'q2', hidden: true },
    { name: 'q3', after: 'a2', hidden: true },
    { name: 'a3', after: 'q3', hidden: true },
    { name: 'q2-new', after: 'a1' },
    { name: 'a2-poor', after: 'q2-new', hidden: true },
    { name: 'a2-good', after: 'q2-new' },
  ]);

describe('versions', () => {
  it('are counted in the order they were made, with the way to each neighbour', async () => {
    const { conversationId, id } = await branched();
    const { messages } = await page(ann, conversationId);
    expect(await findVersions(ann, messages)).toEqual(
      new Map([
        [id('q2-new'), { place: 2, of: 2, previous: id('q2') }],
        [id('a2-good'), { place: 2, of: 2, previous: id('a2-poor') }],
      ]),
    );
    await chooseVersion(ann, conversationId, id('q2'), now);
    expect(await findVersions(ann, (await page(ann, conversationId)).messages)).toEqual(
      new Map([[id('q2'), { place: 1, of: 2, next: id('q2-new') }]]),
    );
    expect(await findVersions(bob, messages)).toEqual(new Map());
  });

  it('of the first question are counted too, and only in their own conversation', async () => {
    const talk = [{ name: 'q1', hidden: true }, { name: 'q1-new' }];
    const { conversationId, id } = await storeTalk(ann, talk);
    await storeTalk(ann, talk);
    const { messages } = await page(ann, conversationId);
    expect(await findVersions(ann, messages)).toEqual(
      new Map([[id('q1-new'), { place: 2, of: 2, previous: id('q1') }]]),
    );
  });

  it('are chosen together with what followed them, there and back', async () => {
    const { conversationId, id } = await branched();
    expect(await shown(conversationId)).toBe('q1 a1 q2-new a2-good');
    await chooseVersion(ann, conversationId, id('q2'), now);
    expect(await shown(conversationId)).toBe('q1 a1 q2 a2 q3 a3');
    await chooseVersion(ann, conversationId, id('q2-new'), now);
    expect(await shown(conversationId)).toBe('q1 a1 q2-new a2-good');
    await chooseVersion(ann, conversationId, id('a2-poor'), now);
    expect(await shown(conversationId)).toBe('q1 a1 q2-new a2-poor');
    // One that is shown already stays as it is, with what follows it.
    await chooseVersion(ann, conversationId, id('q2-new'), now);
    expect(await shown(conversationId)).toBe('q1 a1 q2-new a2-poor');
    // One deep in a version that is not shown brings that version along.
    await chooseVersion(ann, conversationId, id('q3'), now);
    expect(await shown(conversationId)).toBe('q1 a1 q2 a2 q3 a3');
  });

  it("of Ann's are not Bob's to choose, and none is chosen that is not there", async () => {
    const { conversationId, id } = await branched();
    await expect(chooseVersion(bob, conversationId, id('q2'), now)).rejects.toThrow(NotFound);
    const his = await storeTalk(bob, [{ name: 'q1' }]);
    expect(await chooseVersion(bob, his.conversationId, id('q2'), now)).toBe(false);
    expect(await chooseVersion(ann, conversationId, uuidv7(), now)).toBe(false);
    const other = await storeTalk(ann, [{ name: 'q1' }]);
    expect(await chooseVersion(ann, other.conversationId, id('q2'), now)).toBe(false);
    await ann.run((tx) =>
      tx.update(conversations).set({ deletedAt: now }).where(eq(conversations.id, conversationId)),
    );
    await expect(chooseVersion(ann, conversationId, id('q2'), now)).rejects.toThrow(NotFound);
    expect(await shown(conversationId)).toBe('q1 a1 q2-new a2-good');
  });

  it('are not chosen, and pairs not taken out, while an answer is being written', async () => {
    const { conversationId, id } = await branched();
    const write = (heartbeatAt: Date) =>
      ann.run((tx) =>
        tx
          .update(messages)
          .set({ status: 'streaming', heartbeatAt })
          .where(eq(messages.id, id('a2-good'))),
      );
    await write(now);
    const refused = { status: 409 };
    await expect(chooseVersion(ann, conversationId, id('q2'), now)).rejects.toMatchObject(refused);
    await expect(deletePair(ann, conversationId, id('q1'), now)).rejects.toMatchObject(refused);
    await expect(restorePair(ann, conversationId, id('q1'), now)).rejects.toMatchObject(refused);
    // Its process is gone: nothing is written there any more.
    await write(new Date(now.getTime() - 60_000));
    expect(await chooseVersion(ann, conversationId, id('q2'), now)).toBe(true);
  });

  it('of five thousand messages are chosen in well under a second', async () => {
    const names = Array.from({ length: 2500 }, (_, pair) => [`q${pair}`, `a${pair}`]).flat();
    const { conversationId, id } = await storeTalk(ann, [
      ...names.map((name, index) => ({ name, after: names[index - 1], hidden: true })),
      { name: 'q-new' },
    ]);
    const begun = performance.now();
    await chooseVersion(ann, conversationId, id('q0'), now);
    const chosen = performance.now();
    expect((await page(ann, conversationId)).messages.at(-1)?.content).toBe('a2499');
    await chooseVersion(ann, conversationId, id('q-new'), now);
    expect(await shown(conversationId)).toBe('q-new');
    // Ten times what it takes on a quiet machine, so that a busy one passes and a loop does not.
    expect(chosen - begun).toBeLessThan(5_000);
  });
});

describe('a question with its answer', () => {
  const three = () =>
    storeTalk(ann, [
      { name: 'q1' },
      { name: 'a1', after: 'q1' },
      { name: 'q2', after: 'a1' },
      { name: 'a2-old', after: 'q2', hidden: true },
      { name: 'a2', after: 'q2' },
      { name: 'q3', after: 'a2' },
      { name: 'a3', after: 'q3' },
    ]);

  const counted = async (conversationId: string) => {
    const [row] = await ann.run((tx) =>
      tx
        .select()
        .from(conversationMetadata)
        .where(eq(conversationMetadata.conversationId, conversationId)),
    );
    return row?.messageCount;
  };

  it('is taken out of the middle and brought back, and what follows stays', async () => {
    const { conversationId, id } = await three();
    expect(await deletePair(ann, conversationId, id('q2'), now)).toBe(true);
    expect(await shown(conversationId)).toBe('q1 a1 q3 a3');
    expect(await counted(conversationId)).toBe(5);
    expect(await deletePair(ann, conversationId, id('q2'), now)).toBe(false);
    expect(await restorePair(ann, conversationId, id('q2'), now)).toBe(true);
    expect(await shown(conversationId)).toBe('q1 a1 q2 a2 q3 a3');
    expect(await counted(conversationId)).toBe(7);
    expect(await restorePair(ann, conversationId, id('q2'), now)).toBe(false);
  });

  it('is taken out at either end too, and all of them at once', async () => {
    const { conversationId, id } = await three();
    for (const name of ['q3', 'q1', 'q2']) await deletePair(ann, conversationId, id(name), now);
    expect(await shown(conversationId)).toBe('');
    await restorePair(ann, conversationId, id('q3'), now);
    expect(await shown(conversationId)).toBe('q3 a3');
    await restorePair(ann, conversationId, id('q1'), now);
    await restorePair(ann, conversationId, id('q2'), now);
    expect(await shown(conversationId)).toBe('q1 a1 q2 a2 q3 a3');
  });

  it('stays out when versions are chosen, and comes back where it stood', async () => {
    const { conversationId, id } = await branched();
    await chooseVersion(ann, conversationId, id('q2'), now);
    await deletePair(ann, conversationId, id('q3'), now);
    await chooseVersion(ann, conversationId, id('q2-new'), now);
    // Brought back into the version that is not shown now.
    await restorePair(ann, conversationId, id('q3'), now);
    expect(await shown(conversationId)).toBe('q1 a1 q2-new a2-good');
    await chooseVersion(ann, conversationId, id('q2'), now);
    expect(await shown(conversationId)).toBe('q1 a1 q2 a2 q3 a3');
    await deletePair(ann, conversationId, id('q2'), now);
    await chooseVersion(ann, conversationId, id('a2-poor'), now);
    await chooseVersion(ann, conversationId, id('q3'), now);
    expect(await shown(conversationId)).toBe('q1 a1 q3 a3');
  });

  it("of Ann's is not Bob's to take out or bring back", async () => {
    const { conversationId, id } = await three();
    await expect(deletePair(bob, conversationId, id('q2'), now)).rejects.toThrow(NotFound);
    const his = await storeTalk(bob, [{ name: 'q1' }]);
    expect(await deletePair(bob, his.conversationId, id('q2'), now)).toBe(false);
    await deletePair(ann, conversationId, id('q2'), now);
    await expect(restorePair(bob, conversationId, id('q2'), now)).rejects.toThrow(NotFound);
    expect(await restorePair(bob, his.conversationId, id('q2'), now)).toBe(false);
    expect(await shown(conversationId)).toBe('q1 a1 q3 a3');
    // An answer is no question.
    expect(await deletePair(ann, conversationId, id('a1'), now)).toBe(false);
    expect(await deletePair(ann, his.conversationId, id('q1'), now).catch(() => false)).toBe(false);
  });
});

describe('a rating', () => {
  it('of an answer is given, changed and taken back, by who got the answer', async () => {
    const { id } = await branched();
    const answer = id('a2-good');
    expect(await rateMessage(ann, answer, { value: -1, note: 'Too short.' }, now)).toBe(true);
    expect(await findRatings(ann, [answer])).toEqual(
      new Map([[answer, { value: -1, note: 'Too short.' }]]),
    );
    expect(await rateMessage(bob, answer, { value: 1, note: '' }, now)).toBe(false);
    expect(await rateMessage(bob, answer, null, now)).toBe(false);
    expect(await findRatings(bob, [answer])).toEqual(new Map());
    await rateMessage(ann, answer, { value: 1, note: '' }, now);
    expect(await findRatings(ann, [answer])).toEqual(new Map([[answer, { value: 1, note: '' }]]));
    expect(await rateMessage(ann, answer, null, now)).toBe(true);
    expect(await ann.run((tx) => tx.select().from(messageRatings))).toEqual([]);
  });

  it("is not for one's own words", async () => {
    const { id } = await branched();
    expect(await rateMessage(ann, id('q1'), { value: 1, note: '' }, now)).toBe(false);
  });
});
