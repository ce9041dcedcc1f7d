import { v7 as uuidv7 } from 'uuid';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { conversations, sharedSnapshots } from '@/db/schema';
import { createTestDatabase, createUser, type TestDatabase } from '@/db/test-database';
import { createScope, type Scope } from '@/lib/scope';
import { listLinks, shareConversation } from '.';
import { LINK_LIMIT } from './links';

let test: TestDatabase;
const now = new Date('2026-11-22T09:00:00Z');
const plain = { lifetime: 'never', withTasks: false } as const;

beforeAll(async () => {
  test = await createTestDatabase();
});
afterAll(() => test.close());

/** Somebody with a conversation and this many open links to it. */
async function somebody(openLinks: number): Promise<{ scope: Scope; conversationId: string }> {
  const scope = createScope(test.db, (await createUser(test.db)).id);
  const conversationId = uuidv7();
  const link = { userId: scope.userId, conversationId, title: '', content: [], withTasks: false };
  await scope.run(async (tx) => {
    await tx
      .insert(conversations)
      .values({ userId: scope.userId, id: conversationId, title: 'Groceries' });
    for (let made = 0; made < openLinks; made += 1)
      await tx.insert(sharedSnapshots).values({ ...link, tokenHash: uuidv7(), createdAt: now });
  });
  return { scope, conversationId };
}

it('links that are made at once don’t go over the limit, and nobody else’s count', async () => {
  const ann = await somebody(LINK_LIMIT - 1);
  const bob = await somebody(0);
  const share = ({ scope, conversationId }: typeof ann) =>
    shareConversation(scope, conversationId, plain, now);
  const outcomes = await Promise.allSettled([share(ann), share(ann), share(ann), share(bob)]);
  const refused = outcomes.flatMap((one) => (one.status === 'rejected' ? [one.reason] : []));
  expect(refused).toMatchObject([{ status: 409 }, { status: 409 }]);
  expect(outcomes[3]).toMatchObject({ status: 'fulfilled' });
  expect(await listLinks(ann.scope, now)).toHaveLength(LINK_LIMIT);
  expect(await listLinks(bob.scope, now)).toHaveLength(1);
});
