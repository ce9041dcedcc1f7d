import { expect, test } from 'vitest';
import { safeNext, signInPath } from './next-path';

test('a path of this site is kept', () => {
  expect(safeNext('/chat/123?q=a#last')).toBe('/chat/123?q=a#last');
  expect(safeNext('/tasks?view=today')).toBe('/tasks?view=today');
});

test.each([
  'https://evil.example',
  '//evil.example',
  '/\\evil.example',
  '\\\\evil.example',
  '/\t/evil.example',
  '/\n/evil.example',
  '/./\t/evil.example',
  '/.//evil.example',
  '/x/..//evil.example',
  'javascript:alert(1)',
  ' //evil.example',
  'evil.example',
  '/api/account/export',
  '',
  null,
  undefined,
])('%j leads home instead of away', (next) => {
  expect(safeNext(next)).toBe('/');
});

test('two values lead home', () => {
  expect(safeNext(['/tasks', '//evil.example'])).toBe('/');
});

test('the sign-in page leads back to where the person was', () => {
  expect(signInPath('/chat/1?a=b')).toBe('/sign-in?next=%2Fchat%2F1%3Fa%3Db');
  expect(signInPath('/')).toBe('/sign-in');
  expect(signInPath('//evil.example')).toBe('/sign-in');
});
