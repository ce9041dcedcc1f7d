import { expect, test } from 'vitest';
import type { SaydoMessage } from '@/lib/agent/message';
import { withoutTail } from './without-tail';

const call: SaydoMessage['parts'][number] = {
  type: 'tool-complete_task',
  toolCallId: 'call',
  state: 'output-error',
  input: { ids: [] },
  errorText: 'No.',
};

const text = (words: string) => ({ type: 'text', text: words }) as const;
const broken: SaydoMessage = {
  id: '2',
  role: 'assistant',
  metadata: { status: 'interrupted' },
  parts: [text('I will'), call, text('and th')],
};

test('a retry keeps what was done and drops the words after it', () => {
  expect(withoutTail(broken)?.parts).toEqual([text('I will'), call]);
});

test('an answer in which nothing was done starts over', () => {
  expect(withoutTail({ ...broken, parts: [text('I will')] })).toBeNull();
});

test('an answer that is retried counts as running only once the retry is answered', () => {
  expect(withoutTail(broken)?.metadata?.status).toBe('interrupted');
});
