import { expect, test } from 'vitest';
import type { Clock } from '@/lib/clock';
import { readQuickAdd } from './quick-add';

const clock: Clock = {
  now: new Date('2026-11-22T09:00:00Z'),
  timeZone: 'Europe/Berlin',
  weekStart: 1,
  dateOrder: 'mdy',
  dayParts: { morning: '09:00', afternoon: '15:00', evening: '18:00', night: '20:00' },
};

test('quick add reads the day, the time and the priority out of the words', () => {
  expect(readQuickAdd('call Ada tomorrow at 5pm, high priority', clock)).toEqual({
    draft: { title: 'call Ada', due_date: '2026-11-23', due_time: '17:00', priority: 'high' },
  });
});

test('a task typed into the list of a day belongs to that day, unless the words say another', () => {
  expect(readQuickAdd('water the plants', clock, '2026-11-22')).toEqual({
    draft: { title: 'water the plants', due_date: '2026-11-22', priority: 'none' },
  });
  expect(readQuickAdd('water the plants on friday', clock, '2026-11-22')).toMatchObject({
    draft: { due_date: '2026-11-27' },
  });
});

test('words with nothing to do in them are asked about, not saved', () => {
  expect(readQuickAdd('tomorrow at 5pm', clock)).toHaveProperty('question');
});
