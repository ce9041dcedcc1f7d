import { v7 as uuidv7 } from 'uuid';
import { describe, expect, it } from 'vitest';
import { BadCursor } from '@/lib/http';
import { testClock } from '@/lib/test-clock';
import { addTasks, completeTasks, listTasks } from '.';
import { add, ann, bob, click, clock, meetAnnAndBob } from './test/ann-and-bob';

meetAnnAndBob();

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

it('a cursor with a zone that no clock has is refused', async () => {
  const forged = [uuidv7(), '2026-11-20 10:00:00+99'];
  const cursor = Buffer.from(JSON.stringify(forged)).toString('base64url');
  await expect(listTasks(ann, { status: 'done', cursor }, clock)).rejects.toThrow(BadCursor);
});
