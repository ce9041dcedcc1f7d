import { expect, it } from 'vitest';
import { untilOneWaits } from '@/db/test/when-waiting';
import { joinTransaction, type Scope } from '@/lib/scope';
import { addTasks, completeTasks, editTasks, getTask, undo, type WriteOutcome } from '.';
import type { TaskDraft } from './add';
import { ann, bob, click, clock, meetAnnAndBob } from './test/ann-and-bob';

const place = meetAnnAndBob();

async function addOne(scope: Scope, draft: Partial<TaskDraft>): Promise<string> {
  const { tasks } = await addTasks(scope, click(), [{ title: 'Pack', ...draft }]);
  return tasks[0]?.id ?? '';
}

/** Two writes of Ann's on two connections: the second has begun before the first commits. */
async function atOnce(
  first: (scope: Scope) => Promise<WriteOutcome>,
  second: (scope: Scope) => Promise<WriteOutcome>,
): Promise<WriteOutcome> {
  return (
    await ann.run(async (tx) => {
      await first(joinTransaction(ann, tx));
      const waiting = second(ann);
      await untilOneWaits(place.db);
      return { waiting };
    })
  ).waiting;
}

it('names that two tabs change at once are undone to what they were between the two', async () => {
  const id = await addOne(ann, { labels: ['old'], project: 'Old' });
  const his = await addOne(bob, { labels: ['his'], project: 'His' });
  const { tasks, batch_id } = await atOnce(
    (scope) => editTasks(scope, click(), [{ id, labels: ['first'], project: 'First' }]),
    (scope) => editTasks(scope, click(), [{ id, labels: ['second'], project: 'Second' }]),
  );
  expect(tasks).toMatchObject([{ labels: ['second'], project: 'Second', version: 3 }]);
  await undo(ann, click(), batch_id ?? '');
  expect(await getTask(ann, id, clock)).toMatchObject({ labels: ['first'], project: 'First' });
  expect(await getTask(bob, his, clock)).toMatchObject({ labels: ['his'], project: 'His' });
});

it('a title that is changed while the labels are shows the labels that were just written', async () => {
  const id = await addOne(ann, { labels: ['old'] });
  const { tasks } = await atOnce(
    (scope) => editTasks(scope, click(), [{ id, labels: ['new'] }]),
    (scope) => editTasks(scope, click(), [{ id, title: 'Pack the bag' }]),
  );
  expect(tasks).toMatchObject([{ title: 'Pack the bag', labels: ['new'] }]);
});

it('a click that arrives twice at once completes one occurrence of a repeating task', async () => {
  const id = await addOne(ann, { recurrence: 'FREQ=DAILY', due_date: '2026-11-22' });
  const once = click();
  const again = await atOnce(
    (scope) => completeTasks(scope, once, [id]),
    (scope) => completeTasks(scope, once, [id]),
  );
  expect(again.sentences).toEqual([]);
  expect(await getTask(ann, id, clock)).toMatchObject({ due_date: '2026-11-23', version: 2 });
});
