import { expect, test } from 'vitest';
import { testClock } from '@/lib/test-clock';
import { readRepeat } from './read-repeat';

// A Tuesday morning.
const clock = testClock({ now: new Date('2026-11-24T09:00:00Z'), dateOrder: 'mdy' });

test('somebody says how often, and sees how it was read', () => {
  expect(readRepeat('every other friday', clock)).toEqual({
    rule: 'FREQ=WEEKLY;INTERVAL=2;BYDAY=FR',
    from: 'due',
    words: 'every 2 weeks on Friday',
    first: '2026-11-27',
  });
  expect(readRepeat('every! 3 days', clock)).toMatchObject({ from: 'completion' });
  expect(readRepeat('rrule:freq=monthly;bymonthday=-1', clock)).toMatchObject({
    rule: 'FREQ=MONTHLY;BYMONTHDAY=-1',
    words: 'every month on the last day',
  });
});

test('what is no rule is told, with the reason', () => {
  expect(readRepeat('blue', clock)).toHaveProperty('reason');
  expect(readRepeat('tomorrow', clock)).toHaveProperty('reason');
  expect(readRepeat('twice a week', clock)).toHaveProperty('reason');
  expect(readRepeat('FREQ=SECONDLY', clock)).toHaveProperty('reason');
});

test('the words of every rule that a task may have are read back as that rule', () => {
  for (const words of [
    'every 2 weeks on Tuesday',
    'every month on the last day',
    'every month on the second Tuesday',
    'every 3 days after it is done',
    'every weekday',
    'every 5 January',
  ]) {
    expect(readRepeat(words, clock)).toMatchObject({ words });
  }
});
