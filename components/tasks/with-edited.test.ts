import { expect, test } from 'vitest';
import { taskView } from '@/lib/tasks/test/task-view';
import { withEdited } from './with-edited';

const task = (title: string, due_date: string | null = null) => taskView({ id: title, due_date });
const [milk, tea, rope] = [task('milk'), task('tea'), task('rope')];

test('nothing is edited: the list is what the server says', () => {
  expect(withEdited([milk, tea], [])).toEqual([milk, tea]);
});

test('a task that is moved to another day elsewhere stays where it is edited', () => {
  const moved = task('tea', '2030-01-01');
  expect(withEdited([milk, rope, moved], [{ task: tea, place: 1 }])).toEqual([milk, tea, rope]);
});

test('tasks that are completed elsewhere stay while they are edited, in a list that got shorter', () => {
  const edited = [
    { task: rope, place: 2 },
    { task: milk, place: 0 },
  ];
  expect(withEdited([], edited)).toEqual([milk, rope]);
});
