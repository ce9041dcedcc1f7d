import { expect, test } from 'vitest';
import type { SaydoMessage } from '@/lib/agent/message';
import { snippet } from '@/lib/search/highlight';
import { decodeEntities } from './markdown-text';
import { offeredAnswers } from './offered-answers';
import { spokenParts } from './spoken';

const patterns = [
  '[',
  '](',
  '[](',
  '“',
  'Say “',
  'Shall I ',
  'Which one ',
  '\n',
  ' \n',
  '1. **',
  '1',
  '# ',
  '&',
  '&#1',
  '. ',
  '? ',
];

const spoken = (text: string) => {
  const message = { id: 'a', role: 'assistant', parts: [{ type: 'text', text }] };
  return spokenParts(message as SaydoMessage, true);
};

test.each([
  ['read out', spoken],
  ['searched for answers that it offers', offeredAnswers],
  ['cut to a line of what was found', (text: string) => snippet(text, [])],
  ['freed of entities', decodeEntities],
] as const)('a message of 200,000 signs of one kind is %s in less than 150 ms', (_, read) => {
  for (const pattern of patterns) {
    const text = pattern.repeat(200_000 / pattern.length);
    const cost = Math.min(
      cpuOf(() => read(text)),
      cpuOf(() => read(text)),
    );
    expect(cost, pattern).toBeLessThan(150);
  }
});

function cpuOf(work: () => unknown): number {
  const before = process.cpuUsage();
  work();
  const { user, system } = process.cpuUsage(before);
  return (user + system) / 1000;
}
