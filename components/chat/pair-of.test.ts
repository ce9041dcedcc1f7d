import { expect, test } from 'vitest';
import type { SaydoMessage } from '@/lib/agent/message';
import { actedSince, pairOf } from './pair-of';

const said = (id: string): SaydoMessage => ({ id, role: 'user', parts: [] });
const answered = (id: string, acted?: number): SaydoMessage => ({
  id,
  role: 'assistant',
  parts: [],
  metadata: acted === undefined ? {} : { acted },
});

const talk = [said('1'), answered('2', 2), said('3'), answered('4'), said('5'), answered('6', 1)];

test('a message is deleted with its answer, and alone where it has none', () => {
  expect(pairOf(talk, '3')).toEqual(['3', '4']);
  expect(pairOf([said('1'), said('2')], '1')).toEqual(['1']);
  expect(pairOf(talk, 'elsewhere')).toEqual(['elsewhere']);
});

test('an edit takes back what was done after the message, by its own answer too', () => {
  expect(actedSince(talk, '1')).toBe(3);
  expect(actedSince(talk, '3')).toBe(1);
  expect(actedSince(talk, '6')).toBe(0);
  expect(actedSince(talk, 'elsewhere')).toBe(0);
});
