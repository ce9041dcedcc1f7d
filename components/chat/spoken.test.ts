import { expect, test } from 'vitest';
import type { SaydoMessage } from '@/lib/agent/message';
import { spokenParts } from './spoken';

function answer(...texts: string[]): SaydoMessage {
  return { id: 'a', role: 'assistant', parts: texts.map((text) => ({ type: 'text', text })) };
}

test('a screen reader hears each sentence when it is finished, not while it grows', () => {
  expect(spokenParts(answer('Hello Ada. You have th'), false)).toEqual(['Hello Ada.']);
  expect(spokenParts(answer('Hello Ada. You have three.'), true)).toEqual([
    'Hello Ada.',
    'You have three.',
  ]);
});

test('what was heard stays the same when more is said', () => {
  const before = spokenParts(answer('One. Two. Thr'), false);
  const after = spokenParts(answer('One. Two. Three.', 'Four.'), true);
  expect(after.slice(0, before.length)).toEqual(before);
});

test('marks of Markdown are not read out', () => {
  expect(spokenParts(answer('**Buy milk** [here](https://x.test).'), true)).toEqual([
    'Buy milk here.',
  ]);
});
