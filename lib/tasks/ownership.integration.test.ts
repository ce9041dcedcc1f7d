import { describe, expect, it } from 'vitest';
import {
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
import { add, ann, bob, click, clock, meetAnnAndBob } from './test/ann-and-bob';

meetAnnAndBob();

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
