import { expect, test } from 'vitest';
import { editDistance, nearWords } from './near-words';

const used = ['dentist', 'dentists', 'density', 'meeting', 'milk', 'appointment', 'dent'].map(
  (word) => ({ word, times: 1 }),
);
const near = (typed: string, open = false) => nearWords(typed, used, { open });

test('a letter that is missing, added, wrong or swapped is one slip', () => {
  expect(editDistance('meetign', 'meeting')).toBe(1);
  expect(editDistance('meting', 'meeting')).toBe(1);
  expect(editDistance('meetting', 'meeting')).toBe(1);
  expect(editDistance('meetimg', 'meeting')).toBe(1);
  expect(editDistance('', 'rent')).toBe(4);
  expect(editDistance('rent', 'rent')).toBe(0);
});

test('a word with a slip finds the word that was meant', () => {
  expect(near('dentsit')).toEqual(['dentist']);
  expect(near('meetign')).toEqual(['meeting']);
  expect(near('apointmant')).toEqual(['appointment']);
});

test('short words have no slips, because they are all alike', () => {
  expect(near('mlk')).toEqual([]);
  expect(near('mikl')).toEqual(['milk']);
});

test('a word that is still being typed may have its slip too', () => {
  expect(near('apoin', true)).toEqual(['appointment']);
  expect(near('apoin')).toEqual([]);
});

test('the word that is used more often comes first', () => {
  const words = [
    { word: 'plane', times: 1 },
    { word: 'plans', times: 9 },
  ];
  expect(nearWords('planx', words, { open: false })).toEqual(['plans', 'plane']);
});
