import type { Clock } from './clock';

/** Sunday 22 November 2026, 10:00 in Berlin, for tests: no test reads the real clock. */
export function testClock(overrides: Partial<Clock> = {}): Clock {
  return {
    now: new Date('2026-11-22T09:00:00Z'),
    timeZone: 'Europe/Berlin',
    weekStart: 1,
    dateOrder: 'dmy',
    dateOrderChosen: true,
    nextWeekday: 'nearest',
    dayParts: { morning: '09:00', afternoon: '15:00', evening: '18:00', night: '20:00' },
    ...overrides,
  };
}
