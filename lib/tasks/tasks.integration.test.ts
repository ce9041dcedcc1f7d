import { and, eq } from 'drizzle-orm';
import { v7 as uuidv7 } from 'uuid';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { tasks, taskUpdates } from '@/db/schema';
import { createTestDatabase, createUser, type TestDatabase } from '@/db/test-database';
import { BadCursor } from '@/lib/http';
import { createScope, type Scope } from '@/lib/scope';
import { testClock } from '@/lib/test-clock';
import {
  addTasks,
  type ChangeContext,
  completeTasks,
  deleteTasks,
  editTasks,
  getTask,
  listTasks,
  reopenTasks,
  rescheduleTasks,
  restoreTasks,
  taskHistory,
  undo,
} from '.';

const clock = testClock();
let test: TestDatabase;
let ann: Scope;
let bob: Scope;

beforeAll(async () => {
  test = await createTestDatabase();
});
afterAll(() => test.close());
beforeEach(async () => {
  ann = createScope(test.db, (await createUser(test.db)).id);
  bob = createScope(test.db, (await createUser(test.db)).id);
});

/** One click. */
const click = (): ChangeContext => ({ actor: 'user', batchId: uuidv7(), clock });

async function add(scope: Scope, ...titles: string[]) {
  const { tasks } = await addTasks(
    scope,
    click(),
    titles.map((title) => ({ title })),
  );
  return tasks.map((task) => task.id);
}

describe('adding', () => {
  it('keeps what was given, and writes one line of history a task', async () => {
    const added = await addTasks(ann, click(), [
      { title: 'Buy milk', due_date: '2026-11-23', due_time: '17:00', priority: 'high' },
      { title: 'Call mum' },
    ]);
    expect(added.failures).toEqual([]);
    expect(added.tasks[0]).toMatchObject({
      title: 'Buy milk',
      due_date: '2026-11-23',
      due_time: '17:00',
      weekday: 'Monday',
      overdue: false,
      priority: 'high',
      completed: false,
      version: 1,
    });
    expect(added.sentences).toEqual([
      'Added “Buy milk”, due Mon 23 Nov 2026, 17:00, high priority.',
      'Added “Call mum”.',
    ]);
    const history = await taskHistory(ann, { limit: 10 });
    expect(history.map(({ update_type, batch_id }) => [update_type, batch_id])).toEqual([
      ['added', added.batch_id],
      ['added', added.batch_id],
    ]);
  });

  it('refuses a time without a date and still adds the others', async () => {
    const added = await addTasks(ann, click(), [
      { title: 'Nap', due_time: '14:00' },
      { title: 'Walk' },
    ]);
    expect(added.failures).toMatchObject([{ index: 0, error: 'A time needs a date.' }]);
    expect(added.tasks.map(({ title }) => title)).toEqual(['Walk']);
  });

  it('adds nothing when a retry sends the same id again', async () => {
    const id = uuidv7();
    await addTasks(ann, click(), [{ id, title: 'Water plants' }]);
    const again = await addTasks(ann, click(), [{ id, title: 'Water plants' }]);
    expect(again).toMatchObject({ tasks: [{ id, version: 1 }], batch_id: null, sentences: [] });
    expect(await taskHistory(ann, { limit: 10 })).toHaveLength(1);
  });

  it('gives two people the same id without mixing their tasks', async () => {
    const id = uuidv7();
    await addTasks(ann, click(), [{ id, title: 'Of Ann' }]);
    await addTasks(bob, click(), [{ id, title: 'Of Bob' }]);
    expect(await getTask(ann, id, clock)).toMatchObject({ title: 'Of Ann' });
    expect(await getTask(bob, id, clock)).toMatchObject({ title: 'Of Bob' });
  });
});

describe('lists', () => {
  async function seed() {
    await addTasks(ann, click(), [
      { title: 'Late report', due_date: '2026-11-20' },
      { title: 'Early call', due_date: '2026-11-22', due_time: '08:00' },
      { title: 'Evening run', due_date: '2026-11-22', due_time: '19:00' },
      { title: 'Tomorrow low', due_date: '2026-11-23', priority: 'low' },
      { title: 'Tomorrow urgent', due_date: '2026-11-23', priority: 'urgent' },
      { title: 'Next month', due_date: '2026-12-24' },
      { title: 'Someday 100%' },
    ]);
    await addTasks(bob, click(), [{ title: 'Of Bob', due_date: '2026-11-22' }]);
  }
  const titles = async (query: Parameters<typeof listTasks>[1]) =>
    (await listTasks(ann, query, clock)).tasks.map(({ title }) => title);

  it('come by date, then time, then priority', async () => {
    await seed();
    expect(await titles({})).toEqual([
      'Late report',
      'Early call',
      'Evening run',
      'Tomorrow urgent',
      'Tomorrow low',
      'Next month',
      'Someday 100%',
    ]);
  });

  it('know today, tomorrow, the week, what is overdue and what has no date', async () => {
    await seed();
    expect(await titles({ due: 'today' })).toEqual(['Early call', 'Evening run']);
    expect(await titles({ due: 'tomorrow' })).toEqual(['Tomorrow urgent', 'Tomorrow low']);
    expect(await titles({ due: 'this_week' })).toEqual([
      'Late report',
      'Early call',
      'Evening run',
    ]);
    expect(await titles({ due: 'next_week' })).toEqual(['Tomorrow urgent', 'Tomorrow low']);
    expect(await titles({ due: 'overdue' })).toEqual(['Late report', 'Early call']);
    expect(await titles({ due: 'none' })).toEqual(['Someday 100%']);
    expect(await titles({ from: '2026-12-01', to: '2026-12-31' })).toEqual(['Next month']);
    expect(await titles({ list: 'today' })).toEqual(['Late report', 'Early call', 'Evening run']);
    expect(await titles({ list: 'upcoming' })).toEqual([
      'Tomorrow urgent',
      'Tomorrow low',
      'Next month',
    ]);
  });

  it('say in words, with absolute dates, what they show', async () => {
    const { understood } = await listTasks(ann, { due: 'this_week', priority: 'high' }, clock);
    expect(understood).toBe(
      'Open tasks with high priority due this week (Mon 16 Nov 2026 – Sun 22 Nov 2026)',
    );
    const bounds = async (from?: string, to?: string) =>
      (await listTasks(ann, { from, to }, clock)).understood;
    expect(await bounds(undefined, '2026-11-26')).toBe('Open tasks due by Thu 26 Nov 2026');
    expect(await bounds('2026-11-26')).toBe('Open tasks due from Thu 26 Nov 2026 on');
    expect(await bounds('2026-11-26', '2026-11-26')).toBe('Open tasks due on Thu 26 Nov 2026');
    expect(await bounds('2026-11-26', '2026-11-28')).toBe(
      'Open tasks due from Thu 26 Nov 2026 to Sat 28 Nov 2026',
    );
  });

  it('start the week where the person starts it', async () => {
    await seed();
    const sunday = testClock({ weekStart: 0 });
    const { tasks } = await listTasks(ann, { due: 'this_week' }, sunday);
    expect(tasks.map(({ title }) => title)).toContain('Tomorrow urgent');
  });

  it('find every word, and take % as a character', async () => {
    await seed();
    expect(await titles({ search: 'RUN evening' })).toEqual(['Evening run']);
    expect(await titles({ search: '100%' })).toEqual(['Someday 100%']);
    expect(await titles({ search: '%' })).toEqual(['Someday 100%']);
  });

  it('page without losing or repeating a task', async () => {
    await seed();
    const seen: string[] = [];
    let cursor: string | undefined;
    do {
      const page = await listTasks(ann, { limit: 2, cursor }, clock);
      expect(page.total).toBe(7);
      seen.push(...page.tasks.map(({ title }) => title));
      cursor = page.next_cursor ?? undefined;
    } while (cursor);
    expect(seen).toEqual(await titles({}));
  });

  it('page through done tasks, newest first', async () => {
    const ids = await add(ann, 'a', 'b', 'c');
    for (const [index, id] of ids.entries()) {
      const later = testClock({ now: new Date(clock.now.getTime() + index * 1000) });
      await completeTasks(ann, { ...click(), clock: later }, [id]);
    }
    const first = await listTasks(ann, { status: 'done', limit: 2 }, clock);
    expect(first.tasks.map(({ title }) => title)).toEqual(['c', 'b']);
    const rest = await listTasks(
      ann,
      { status: 'done', limit: 2, cursor: first.next_cursor ?? '' },
      clock,
    );
    expect(rest.tasks.map(({ title }) => title)).toEqual(['a']);
  });

  it.each([
    ['no base64', 'öäü'],
    ['no list', Buffer.from('{"a":1}').toString('base64url')],
    [
      'of another list',
      Buffer.from(JSON.stringify([uuidv7(), '2026-01-01'])).toString('base64url'),
    ],
    [
      'with SQL in it',
      Buffer.from(JSON.stringify([uuidv7(), "'; drop", '24:00:00', '4'])).toString('base64url'),
    ],
    [
      'with a wrong id',
      Buffer.from(
        JSON.stringify(['------------------------------------', 'infinity', '24:00:00', '4']),
      ).toString('base64url'),
    ],
  ])('refuse a cursor %s', async (_name, cursor) => {
    await expect(listTasks(ann, { cursor }, clock)).rejects.toThrow(BadCursor);
  });

  it('take a task fixed to a place at the time of that place', async () => {
    await addTasks(ann, click(), [
      // 18:30 in Tokyo is 10:30 in Berlin, half an hour ahead; 17:30 there has passed.
      { title: 'Ahead', due_date: '2026-11-22', due_time: '18:30', time_zone: 'Asia/Tokyo' },
      { title: 'Passed', due_date: '2026-11-22', due_time: '17:30', time_zone: 'Asia/Tokyo' },
    ]);
    const { tasks } = await listTasks(ann, { due: 'overdue' }, clock);
    expect(tasks.map(({ title, overdue }) => [title, overdue])).toEqual([['Passed', true]]);
  });
});

describe('changing', () => {
  it('keeps the time when only a date is given', async () => {
    const {
      tasks: [task],
    } = await addTasks(ann, click(), [
      { title: 'Dentist', due_date: '2026-11-24', due_time: '09:30' },
    ]);
    const moved = await rescheduleTasks(ann, click(), [
      { id: task?.id ?? '', due_date: '2026-11-27' },
    ]);
    expect(moved.tasks[0]).toMatchObject({ due_date: '2026-11-27', due_time: '09:30', version: 2 });
    expect(moved.sentences).toEqual([
      '“Dentist”: moved from Tue 24 Nov 2026, 09:30 to Fri 27 Nov 2026, 09:30.',
    ]);
  });

  it('shifts by days across the end of a month and a clock change', async () => {
    const {
      tasks: [task],
    } = await addTasks(ann, click(), [
      { title: 'Shift', due_date: '2027-03-27', due_time: '02:30' },
    ]);
    const moved = await rescheduleTasks(ann, click(), [{ id: task?.id ?? '', shift_days: 5 }]);
    expect(moved.tasks[0]).toMatchObject({ due_date: '2027-04-01', due_time: '02:30' });
  });

  it('clears the time with the date', async () => {
    const {
      tasks: [task],
    } = await addTasks(ann, click(), [
      { title: 'x', due_date: '2026-11-24', due_time: '09:30', time_zone: 'Asia/Tokyo' },
    ]);
    const edited = await editTasks(ann, click(), [{ id: task?.id ?? '', due_date: 'none' }]);
    expect(edited.tasks[0]).toMatchObject({ due_date: null, due_time: null, time_zone: null });
  });

  it('refuses an edit of an older version and overwrites nothing', async () => {
    const [id = ''] = await add(ann, 'Draft');
    await editTasks(ann, click(), [{ id, version: 1, title: 'Theirs' }]);
    const late = await editTasks(ann, click(), [{ id, version: 1, title: 'Mine' }]);
    expect(late.failures).toMatchObject([{ id, error: expect.stringContaining('version 2') }]);
    expect(await getTask(ann, id, clock)).toMatchObject({ title: 'Theirs', version: 2 });
  });

  it('lets exactly one of two edits at once win', async () => {
    const [id = ''] = await add(ann, 'Both');
    const outcomes = await Promise.all([
      editTasks(ann, click(), [{ id, version: 1, title: 'One' }]),
      editTasks(ann, click(), [{ id, version: 1, title: 'Two' }]),
    ]);
    expect(outcomes.map(({ failures }) => failures.length).sort()).toEqual([0, 1]);
  });

  it('completes, reopens, deletes and restores, each once', async () => {
    const [id = ''] = await add(ann, 'Cycle');
    expect((await completeTasks(ann, click(), [id])).tasks[0]).toMatchObject({ completed: true });
    expect(await completeTasks(ann, click(), [id])).toMatchObject({
      batch_id: null,
      sentences: [],
    });
    expect((await reopenTasks(ann, click(), [id])).tasks[0]).toMatchObject({ completed: false });
    expect((await deleteTasks(ann, click(), [id])).tasks[0]).toMatchObject({ deleted: true });
    expect((await completeTasks(ann, click(), [id])).failures[0]?.error).toMatch(/trash/);
    expect((await listTasks(ann, {}, clock)).tasks).toEqual([]);
    expect((await restoreTasks(ann, click(), [id])).tasks[0]).toMatchObject({ deleted: false });
    const types = (await taskHistory(ann, { id, limit: 10 })).map(({ update_type }) => update_type);
    expect(types).toEqual(['restored', 'deleted', 'reopened', 'completed', 'added']);
  });

  it('records every field before and after', async () => {
    const [id = ''] = await add(ann, 'Old');
    await editTasks(ann, click(), [{ id, title: 'New', due_date: '2026-11-30', priority: 'low' }]);
    const [row] = await ann.run((tx) =>
      tx
        .select()
        .from(taskUpdates)
        .where(and(eq(taskUpdates.userId, ann.userId), eq(taskUpdates.updateType, 'updated'))),
    );
    expect(row?.changes).toEqual({
      title: { before: 'Old', after: 'New' },
      dueDate: { before: null, after: '2026-11-30' },
      priority: { before: 'none', after: 'low' },
    });
  });
});

describe('undo', () => {
  it('takes back every field of the last batch', async () => {
    const [a = '', b = ''] = await add(ann, 'A', 'B');
    const before = await listTasks(ann, {}, clock);
    await editTasks(ann, click(), [
      {
        id: a,
        title: 'A2',
        description: 'notes',
        due_date: '2026-12-01',
        due_time: '10:00',
        priority: 'urgent',
      },
      { id: b, title: 'B2' },
    ]);
    const undone = await undo(ann, click());
    expect(undone.failures).toEqual([]);
    const after = await listTasks(ann, {}, clock);
    const plain = (page: typeof after) => page.tasks.map(({ version, ...task }) => task);
    expect(plain(after)).toEqual(plain(before));
  });

  it('takes back an added, completed and deleted task, one batch at a time', async () => {
    const [id = ''] = await add(ann, 'Once');
    await completeTasks(ann, click(), [id]);
    await deleteTasks(ann, click(), [id]);
    await undo(ann, click());
    expect(await getTask(ann, id, clock)).toMatchObject({ deleted: false, completed: true });
    await undo(ann, click());
    expect(await getTask(ann, id, clock)).toMatchObject({ completed: false, completed_at: null });
    await undo(ann, click());
    expect(await getTask(ann, id, clock)).toMatchObject({ deleted: true });
    expect((await undo(ann, click())).failures[0]?.error).toBe('There is nothing to undo.');
  });

  it('redoes when the undo itself is undone', async () => {
    const [id = ''] = await add(ann, 'Redo');
    await completeTasks(ann, click(), [id]);
    const undone = await undo(ann, click());
    await undo(ann, click(), undone.batch_id ?? '');
    expect(await getTask(ann, id, clock)).toMatchObject({
      completed: true,
      completed_at: clock.now.toISOString(),
    });
  });

  it('undoes what was redone', async () => {
    const [id = ''] = await add(ann, 'Back and forth');
    await completeTasks(ann, click(), [id]);
    const undone = await undo(ann, click());
    const redone = await undo(ann, click(), undone.batch_id ?? '');
    expect(redone.sentences).toEqual(['Redid: Completed “Back and forth”.']);
    const again = await undo(ann, click());
    expect(again.sentences).toEqual(['Undid: Completed “Back and forth”.']);
    expect(await getTask(ann, id, clock)).toMatchObject({ completed: false, deleted: false });
  });

  it('leaves a task alone that was changed again since', async () => {
    const [id = ''] = await add(ann, 'First');
    const second = await editTasks(ann, click(), [{ id, title: 'Second' }]);
    await editTasks(ann, click(), [{ id, title: 'Third' }]);
    const undone = await undo(ann, click(), second.batch_id ?? '');
    expect(undone.failures[0]?.error).toMatch(/changed again since/);
    expect(await getTask(ann, id, clock)).toMatchObject({ title: 'Third' });
  });

  it('undoes a double click only once', async () => {
    const [id = ''] = await add(ann, 'Double');
    const done = await completeTasks(ann, click(), [id]);
    const batch = done.batch_id ?? '';
    const results = await Promise.all([undo(ann, click(), batch), undo(ann, click(), batch)]);
    expect(results.map(({ sentences }) => sentences.length).sort()).toEqual([0, 1]);
    expect(await getTask(ann, id, clock)).toMatchObject({ completed: false });
  });
});

describe('somebody else', () => {
  it('sees, changes and undoes nothing of mine, and is told that there is no such task', async () => {
    const [id = ''] = await add(ann, 'Private');
    const batch = (await completeTasks(ann, click(), [id])).batch_id ?? '';
    const none = { failures: [{ error: 'There is no task with this id.' }], tasks: [] };
    expect(await getTask(bob, id, clock)).toBeNull();
    expect((await listTasks(bob, { status: 'all' }, clock)).tasks).toEqual([]);
    expect(await taskHistory(bob, { id, limit: 10 })).toEqual([]);
    expect(await completeTasks(bob, click(), [id])).toMatchObject(none);
    expect(await reopenTasks(bob, click(), [id])).toMatchObject(none);
    expect(await deleteTasks(bob, click(), [id])).toMatchObject(none);
    expect(await restoreTasks(bob, click(), [id])).toMatchObject(none);
    expect(await editTasks(bob, click(), [{ id, title: 'Mine now' }])).toMatchObject(none);
    expect(await rescheduleTasks(bob, click(), [{ id, shift_days: 1 }])).toMatchObject(none);
    expect((await undo(bob, click(), batch)).failures).toHaveLength(1);
    expect(await getTask(ann, id, clock)).toMatchObject({ title: 'Private', completed: true });
  });
});

describe('the database itself', () => {
  const row = (values: Partial<typeof tasks.$inferInsert>) =>
    ann.run((tx) =>
      tx.insert(tasks).values({ userId: ann.userId, title: 'x', position: 1, ...values }),
    );
  it.each([
    ['a title that nobody can see', { title: ' \n\t ' }],
    ['a title of 501 characters', { title: 'x'.repeat(501) }],
    ['a time without a date', { dueTime: '10:00' }],
    ['a zone without a time', { dueDate: '2026-01-01', timeZone: 'Asia/Tokyo' }],
  ])('refuses %s', async (_name, values) => {
    await expect(row(values)).rejects.toThrow();
  });
});
