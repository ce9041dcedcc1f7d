import { expect, test } from 'vitest';
import { followPlain } from './plain-words';

const friday = [{ start: 5, end: 11 }];

test('words that were said to be plain stay so while others are typed around them', () => {
  expect(followPlain(friday, 'read Friday', 'read Friday tomorrow')).toEqual(friday);
  expect(followPlain(friday, 'read Friday', 'please read Friday')).toEqual([
    { start: 12, end: 18 },
  ]);
  expect(followPlain(friday, 'read Friday', 'Friday')).toEqual([{ start: 0, end: 6 }]);
});

test('plain words that are changed are read afresh', () => {
  expect(followPlain(friday, 'read Friday', 'read Frida')).toEqual([]);
  expect(followPlain(friday, 'read Friday', 'read Fri day')).toEqual([]);
  expect(followPlain(friday, 'read Friday', '')).toEqual([]);
});
