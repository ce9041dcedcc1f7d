import { expect, test } from 'vitest';
import { readQueue, withoutQueued, withQueued } from './read-queue';

test('waiting messages survive a reload', () => {
  const waiting = [{ id: '1', text: 'add milk' }];
  expect(readQueue(JSON.stringify(waiting))).toEqual(waiting);
});

test('what a browser kept badly opens the conversation all the same', () => {
  for (const stored of [null, '', '[{"id":"1"', '{}', 'null', '[null, 3, {"id": 1}]'])
    expect(readQueue(stored)).toEqual([]);
});

test('a message waits once, however often it is put there', () => {
  const one = { id: '1', text: 'add milk' };
  const two = { id: '2', text: 'add bread' };
  const both = withQueued(withQueued(withQueued([], one), two), one);
  expect(both).toEqual([one, two]);
  expect(withoutQueued(both, '1')).toEqual([two]);
});
