import { and, eq } from 'drizzle-orm';
import { v7 as uuidv7 } from 'uuid';
import { describe, expect, it } from 'vitest';
import { tasks, taskUpdates } from '@/db/schema';
import {
  addTasks,
  completeTasks,
  deleteTasks,
  editTasks,
  getTask,
  listTasks,
  reopenTasks,
  rescheduleTasks,
  restoreTasks,
  taskHistory,
} from '.';
import { add, ann, bob, click, clock, meetAnnAndBob } from './test/ann-and-bob';

meetAnnAndBob();

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

  it('keeps the word none as a note of a person, and clears notes where the assistant says it', async () => {
    const [id = ''] = await add(ann, 'Noted');
    const byHand = await editTasks(ann, click(), [{ id, description: 'none' }]);
    expect(byHand.tasks[0]?.description).toBe('none');
    const said = await editTasks(ann, { ...click(), actor: 'assistant' }, [
      { id, description: 'none' },
    ]);
    expect(said.tasks[0]?.description).toBe('');
    await editTasks(ann, click(), [{ id, description: 'by hand' }]);
    const cleared = await editTasks(ann, click(), [{ id, description: '' }]);
    expect(cleared.tasks[0]?.description).toBe('');
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
