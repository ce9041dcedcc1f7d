import { expect, test } from 'vitest';
import {
  defaultDayParts,
  describeDate,
  type LanguageOptions,
  parseDate,
  parseShift,
} from './index';

const options: LanguageOptions = {
  now: '2026-11-20T10:00',
  timeZone: 'Europe/Berlin',
  weekStart: 1,
  dateOrder: 'dmy',
  dayParts: defaultDayParts,
};

test.each([
  ['to friday', '2026-11-27', null, true],
  ['friday 6pm', '2026-11-27', '18:00', true],
  ['6pm', '2026-11-20', '18:00', false],
  ['to 5', '2026-11-20', '17:00', false],
  ['at 17', '2026-11-20', '17:00', false],
  ['the 15th', '2026-12-15', null, true],
  ['tomorrow morning', '2026-11-21', '09:00', true],
  ['morning', '2026-11-21', '09:00', false],
  ['the weekend', '2026-11-21', null, true],
  ['5/6', '2027-06-05', null, true],
])('“%s” is a date', (text, dueDate, dueTime, dateGiven) => {
  expect(parseDate(text, options)).toMatchObject({ dueDate, dueTime, dateGiven, rest: '' });
});

test('words that are no date are given back', () => {
  expect(parseDate('hello', options)).toMatchObject({ dueDate: null, rest: 'hello' });
  expect(parseDate('the dentist on friday', options).rest).toBe('the dentist');
});

test('a day that does not exist is asked about', () => {
  expect(parseDate('to 30 feb', options)).toMatchObject({
    dueDate: null,
    questions: [{ kind: 'no_such_date', text: '30 feb' }],
  });
});

test.each([
  ['by two days', 2],
  ['a week later', 7],
  ['back 3 days', 3],
  ['a day earlier', -1],
  ['the week after', 7],
  ['friday', null],
])('“%s” moves by %s days', (text, days) => {
  expect(parseShift(text)).toBe(days);
});

test('a date is said with its weekday, and as today or tomorrow where it is', () => {
  expect(describeDate('2026-11-23', '17:00', options)).toBe('Mon 23 Nov 2026, 17:00');
  expect(describeDate('2026-11-21', null, options)).toBe('Tomorrow, Sat 21 Nov 2026');
  expect(describeDate('2026-11-20', '18:00', options, 'short')).toBe('Today, Fri 20 Nov, 18:00');
  expect(describeDate('2027-01-05', null, options, 'short')).toBe('Tue 5 Jan 2027');
  expect(describeDate(null, null, options)).toBe('');
});
