import { v7 as uuidv7 } from 'uuid';
import { afterAll, beforeAll, beforeEach } from 'vitest';
import { createTestDatabase, createUser, type TestDatabase } from '@/db/test-database';
import { createScope, type Scope } from '@/lib/scope';
import { testClock } from '@/lib/test-clock';
import { addTasks, type ChangeContext } from '..';

export const clock = testClock();

/** Two people who have no tasks yet, new ones for every test of a file that calls `meetAnnAndBob`. */
export let ann: Scope;
export let bob: Scope;

/** Gives the file a database of its own, and every test its Ann and Bob. `db` is for who needs more than a scope. */
export function meetAnnAndBob() {
  let test: TestDatabase;
  beforeAll(async () => {
    test = await createTestDatabase();
  });
  afterAll(() => test.close());
  beforeEach(async () => {
    ann = createScope(test.db, (await createUser(test.db)).id);
    bob = createScope(test.db, (await createUser(test.db)).id);
  });
  return {
    get db() {
      return test.db;
    },
  };
}

/** One click. */
export const click = (): ChangeContext => ({ actor: 'user', batchId: uuidv7(), clock });

/** Adds tasks of these titles, and gives their ids. */
export async function add(scope: Scope, ...titles: string[]) {
  const { tasks } = await addTasks(
    scope,
    click(),
    titles.map((title) => ({ title })),
  );
  return tasks.map((task) => task.id);
}
