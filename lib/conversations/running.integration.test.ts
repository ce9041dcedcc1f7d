import { v4 as uuidv4 } from 'uuid';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { conversations, messages } from '@/db/schema';
import { createTestDatabase, createUser, type TestDatabase } from '@/db/test-database';
import { createScope, type Scope } from '@/lib/scope';
import { listConversations } from '.';

let test: TestDatabase;
let ann: Scope;
let bob: Scope;

beforeAll(async () => {
  test = await createTestDatabase();
  ann = createScope(test.db, (await createUser(test.db)).id);
  bob = createScope(test.db, (await createUser(test.db)).id);
});
afterAll(() => test.close());

it('the list marks the conversation that is being answered, and no other', async () => {
  const [answered, quiet, lost] = [uuidv4(), uuidv4(), uuidv4()];
  const now = new Date('2026-11-22T09:00:00Z');
  const talk = (
    scope: Scope,
    id: string,
    status: 'streaming' | 'complete',
    heartbeatAt: Date | null = status === 'streaming' ? now : null,
  ) =>
    scope.run(async (tx) => {
      await tx.insert(conversations).values({ userId: scope.userId, id });
      await tx.insert(messages).values({
        userId: scope.userId,
        conversationId: id,
        role: 'assistant',
        status,
        heartbeatAt,
        content: '',
      });
    });
  await talk(ann, answered, 'streaming');
  await talk(ann, quiet, 'complete');
  // Its process is gone: nobody writes there any more.
  await talk(ann, lost, 'streaming', new Date(now.getTime() - 60_000));
  // The same id is another conversation where Bob is concerned.
  await talk(bob, answered, 'complete');
  const marked = async (scope: Scope) =>
    (await listConversations(scope, { now })).conversations
      .filter(({ running }) => running)
      .map(({ id }) => id);
  expect(await marked(ann)).toEqual([answered]);
  expect(await marked(bob)).toEqual([]);
});
