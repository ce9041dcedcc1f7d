import { expect, test } from 'vitest';
import { readQueue } from './read-queue';

test('waiting messages survive a reload', () => {
  const waiting = [{ id: '1', text: 'add milk' }];
  expect(readQueue(JSON.stringify(waiting))).toEqual(waiting);
});

test('what a browser kept badly opens the conversation all the same', () => {
  for (const stored of [null, '', '[{"id":"1"', '{}', 'null', '[null, 3, {"id": 1}]'])
    expect(readQueue(stored)).toEqual([]);
});
