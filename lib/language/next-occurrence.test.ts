import { describe, expect, test } from 'vitest';
import { afterCompletion, afterSkipping, firstTurn, type Series, validateRule } from './index';

function series(recurrence: string, anchor: string, changes: Partial<Series> = {}): Series {
  return { recurrence, recurrenceFrom: 'due', anchor, turn: anchor, time: null, ...changes };
}

function complete(one: Series, now: string): string | null {
  return afterCompletion(one, now, 'Europe/Berlin')?.date ?? null;
}

describe('completing', () => {
  test('moves to the next turn', () => {
    expect(complete(series('FREQ=WEEKLY;BYDAY=MO', '2026-11-23'), '2026-11-23T18:00')).toBe(
      '2026-11-30',
    );
  });

  test('before its day moves to the turn after that one, not to it again', () => {
    expect(complete(series('FREQ=WEEKLY;BYDAY=MO', '2026-11-23'), '2026-11-20T10:00')).toBe(
      '2026-11-30',
    );
  });

  test('weeks late brings nothing from the past back', () => {
    expect(complete(series('FREQ=DAILY', '2026-11-01'), '2026-11-20T10:00')).toBe('2026-11-20');
  });

  test('keeps the rule’s own rhythm: every second Tuesday stays one of those', () => {
    const rule = series('FREQ=WEEKLY;INTERVAL=2;BYDAY=TU', '2026-11-03');
    expect(complete(rule, '2026-11-20T10:00')).toBe('2026-12-01');
  });

  test('a turn that was moved doesn’t come twice', () => {
    const moved = series('FREQ=WEEKLY;BYDAY=MO', '2026-11-02', { turn: '2026-11-23' });
    expect(complete(moved, '2026-11-20T10:00')).toBe('2026-11-30');
  });

  test('the 31st doesn’t drift to the 28th', () => {
    const rule = series('FREQ=MONTHLY', '2026-01-31', { turn: '2026-01-31' });
    expect(complete(rule, '2026-02-10T10:00')).toBe('2026-03-31');
  });

  test('keeps the time of the series', () => {
    const rule = series('FREQ=DAILY', '2026-11-20', { time: '09:00' });
    expect(afterCompletion(rule, '2026-11-20T10:00', 'Europe/Berlin')).toEqual({
      date: '2026-11-21',
      time: '09:00',
    });
  });

  test('ends with the count and with the last day', () => {
    const counted = series('FREQ=DAILY;COUNT=3', '2026-11-18', { turn: '2026-11-20' });
    expect(complete(counted, '2026-11-20T10:00')).toBeNull();
    const dated = series('FREQ=DAILY;UNTIL=20261120', '2026-11-18', { turn: '2026-11-20' });
    expect(complete(dated, '2026-11-20T10:00')).toBeNull();
  });
});

describe('from completion', () => {
  test.each([
    ['FREQ=DAILY;INTERVAL=3', '2026-11-23'],
    ['FREQ=WEEKLY;BYDAY=MO', '2026-11-23'],
    ['FREQ=MONTHLY;INTERVAL=3', '2027-02-20'],
  ])('%s counts from the day it was done', (rule, date) => {
    const one = series(rule, '2026-11-01', { recurrenceFrom: 'completion' });
    expect(complete(one, '2026-11-20T10:00')).toBe(date);
  });

  test('three months after 30 November is the last of February', () => {
    const one = series('FREQ=MONTHLY;INTERVAL=3', '2026-11-01', { recurrenceFrom: 'completion' });
    expect(complete(one, '2026-11-30T10:00')).toBe('2027-02-28');
  });

  test('the count holds', () => {
    const one = series('FREQ=DAILY;COUNT=3', '2026-11-01', {
      recurrenceFrom: 'completion',
      done: 2,
    });
    expect(complete(one, '2026-11-20T10:00')).toBeNull();
  });
});

test('hourly: the next full turn after now', () => {
  const one = series('FREQ=HOURLY;INTERVAL=4', '2026-11-20', { time: '06:00' });
  expect(afterCompletion(one, '2026-11-20T11:00', 'Europe/Berlin')).toEqual({
    date: '2026-11-20',
    time: '14:00',
  });
});

test('skipping goes one turn on, though it be past', () => {
  expect(afterSkipping(series('FREQ=DAILY', '2026-11-01'), 'Europe/Berlin')?.date).toBe(
    '2026-11-02',
  );
});

test('a rule put on a task begins on the first day that it allows', () => {
  expect(firstTurn('FREQ=WEEKLY;BYDAY=MO', '2026-11-20')).toBe('2026-11-23');
  expect(firstTurn('FREQ=MONTHLY', '2026-11-20')).toBe('2026-11-20');
});

describe('rules that can’t be kept', () => {
  test.each([
    'FREQ=SECONDLY',
    'FREQ=MINUTELY;INTERVAL=5',
    'INTERVAL=2',
    'FREQ=DAILY;BYHOUR=9',
    'FREQ=YEARLY;BYMONTH=2;BYMONTHDAY=30',
    'FREQ=DAILY;COUNT=3;UNTIL=20261224',
    'FREQ=WEEKLY;BYDAY=2MO',
    'FREQ=MONTHLY;BYDAY=MO;BYSETPOS=366',
    'FREQ=DAILY;INTERVAL=0',
    'FREQ=DAILY;COUNT=1e9',
    'FREQ=DAILY;UNTIL=20260231',
    'FREQ=DAILY;X-EVIL=1',
    'DTSTART:20260101',
    '',
    `FREQ=MONTHLY;BYMONTHDAY=${Array(500).fill('31').join(',')}`,
  ])('%s is refused with the reason, at once', (rule) => {
    // Processor time: what else the machine does at the moment is no fault of the rule's.
    const before = process.cpuUsage();
    expect(validateRule(rule)).toMatch(/\.$/);
    expect(process.cpuUsage(before).user).toBeLessThan(500_000);
  });

  test.each([
    'FREQ=DAILY',
    'RRULE:FREQ=WEEKLY;BYDAY=MO,WE',
    'FREQ=YEARLY;BYMONTH=2;BYMONTHDAY=29',
    'FREQ=MONTHLY;BYDAY=-1FR;COUNT=10',
  ])('%s is kept', (rule) => {
    expect(validateRule(rule)).toBeNull();
  });
});

describe('a rule at the edge of the calendar', () => {
  const last = (recurrence: string, time: string | null = null) =>
    series(recurrence, '9999-12-31', { time });

  test.each([
    ['FREQ=DAILY', null],
    ['FREQ=YEARLY;INTERVAL=999', null],
    ['FREQ=HOURLY;INTERVAL=999', '23:00'],
  ])('%s ends there, however it is counted', (rule, time) => {
    for (const recurrenceFrom of ['due', 'completion'] as const) {
      const one = { ...last(rule, time), recurrenceFrom };
      expect(afterSkipping(one, 'Europe/Berlin')).toBe(null);
      expect(afterCompletion(one, '9999-12-31T23:30', 'Europe/Berlin')).toBe(null);
    }
  });

  test('has no first turn after it', () => {
    expect(firstTurn('FREQ=YEARLY;BYMONTH=2;BYMONTHDAY=29', '9999-12-31')).toBe(null);
  });
});

describe('a rule whose steps never meet its days', () => {
  test.each([
    ['FREQ=MONTHLY;INTERVAL=12;BYMONTHDAY=31', '2027-12-31'],
    ['FREQ=YEARLY;INTERVAL=4;BYMONTH=2;BYMONTHDAY=29', '2032-02-29'],
    ['FREQ=DAILY;INTERVAL=7;BYDAY=MO', '2026-12-07'],
  ])('%s, from completion, goes to the first of them after a step', (rule, next) => {
    const one = series(rule, '2026-10-31', { recurrenceFrom: 'completion' });
    expect(complete(one, '2026-11-24T10:00')).toBe(next);
  });

  test('ends when it is counted from its first day', () => {
    const one = series('FREQ=HOURLY;INTERVAL=168;BYDAY=MO', '2026-11-24', { time: '09:00' });
    expect(afterSkipping(one, 'Europe/Berlin')).toBe(null);
  });
});
