import { v7 as uuidv7 } from 'uuid';
import { afterAll, beforeAll, beforeEach, expect, it } from 'vitest';
import { createTestDatabase, createUser, type TestDatabase } from '@/db/test-database';
import { BadCursor } from '@/lib/http';
import { createScope, type Scope } from '@/lib/scope';
import { testClock } from '@/lib/test-clock';
import {
  addTasks,
  type ChangeContext,
  editTasks,
  getTask,
  listTasks,
  rescheduleTasks,
  undo,
} from '.';

const clock = testClock();
let test: TestDatabase;
let ann: Scope;

beforeAll(async () => {
  test = await createTestDatabase();
});
afterAll(() => test.close());
beforeEach(async () => {
  ann = createScope(test.db, (await createUser(test.db)).id);
});

const click = (): ChangeContext => ({ actor: 'user', batchId: uuidv7(), clock });

it('undoing an addition leaves a task in which somebody worked since', async () => {
  const added = await addTasks(ann, click(), [{ title: 'Speech' }, { title: 'Flowers' }]);
  const [speech, flowers] = added.tasks.map(({ id }) => id);
  await editTasks(ann, click(), [{ id: speech ?? '', description: 'three pages of notes' }]);
  const undone = await undo(ann, click(), added.batch_id ?? '');
  expect(undone.failures).toMatchObject([
    { id: speech, error: expect.stringContaining('changed again since') },
  ]);
  expect(await getTask(ann, speech ?? '', clock)).toMatchObject({ deleted: false });
  expect(await getTask(ann, flowers ?? '', clock)).toMatchObject({ deleted: true });
});

it('undoing step by step goes back through what was changed later', async () => {
  const [task] = (await addTasks(ann, click(), [{ title: 'Speech' }])).tasks;
  const id = task?.id ?? '';
  await editTasks(ann, click(), [{ id, title: 'Great speech' }]);
  await undo(ann, click());
  await undo(ann, click());
  expect(await getTask(ann, id, clock)).toMatchObject({ title: 'Speech', deleted: true });
});

it('a date that no calendar here can hold is refused, and the task stays', async () => {
  const [task] = (await addTasks(ann, click(), [{ title: 'Far', due_date: '9999-12-31' }])).tasks;
  const id = task?.id ?? '';
  const moved = await rescheduleTasks(ann, click(), [{ id, shift_days: 1 }]);
  expect(moved.failures).toMatchObject([{ id, error: expect.stringContaining('out of reach') }]);
  expect(await getTask(ann, id, clock)).toMatchObject({ due_date: '9999-12-31', version: 1 });
});

it.each([
  ['open', ['9999-99-99', '24:00:00', '4']],
  ['open', ['2026-01-01', '99:99:99', '4']],
  ['done', ['2026-02-30 10:00:00+00']],
  ['done', ['2026-02-20 99:00:00+00']],
] as const)(
  'a cursor of %s tasks at %s is refused before it reaches the database',
  async (status, keys) => {
    const cursor = Buffer.from(JSON.stringify([uuidv7(), ...keys])).toString('base64url');
    await expect(listTasks(ann, { status, cursor }, clock)).rejects.toThrow(BadCursor);
  },
);
