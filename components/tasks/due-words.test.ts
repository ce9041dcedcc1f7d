import { expect, test } from 'vitest';
import { addDays, sayDay, sayDueInFull, sayDueShortly, todayIn } from './due-words';

const due = (due_date: string | null, due_time: string | null = null) => ({
  due_date,
  due_time,
  time_zone: null,
});

test('near days are named, far ones are written with their weekday', () => {
  const today = '2026-11-22';
  expect(sayDueShortly(due('2026-11-22', '17:00'), today)).toBe('Today 17:00');
  expect(sayDueShortly(due('2026-11-23'), today)).toBe('Tomorrow');
  expect(sayDueShortly(due('2026-11-21'), today)).toBe('Yesterday');
  expect(sayDueShortly(due('2026-11-26'), today)).toBe('Thu 26 Nov');
  expect(sayDueShortly(due('2027-01-04'), today)).toBe('Mon 4 Jan 2027');
  expect(sayDueShortly(due(null), today)).toBeNull();
  expect(sayDay('2026-11-26', today)).toBe('Thursday 26 November');
});

test('a record of a change names the whole date', () => {
  expect(sayDueInFull(due('2026-11-23', '17:00'))).toBe('Mon 23 Nov 2026, 17:00');
  expect(sayDueInFull(due(null))).toBe('no date');
});

test('today is the day on the person’s own wall', () => {
  const now = new Date('2026-11-22T23:30:00Z');
  expect(todayIn('Europe/Berlin', now)).toBe('2026-11-23');
  expect(todayIn('America/New_York', now)).toBe('2026-11-22');
  expect(addDays('2026-12-31', 1)).toBe('2027-01-01');
});
