import { expect, test } from 'vitest';
import { describeRule, describe as describeWhen } from './index';

const options = { now: '2026-11-20T10:00' };

test.each([
  ['FREQ=DAILY', 'every day'],
  ['FREQ=DAILY;INTERVAL=3', 'every 3 days'],
  ['FREQ=WEEKLY;BYDAY=MO,WE', 'every Monday and Wednesday'],
  ['FREQ=WEEKLY;INTERVAL=2;BYDAY=TU', 'every 2 weeks on Tuesday'],
  ['FREQ=WEEKLY;BYDAY=MO,TU,WE,TH,FR', 'every weekday'],
  ['FREQ=MONTHLY;BYDAY=2TU', 'every month on the second Tuesday'],
  ['FREQ=MONTHLY;BYMONTHDAY=1,15', 'every month on the 1st and 15th'],
  ['FREQ=MONTHLY;BYMONTHDAY=-1', 'every month on the last day'],
  ['FREQ=MONTHLY;BYDAY=MO,TU,WE,TH,FR;BYSETPOS=-1', 'every month on the last working day'],
  ['FREQ=YEARLY;BYMONTH=1;BYMONTHDAY=5', 'every 5 January'],
  ['FREQ=DAILY;UNTIL=20261224', 'every day until Thu 24 Dec 2026'],
  ['FREQ=WEEKLY;BYDAY=MO;COUNT=6', 'every Monday, 6 times'],
])('%s is “%s”', (rule, words) => {
  expect(describeRule(rule)).toBe(words);
});

test('a repeating task is said with its next turn', () => {
  expect(
    describeWhen(
      { dueDate: '2026-12-01', dueTime: '15:00', recurrence: 'FREQ=WEEKLY;INTERVAL=2;BYDAY=TU' },
      options,
    ),
  ).toBe('every 2 weeks on Tuesday, next 1 Dec 2026, 15:00');
});

test('from completion is said so', () => {
  expect(describeRule('FREQ=DAILY;INTERVAL=3', 'completion')).toBe('every 3 days after it is done');
});

test('without a rule it is the date', () => {
  expect(describeWhen({ dueDate: '2026-12-01', dueTime: null }, options)).toBe('Tue 1 Dec 2026');
});
