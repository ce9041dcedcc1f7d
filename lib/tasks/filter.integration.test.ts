import { v7 as uuidv7 } from 'uuid';
import { beforeEach, describe, expect, it } from 'vitest';
import { testClock } from '@/lib/test-clock';
import { addTasks, completeTasks, deleteTasks, listTasks, undo } from '.';
import { ann, bob, click, clock, meetAnnAndBob } from './test/ann-and-bob';

meetAnnAndBob();

/** Ann's list on Sunday 22 November 2026, and Bob's with the same names. */
beforeEach(async () => {
  const at = (day: string) => testClock({ now: new Date(`${day}T09:00:00Z`) });
  const on = (day: string) => ({ actor: 'user', batchId: uuidv7(), clock: at(day) }) as const;
  const { tasks } = await addTasks(ann, on('2026-11-01'), [
    { title: 'Tax', due_date: '2026-11-20', priority: 'high', labels: ['Work'], project: 'Office' },
    { title: 'Slides', due_date: '2026-11-27', labels: ['work'], deadline: '2026-11-30' },
    { title: 'Buy paint', labels: ['errands'], project: 'Home' },
    { title: 'Post', due_date: '2026-11-20', labels: ['errands'], priority: 'urgent' },
    { title: 'Stretch', due_date: '2026-11-10', recurrence: 'FREQ=DAILY' },
    { title: 'Old bill' },
    { title: 'Gone', labels: ['work'] },
  ]);
  const idOf = (title: string) => tasks.find((task) => task.title === title)?.id ?? '';
  await completeTasks(ann, on('2026-11-11'), [idOf('Stretch')]);
  await completeTasks(ann, on('2026-11-18'), [idOf('Stretch')]);
  await completeTasks(ann, on('2026-11-12'), [idOf('Old bill')]);
  await deleteTasks(ann, on('2026-11-12'), [idOf('Gone')]);
  await addTasks(bob, click(), [{ title: 'Of Bob', labels: ['work'], project: 'Home' }]);
});

const titles = async (query: Parameters<typeof listTasks>[1]) =>
  (await listTasks(ann, query, clock)).tasks.map(({ title }) => title);

describe('a filter in words', () => {
  it.each([
    ['overdue', ['Stretch', 'Post', 'Tax']],
    ['overdue high priority #work', ['Tax']],
    ['#WORK', ['Tax', 'Slides']],
    ['+office', ['Tax']],
    ['everything except errands', ['Stretch', 'Tax', 'Slides']],
    ['repeating', ['Stretch']],
    ['no date', ['Buy paint']],
    ['without a label', ['Stretch']],
    ['with a label, overdue', ['Post', 'Tax']],
    ['not in a project', ['Stretch', 'Slides', 'Post']],
    ['in a project', ['Tax', 'Buy paint']],
    ['due friday or #errands', ['Post', 'Slides', 'Buy paint']],
    ['done last week', ['Stretch', 'Old bill']],
    ['done this week', ['Stretch']],
    ['done today', []],
    ['paint', ['Buy paint']],
  ])('finds what %s means', async (filter, found) => {
    expect((await titles({ filter })).sort()).toEqual([...found].sort());
  });

  it('says what it means with absolute dates', async () => {
    const { understood } = await listTasks(ann, { filter: 'due friday #work' }, clock);
    expect(understood).toMatch(/^Open tasks: .*Fri 27 Nov 2026/);
    expect(understood).toContain('labelled work');
  });

  it.each(['the ones I told you about before', 'x'.repeat(301)])(
    'is refused where it can’t be read: %s',
    async (filter) => {
      await expect(listTasks(ann, { filter }, clock)).rejects.toMatchObject({
        status: 400,
        body: { field: 'filter' },
      });
    },
  );

  it('goes on from page to page', async () => {
    const found: string[] = [];
    let cursor: string | null | undefined;
    do {
      const page = await listTasks(
        ann,
        { filter: 'everything except errands', limit: 1, cursor: cursor ?? undefined },
        clock,
      );
      expect(page.total).toBe(3);
      found.push(...page.tasks.map(({ title }) => title));
      cursor = page.next_cursor;
    } while (cursor);
    expect(found).toEqual(['Stretch', 'Tax', 'Slides']);
  });
});

it('a project and a label narrow a list, whoever else uses the same name', async () => {
  expect(await titles({ project: 'home' })).toEqual(['Buy paint']);
  expect(await titles({ label: 'WORK', project: 'Office' })).toEqual(['Tax']);
  expect(await titles({ label: 'nobody' })).toEqual([]);
  const { understood } = await listTasks(ann, { project: 'Home' }, clock);
  expect(understood).toBe('Open tasks in project Home');
});

it('an occurrence that was taken back was not done', async () => {
  const { tasks } = await listTasks(ann, { filter: 'repeating' }, clock);
  const done = await completeTasks(ann, click(), [tasks[0]?.id ?? '']);
  expect(await titles({ filter: 'done today' })).toEqual(['Stretch']);
  await undo(ann, click(), done.batch_id ?? '');
  expect(await titles({ filter: 'done today' })).toEqual([]);
  expect(await titles({ list: 'done' })).toEqual(['Stretch', 'Old bill']);
});

describe('a filter that nobody would type', () => {
  it.each([['\0'], ['milk\0'], ['\ud800']])(
    'is refused when it can’t be compared: %j',
    async (filter) => {
      await expect(listTasks(ann, { filter }, clock)).rejects.toMatchObject({ status: 400 });
    },
  );

  it.each([
    ['due in 9999 years'],
    ['added until 31.12.9999'],
    ['done before 31.12.9999'],
    ['done after 31.12.9999'],
    ['deadline by 31.12.9999'],
  ])('stays within the calendar: %s', async (filter) => {
    await expect(listTasks(ann, { filter }, clock)).resolves.toBeDefined();
  });
});
