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
  const [answered, quiet] = [uuidv4(), uuidv4()];
  const talk = (scope: Scope, id: string, status: 'streaming' | 'complete') =>
    scope.run(async (tx) => {
      await tx.insert(conversations).values({ userId: scope.userId, id });
      await tx.insert(messages).values({
        userId: scope.userId,
        conversationId: id,
        role: 'assistant',
        status,
        content: '',
      });
    });
  await talk(ann, answered, 'streaming');
  await talk(ann, quiet, 'complete');
  // The same id is another conversation where Bob is concerned.
  await talk(bob, answered, 'complete');
  const marked = async (scope: Scope) =>
    (await listConversations(scope)).conversations
      .filter(({ running }) => running)
      .map(({ id }) => id);
  expect(await marked(ann)).toEqual([answered]);
  expect(await marked(bob)).toEqual([]);
});
