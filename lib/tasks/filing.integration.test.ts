import { describe, expect, it } from 'vitest';
import { labels, projects } from '@/db/schema';
import { readChanges } from '@/lib/changes';
import { addTasks, editTasks, getTask, listTasks, undo } from '.';
import { label, projectOrNone } from './fields';
import { add, ann, bob, click, clock, meetAnnAndBob } from './test/ann-and-bob';

meetAnnAndBob();

describe('projects and labels', () => {
  it('are made when they are first named, and known again in any case', async () => {
    const { tasks, sentences } = await addTasks(ann, click(), [
      { title: 'Pack', project: 'Trip', labels: ['Work', 'errands', 'work'] },
      { title: 'Book', project: 'trip', labels: ['ERRANDS'] },
    ]);
    expect(tasks).toMatchObject([
      { project: 'Trip', labels: ['errands', 'Work'] },
      { project: 'Trip', labels: ['errands'] },
    ]);
    expect(sentences[0]).toBe('Added “Pack”, in project Trip, labelled errands, Work.');
    expect(await ann.run((tx) => tx.select().from(projects))).toHaveLength(1);
    expect(await ann.run((tx) => tx.select().from(labels))).toHaveLength(2);
    expect(await bob.run((tx) => tx.select().from(labels))).toEqual([]);
  });

  it('replace each other, are cleared, and come back with an undo', async () => {
    const [id = ''] = await add(ann, 'Pack');
    await editTasks(ann, click(), [{ id, project: 'Trip', labels: ['b', 'a'] }]);
    const other = await editTasks(ann, click(), [{ id, project: null, labels: ['c'] }]);
    expect(other.tasks[0]).toMatchObject({ project: null, labels: ['c'], version: 3 });
    expect(other.sentences).toEqual(['“Pack”: taken out of its project, labelled c.']);
    const cleared = await editTasks(ann, click(), [{ id, labels: [] }]);
    expect(cleared.tasks[0]?.labels).toEqual([]);
    await undo(ann, click());
    await undo(ann, click());
    expect(await getTask(ann, id, clock)).toMatchObject({ project: 'Trip', labels: ['a', 'b'] });
  });

  it('can be called none: a project of that name is filed in, found and left like any other', async () => {
    const [id = '', loose = ''] = await add(ann, 'Pack', 'Loose');
    const [his = ''] = await add(bob, 'His');
    await editTasks(bob, click(), [{ id: his, project: 'none' }]);
    const filed = await editTasks(ann, click(), [{ id, project: 'NONE' }]);
    expect(filed.tasks[0]?.project).toBe('NONE');
    const found = async (query: Parameters<typeof listTasks>[1]) =>
      (await listTasks(ann, query, clock)).tasks.map((task) => task.id);
    expect(await found({ project: 'none' })).toEqual([id]);
    expect(await found({ filter: 'in project none' })).toEqual([id]);
    expect(await found({ filter: 'no project' })).toEqual([loose]);
    const freed = await editTasks(ann, click(), [{ id, project: null }]);
    expect(freed.tasks[0]?.project).toBeNull();
    expect(await getTask(bob, his, clock)).toMatchObject({ project: 'none' });
  });

  it('of which a model clears the project with none in any spelling, and names none with the sign', () => {
    for (const word of ['none', 'None', ' NONE ']) expect(projectOrNone.parse(word)).toBeNull();
    expect(projectOrNone.parse('+None')).toBe('None');
    expect(projectOrNone.parse('+Launch')).toBe('Launch');
    expect(projectOrNone.safeParse(' ').success).toBe(false);
  });

  it('are unchanged when they are said again in another case', async () => {
    const [id = ''] = await add(ann, 'Pack');
    await editTasks(ann, click(), [{ id, project: 'Trip', labels: ['b', 'a'] }]);
    const again = await editTasks(ann, click(), [{ id, project: 'TRIP', labels: ['A', 'B'] }]);
    expect(again).toMatchObject({ batch_id: null, tasks: [{ version: 2 }] });
  });

  it('tell the other tabs of their person, with the task', async () => {
    const [id = ''] = await add(ann, 'Pack');
    const { cursor } = await readChanges(ann, null);
    await editTasks(ann, click(), [{ id, labels: ['a'] }]);
    expect((await readChanges(ann, cursor)).changes).toEqual([{ topic: 'tasks' }]);
  });

  it('can be named by two tabs at once', async () => {
    const outcomes = await Promise.all(
      ['x', 'X', 'x'].map((project) =>
        addTasks(ann, click(), [{ title: 'Pack', project, labels: ['new', 'other'] }]),
      ),
    );
    expect(new Set(outcomes.map(({ tasks }) => tasks[0]?.project)).size).toBe(1);
  });
});

it('a deadline and a duration are kept, cleared and undone', async () => {
  const { tasks } = await addTasks(ann, click(), [
    { title: 'Report', deadline: '2026-12-01', duration_minutes: 90 },
  ]);
  const id = tasks[0]?.id ?? '';
  expect(tasks[0]).toMatchObject({ deadline: '2026-12-01', duration_minutes: 90 });
  await editTasks(ann, click(), [{ id, deadline: 'none', duration_minutes: 'none' }]);
  expect(await getTask(ann, id, clock)).toMatchObject({ deadline: null, duration_minutes: null });
  await undo(ann, click());
  expect(await getTask(ann, id, clock)).toMatchObject({ deadline: '2026-12-01' });
});

describe('names that look the same', () => {
  it('are one, however their accents are written and whatever unseen marks they carry', async () => {
    const spellings = ['Caf\u00e9', 'Cafe\u0301', 'caf\u00e9\u200b', '\u202eCaf\u00e9'];
    await addTasks(
      ann,
      click(),
      spellings.map((name) => ({ title: 'Pack', labels: [label.parse(name)] })),
    );
    expect(await ann.run((tx) => tx.select().from(labels))).toHaveLength(1);
    const { total } = await listTasks(ann, { filter: '#cafe\u0301' }, clock);
    expect(total).toBe(4);
  });

  it('keep the joiners that emoji and Persian need', () => {
    expect(label.parse('👩\u200d💻')).toBe('👩\u200d💻');
  });
});
