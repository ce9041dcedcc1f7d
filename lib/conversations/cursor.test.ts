import { expect, test } from 'vitest';
import { BadCursor } from '@/lib/http';
import { decodeCursor as decodeResult, encodeCursor as encodeResult } from '../search/cursor';
import { decodeCursor, encodeCursor } from './cursor';

const id = '01a22945-37e3-7000-804d-d095c0f07004';

test('a cursor leads back to its place', () => {
  const at = new Date('2026-11-29T22:03:22.123Z');
  expect(decodeCursor(encodeCursor(at, id))).toEqual({ at: at.toISOString(), id });
  const place = { rank: 3, at: at.getTime(), id };
  expect(decodeResult(encodeResult('near', place))).toEqual({ way: 'near', ...place });
});

test.each([
  ['the year 0, which Postgres does not know', '-m13bdc1kw'],
  ['a time before 1970', '-1'],
  ['a time that goes on after its number', '0!'],
  ['no time', ''],
])('%s is no cursor', (_, time) => {
  expect(() => decodeCursor(`${time}.${id}`)).toThrow(BadCursor);
  expect(() => decodeResult(`words.1.${time}.${id}`)).toThrow(BadCursor);
});

test('what stands behind a cursor makes it none', () => {
  expect(() => decodeCursor(`0.${id}.more`)).toThrow(BadCursor);
  expect(() => decodeResult(`words.1.0.${id}.more`)).toThrow(BadCursor);
});
