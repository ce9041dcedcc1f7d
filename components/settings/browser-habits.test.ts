import { expect, it } from 'vitest';
import { habitsOf } from './browser-habits';

it.each([
  ['en-US', { weekStart: 0, dateOrder: 'mdy' }],
  ['en-GB', { weekStart: 1, dateOrder: 'dmy' }],
  ['de', { weekStart: 1, dateOrder: 'dmy' }],
  ['ar-EG', { weekStart: 6, dateOrder: 'dmy' }],
])(
  'somebody whose browser speaks %s begins weeks and writes dates as there',
  (language, habits) => {
    expect(habitsOf(language)).toEqual(habits);
  },
);
