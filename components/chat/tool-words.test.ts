import { expect, test } from 'vitest';
import { sayDoing, sayDone } from './tool-words';

test('a call of a tool that Saydo no longer has is told in neutral words', () => {
  expect(sayDoing('delete_task')).toBe('Deleting');
  expect(sayDoing('paint_task')).toBe('Working');
  expect(sayDoing('toString')).toBe('Working');
});

test('what was done is counted from two tasks on', () => {
  expect(sayDone('add_task', 1)).toBe('Added');
  expect(sayDone('delete_task', 2)).toBe('Deleted 2 tasks');
});
