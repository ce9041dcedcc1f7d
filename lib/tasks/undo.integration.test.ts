import { describe, expect, it } from 'vitest';
import { completeTasks, deleteTasks, editTasks, getTask, listTasks, undo } from '.';
import { add, ann, click, clock, meetAnnAndBob } from './test/ann-and-bob';

meetAnnAndBob();

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
