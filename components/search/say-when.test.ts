import { expect, test } from 'vitest';
import { sayWhen } from './say-when';

const berlin = { timeZone: 'Europe/Berlin', now: new Date('2026-11-24T12:00:00Z') };

test.each([
  ['2026-11-24T08:05:00Z', '09:05'],
  ['2026-11-24T13:00:00Z', '14:00'],
  ['2026-11-23T23:30:00Z', '00:30'],
  ['2026-11-23T22:30:00Z', 'Yesterday'],
  ['2026-10-03T12:00:00Z', '3 Oct'],
  ['2025-10-03T12:00:00Z', '3 Oct 2025'],
])('what was said at %s is said to be from %s in Berlin', (at, words) => {
  expect(sayWhen(at, berlin)).toBe(words);
});
