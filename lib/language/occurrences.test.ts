import { describe, expect, test } from 'vitest';
import { type Occurrence, occurrences } from './index';

function take(rule: string, from: string, zone: string, count: number): Occurrence[] {
  const turns: Occurrence[] = [];
  for (const turn of occurrences(rule, from, zone)) {
    if (turns.push(turn) === count) break;
  }
  return turns;
}

function dates(rule: string, from: string, count: number): string[] {
  return take(rule, from, 'UTC', count).map(({ date }) => date);
}

describe('wall time stays when the clocks change', () => {
  test.each([
    // [zone, first day, instants of 09:00 before, on and after the change]
    ['America/New_York', '2026-10-31', ['13:00', '14:00', '14:00']],
    ['America/New_York', '2026-03-07', ['14:00', '13:00', '13:00']],
    ['Europe/Berlin', '2026-10-24', ['07:00', '08:00', '08:00']],
    ['Europe/Berlin', '2026-03-28', ['08:00', '07:00', '07:00']],
    ['Australia/Lord_Howe', '2026-04-04', ['22:00', '22:30', '22:30']],
    ['Australia/Lord_Howe', '2026-10-03', ['22:30', '22:00', '22:00']],
    ['Asia/Kathmandu', '2026-10-24', ['03:15', '03:15', '03:15']],
    ['Pacific/Apia', '2026-04-04', ['20:00', '20:00', '20:00']],
  ])('%s from %s', (zone, from, instants) => {
    const turns = take('FREQ=DAILY', `${from}T09:00`, zone, 3);
    expect(turns.map(({ time }) => time)).toEqual(['09:00', '09:00', '09:00']);
    expect(turns.map(({ instant }) => instant.slice(11, 16))).toEqual(instants);
  });

  test('02:30 on the night that skips it is an hour later, and 02:30 again the day after', () => {
    const turns = take('FREQ=DAILY', '2026-03-28T02:30', 'Europe/Berlin', 3);
    expect(turns.map(({ date, time }) => `${date} ${time}`)).toEqual([
      '2026-03-28 02:30',
      '2026-03-29 02:30',
      '2026-03-30 02:30',
    ]);
    expect(turns[1]?.instant).toBe('2026-03-29T01:30:00Z');
  });

  test('Samoa never had 30 December 2011', () => {
    const turns = take('FREQ=DAILY', '2011-12-29T09:00', 'Pacific/Apia', 2);
    expect(turns.map(({ date }) => date)).toEqual(['2011-12-29', '2011-12-31']);
  });

  test('hours are real hours', () => {
    const turns = take('FREQ=HOURLY;INTERVAL=2', '2026-10-25T00:30', 'Europe/Berlin', 3);
    expect(turns.map(({ time }) => time)).toEqual(['00:30', '02:30', '03:30']);
  });
});

describe('months and ends', () => {
  test.each([
    ['FREQ=MONTHLY', '2026-01-31', ['2026-01-31', '2026-03-31', '2026-05-31']],
    ['FREQ=MONTHLY;BYMONTHDAY=-1', '2026-01-31', ['2026-01-31', '2026-02-28', '2026-03-31']],
    ['FREQ=YEARLY', '2024-02-29', ['2024-02-29', '2028-02-29', '2032-02-29']],
    ['FREQ=MONTHLY;BYDAY=2TU', '2026-11-20', ['2026-12-08', '2027-01-12', '2027-02-09']],
    [
      'FREQ=MONTHLY;BYDAY=MO,TU,WE,TH,FR;BYSETPOS=-1',
      '2026-01-01',
      ['2026-01-30', '2026-02-27', '2026-03-31'],
    ],
    ['FREQ=DAILY;COUNT=2', '2026-01-31', ['2026-01-31', '2026-02-01']],
    ['FREQ=DAILY;UNTIL=20260202', '2026-02-01', ['2026-02-01', '2026-02-02']],
    ['FREQ=WEEKLY;INTERVAL=2;BYDAY=TU', '2026-11-24', ['2026-11-24', '2026-12-08', '2026-12-22']],
  ])('%s from %s', (rule, from, expected) => {
    expect(dates(rule, from, 3)).toEqual(expected);
  });

  test('a rule that can’t be kept throws', () => {
    expect(() => take('FREQ=MINUTELY', '2026-01-01', 'UTC', 1)).toThrow(RangeError);
  });
});
