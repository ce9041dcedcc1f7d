import { expect, test } from 'vitest';
import { suggest, summarise } from './suggestions';

const quiet = { overdue: 0, due: 0, open: 0, done: 0 };

test('a new person is shown examples to change, a busy one what to do about today', () => {
  expect(suggest(quiet).filter(({ fills }) => fills)).toHaveLength(2);
  const busy = suggest({ ...quiet, overdue: 3, due: 2, open: 9 });
  expect(busy[0]).toEqual({ text: 'Move my 3 overdue tasks to today', fills: false });
});

test('the day is said in one sentence', () => {
  expect(summarise({ ...quiet, overdue: 3, due: 2, open: 5 })).toBe('3 overdue, 2 more for today.');
  expect(summarise({ ...quiet, open: 1 })).toBe('Nothing due today. One task is waiting.');
  expect(summarise({ ...quiet, done: 4 })).toBe('Everything is done.');
});
