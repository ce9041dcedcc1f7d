import { v7 as uuidv7 } from 'uuid';
import { describe, expect, it } from 'vitest';
import type { Clock } from '@/lib/clock';
import { testClock } from '@/lib/test-clock';
import {
  addTasks,
  completeTasks,
  editTasks,
  getTask,
  listTasks,
  rescheduleTasks,
  skipTasks,
  taskHistory,
  undo,
} from '.';
import type { TaskDraft } from './add';
import { ann, bob, clock, meetAnnAndBob } from './test/ann-and-bob';

meetAnnAndBob();

/** Sunday 22 November 2026, 10:00 in Berlin, unless another moment is given. */
const click = (at: Clock = clock) => ({ actor: 'user', batchId: uuidv7(), clock: at }) as const;
const on = (day: string) => testClock({ now: new Date(`${day}T09:00:00Z`) });

async function repeating(recurrence: string, more: Partial<TaskDraft> = {}, at = clock) {
  const { tasks, failures } = await addTasks(ann, click(at), [
    { title: 'Water the plants', recurrence, ...more },
  ]);
  expect(failures).toEqual([]);
  const [task] = tasks;
  if (!task) throw new Error('Nothing was added.');
  return task;
}

const complete = (id: string, at = clock) => completeTasks(ann, click(at), [id]);
const dueOf = async (id: string) => (await getTask(ann, id, clock))?.due_date;

describe('a rule that is put on a task', () => {
  it('is told in words, and begins on its first day', async () => {
    const task = await repeating('FREQ=WEEKLY;INTERVAL=2;BYDAY=TU', { due_time: '08:00' });
    expect(task).toMatchObject({
      due_date: '2026-11-24',
      due_time: '08:00',
      recurrence: 'FREQ=WEEKLY;INTERVAL=2;BYDAY=TU',
      repeats: 'every 2 weeks on Tuesday',
    });
    await complete(task.id, on('2026-11-24'));
    expect(await dueOf(task.id)).toBe('2026-12-08');
  });

  it('begins tomorrow when its time has passed today', async () => {
    expect(await repeating('FREQ=DAILY', { due_time: '06:00' })).toMatchObject({
      due_date: '2026-11-23',
    });
  });

  it('is refused when it never comes', async () => {
    const { failures } = await addTasks(ann, click(), [
      { title: 'Too late', recurrence: 'FREQ=DAILY;UNTIL=20261101' },
      { title: 'No time', recurrence: 'FREQ=HOURLY;INTERVAL=2' },
    ]);
    expect(failures.map(({ error }) => error)).toEqual([
      'This rule has no day from Sun 22 Nov 2026 on.',
      'A rule by the hour needs a time.',
    ]);
  });

  it('ends with the word none, and the task is due once more', async () => {
    const { id } = await repeating('FREQ=DAILY');
    const edited = await editTasks(ann, click(), [{ id, recurrence: 'none' }]);
    expect(edited.tasks[0]).toMatchObject({ recurrence: null, repeats: null });
    expect(edited.sentences).toEqual(['“Water the plants”: repeats no more.']);
    expect((await complete(id)).tasks[0]).toMatchObject({ completed: true });
    expect((await undo(ann, click())).failures).toEqual([]);
    expect((await undo(ann, click())).tasks[0]).toMatchObject({ repeats: 'every day' });
  });

  it('keeps a date: one that repeats is never without', async () => {
    const { id } = await repeating('FREQ=DAILY');
    for (const change of [editTasks, rescheduleTasks]) {
      const { failures } = await change(ann, click(), [{ id, due_date: 'none' }]);
      expect(failures[0]?.error).toBe('A repeating task needs a date.');
    }
    const both = await editTasks(ann, click(), [{ id, due_date: 'none', recurrence: 'none' }]);
    expect(both.tasks[0]).toMatchObject({ due_date: null, recurrence: null });
  });

  it('is the same after it is said again', async () => {
    const { id } = await repeating('FREQ=WEEKLY;BYDAY=MO');
    const again = await editTasks(ann, click(), [{ id, recurrence: 'FREQ=WEEKLY;BYDAY=MO' }]);
    expect(again).toMatchObject({ batch_id: null, tasks: [{ version: 1 }] });
  });
});

describe('completing', () => {
  it('moves the task on, says when it comes next, and counts as done', async () => {
    const { id } = await repeating('FREQ=DAILY;INTERVAL=3', { due_date: '2026-11-22' });
    const done = await complete(id);
    expect(done.sentences).toEqual(['Completed “Water the plants”; next on Wed 25 Nov 2026.']);
    expect(done.tasks[0]).toMatchObject({ completed: false, due_date: '2026-11-25', version: 2 });
    const [{ update_type } = { update_type: '' }] = await taskHistory(ann, { id, limit: 1 });
    expect(update_type).toBe('completed');
    const list = await listTasks(ann, { status: 'done' }, clock);
    expect(list.tasks).toMatchObject([{ id, completed_at: clock.now.toISOString() }]);
  });

  it('lets nothing pile up', async () => {
    const { id } = await repeating('FREQ=DAILY;INTERVAL=3', { due_date: '2026-11-01' });
    await complete(id);
    expect(await dueOf(id)).toBe('2026-11-22');
  });

  it('keeps the 31st through shorter months', async () => {
    const { id } = await repeating('FREQ=MONTHLY;BYMONTHDAY=31', { due_date: '2026-10-31' });
    await complete(id, on('2026-10-31'));
    expect(await dueOf(id)).toBe('2026-12-31');
    const last = await repeating('FREQ=MONTHLY;BYMONTHDAY=-1', { due_date: '2027-01-31' });
    for (const day of ['2027-01-31', '2027-02-28', '2027-03-31']) await complete(last.id, on(day));
    expect(await dueOf(last.id)).toBe('2027-04-30');
  });

  it('keeps the time on the wall when the clocks change', async () => {
    const { id } = await repeating('FREQ=DAILY', { due_date: '2027-03-27', due_time: '02:30' });
    const done = await complete(id, on('2027-03-27'));
    expect(done.tasks[0]).toMatchObject({ due_date: '2027-03-28', due_time: '02:30' });
    const next = await complete(id, on('2027-03-28'));
    expect(next.tasks[0]).toMatchObject({ due_date: '2027-03-29', due_time: '02:30' });
  });

  it('knows the day of the task’s own zone', async () => {
    // 23:00 in Berlin on Sunday is Monday morning in Tokyo.
    const late = testClock({ now: new Date('2026-11-22T22:00:00Z') });
    const { id } = await repeating('FREQ=DAILY', {
      due_date: '2026-11-20',
      due_time: '09:00',
      time_zone: 'Asia/Tokyo',
    });
    expect((await complete(id, late)).tasks[0]).toMatchObject({
      due_date: '2026-11-23',
      time_zone: 'Asia/Tokyo',
    });
  });

  it('counts from the day it was done where the rule says so', async () => {
    const { id } = await repeating('FREQ=DAILY;INTERVAL=3', {
      due_date: '2026-11-10',
      recurrence_from: 'completion',
    });
    await complete(id);
    expect(await dueOf(id)).toBe('2026-11-25');
  });

  it.each([
    ['by a number, counted from its days', 'FREQ=DAILY;COUNT=3', 'due'],
    ['by a number, counted from when it was done', 'FREQ=DAILY;COUNT=3', 'completion'],
    ['by a day', 'FREQ=DAILY;UNTIL=20261124', 'due'],
  ] as const)('ends a series that ends %s', async (_, rule, recurrence_from) => {
    const { id } = await repeating(rule, { due_date: '2026-11-22', recurrence_from });
    await complete(id, on('2026-11-22'));
    await complete(id, on('2026-11-23'));
    expect(await getTask(ann, id, clock)).toMatchObject({ completed: false });
    const last = await complete(id, on('2026-11-24'));
    expect(last.tasks[0]).toMatchObject({ completed: true });
    expect(last.sentences).toEqual(['Completed “Water the plants” for the last time.']);
    await undo(ann, click());
    expect(await getTask(ann, id, clock)).toMatchObject({
      completed: false,
      due_date: '2026-11-24',
    });
  });

  it('ends a series by the hour that has a number', async () => {
    const { id } = await repeating('FREQ=HOURLY;INTERVAL=2;COUNT=2', {
      due_date: '2026-11-22',
      due_time: '10:00',
    });
    expect((await complete(id)).tasks[0]).toMatchObject({ due_time: '12:00', completed: false });
    expect((await complete(id)).tasks[0]).toMatchObject({ completed: true });
  });

  it('by two tabs at once moves it on once', async () => {
    const { id } = await repeating('FREQ=DAILY', { due_date: '2026-11-22' });
    const seen = { [id]: '2026-11-22' };
    const outcomes = await Promise.all([
      completeTasks(ann, click(), [id], seen),
      completeTasks(ann, click(), [id], seen),
    ]);
    expect(outcomes.map(({ sentences }) => sentences.length).sort()).toEqual([0, 1]);
    expect(await dueOf(id)).toBe('2026-11-23');
  });

  it('twice in one sentence moves it on once', async () => {
    const { id } = await repeating('FREQ=DAILY', { due_date: '2026-11-22' });
    const sentence = { ...click(), actor: 'assistant' } as const;
    await completeTasks(ann, sentence, [id]);
    expect(await completeTasks(ann, sentence, [id])).toMatchObject({ sentences: [] });
    expect(await dueOf(id)).toBe('2026-11-23');
  });

  it('is taken back and made again whole', async () => {
    const { id } = await repeating('FREQ=DAILY;COUNT=5', {
      due_date: '2026-11-22',
      recurrence_from: 'completion',
    });
    const before = await getTask(ann, id, clock);
    await complete(id);
    const undone = await undo(ann, click());
    const { version: _, ...was } = before ?? { version: 0 };
    expect(await getTask(ann, id, clock)).toMatchObject(was);
    expect((await listTasks(ann, { status: 'done' }, clock)).tasks).toEqual([]);
    const redone = await undo(ann, click(), undone.batch_id ?? '');
    expect(redone.sentences[0]).toMatch(/^Redid: Completed/);
    expect(await dueOf(id)).toBe('2026-11-23');
    expect((await taskHistory(ann, { id, limit: 1 }))[0]?.update_type).toBe('completed');
  });
});

describe('one occurrence', () => {
  it('is moved, and the next one comes when the rule says, at its own time', async () => {
    const { id } = await repeating('FREQ=WEEKLY;BYDAY=MO', {
      due_date: '2026-11-23',
      due_time: '09:00',
    });
    const moved = await rescheduleTasks(ann, click(), [
      { id, due_date: '2026-11-25', due_time: '17:00' },
    ]);
    expect(moved.tasks[0]).toMatchObject({ repeats: 'every Monday', due_date: '2026-11-25' });
    await complete(id, on('2026-11-25'));
    expect(await getTask(ann, id, clock)).toMatchObject({
      due_date: '2026-11-30',
      due_time: '09:00',
    });
  });

  it('that was done early doesn’t come again', async () => {
    const { id } = await repeating('FREQ=WEEKLY;BYDAY=MO', { due_date: '2026-11-23' });
    await rescheduleTasks(ann, click(), [{ id, due_date: '2026-11-22' }]);
    await complete(id);
    expect(await dueOf(id)).toBe('2026-11-30');
  });

  it('is skipped without being done', async () => {
    const { id } = await repeating('FREQ=WEEKLY;BYDAY=MO;COUNT=2', { due_date: '2026-11-23' });
    const skipped = await skipTasks(ann, click(), [id]);
    expect(skipped.sentences).toEqual(['Skipped “Water the plants”; next on Mon 30 Nov 2026.']);
    expect((await listTasks(ann, { status: 'done' }, clock)).tasks).toEqual([]);
    expect((await skipTasks(ann, click(), [id])).failures[0]?.error).toMatch(/last time/);
    await undo(ann, click());
    expect(await dueOf(id)).toBe('2026-11-23');
    const once = await addTasks(ann, click(), [{ title: 'Once' }]);
    expect((await skipTasks(ann, click(), [once.tasks[0]?.id ?? ''])).failures).toHaveLength(1);
  });
});

describe('the whole series', () => {
  it('moves with a date that its rule allows, and keeps the number of turns that are left', async () => {
    const { id } = await repeating('FREQ=DAILY;COUNT=5', { due_date: '2026-11-22' });
    await complete(id, on('2026-11-22'));
    const moved = await editTasks(ann, click(), [{ id, due_date: '2026-12-01' }]);
    expect(moved.tasks[0]).toMatchObject({
      due_date: '2026-12-01',
      recurrence: 'FREQ=DAILY;COUNT=4',
    });
    await complete(id, on('2026-12-01'));
    expect(await dueOf(id)).toBe('2026-12-02');
  });

  it('isn’t moved to a day that its rule never has', async () => {
    const { id } = await repeating('FREQ=WEEKLY;BYDAY=MO', { due_date: '2026-11-23' });
    const { failures } = await editTasks(ann, click(), [{ id, due_date: '2026-11-25' }]);
    expect(failures[0]?.error).toMatch(/no turn on Wed 25 Nov 2026/);
    const both = await editTasks(ann, click(), [
      { id, due_date: '2026-11-25', recurrence: 'FREQ=WEEKLY;BYDAY=WE' },
    ]);
    expect(both.tasks[0]).toMatchObject({ due_date: '2026-11-25', repeats: 'every Wednesday' });
  });

  it('gets another time', async () => {
    const { id } = await repeating('FREQ=DAILY', { due_date: '2026-11-23', due_time: '09:00' });
    await editTasks(ann, click(), [{ id, due_time: '18:00' }]);
    await complete(id, on('2026-11-23'));
    expect(await getTask(ann, id, clock)).toMatchObject({ due_time: '18:00' });
  });
});

it('somebody else completes, skips and changes no series of mine', async () => {
  const { id } = await repeating('FREQ=DAILY', { project: 'Home', labels: ['garden'] });
  const none = { failures: [{ error: 'There is no task with this id.' }], tasks: [] };
  expect(await completeTasks(bob, click(), [id])).toMatchObject(none);
  expect(await skipTasks(bob, click(), [id])).toMatchObject(none);
  expect(await editTasks(bob, click(), [{ id, labels: [] }])).toMatchObject(none);
  // The same id, project and label in the hands of two people stay two.
  await addTasks(bob, click(), [{ id, title: 'Of Bob', project: 'home', labels: ['GARDEN'] }]);
  expect(await getTask(ann, id, clock)).toMatchObject({ project: 'Home', labels: ['garden'] });
  expect(await getTask(bob, id, clock)).toMatchObject({ project: 'home', labels: ['GARDEN'] });
});

describe('the last day of the calendar', () => {
  it('is refused as a beginning that is too late, and ends what reaches it', async () => {
    const { failures } = await addTasks(ann, click(), [
      { title: 'Far', due_date: '+012025-11-24' },
      { title: 'Deadline', deadline: '+012025-11-24' },
      { title: 'Leap', due_date: '9999-12-31', recurrence: 'FREQ=YEARLY;BYMONTH=2;BYMONTHDAY=29' },
    ]);
    expect(failures.map(({ index }) => index)).toEqual([0, 1, 2]);
    const task = await repeating('FREQ=YEARLY;INTERVAL=999', { due_date: '9998-12-31' });
    expect((await skipTasks(ann, click(), [task.id])).failures).toHaveLength(1);
    const { tasks } = await complete(task.id);
    expect(tasks).toMatchObject([{ completed: true }]);
  });
});
