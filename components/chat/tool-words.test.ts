import { expect, test } from 'vitest';
import { sayDoing, sayDone, sayLookedAt } from './tool-words';

test('a call of a tool that Saydo no longer has is told in neutral words', () => {
  expect(sayDoing('delete_task')).toBe('Deleting');
  expect(sayDoing('paint_task')).toBe('Working');
  expect(sayDoing('toString')).toBe('Working');
});

test('what was done is counted from two tasks on', () => {
  expect(sayDone('add_task', 1)).toBe('Added');
  expect(sayDone('delete_task', 2)).toBe('Deleted 2 tasks');
});

test('a lookup by the beginnings of words shows none of them', () => {
  const output = {
    tasks: [],
    next_cursor: null,
    total: 0,
    understood: 'Open tasks with “everyth” in them',
  };
  const looked = {
    type: 'tool-list_tasks',
    toolCallId: 'a',
    state: 'output-available',
    output,
  } as const;
  expect(sayLookedAt({ ...looked, input: { search: 'everyth', shown: false } })).toBe(
    'Looked through your tasks',
  );
  expect(sayLookedAt({ ...looked, input: { search: 'everyth' } })).toContain('“everyth”');
});
