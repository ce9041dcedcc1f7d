import { expect, test } from 'vitest';
import type { SaydoMessage } from '@/lib/agent/message';
import { mergeThread, withoutTail } from './merge-thread';

function said(id: string, role: 'user' | 'assistant', text = id): SaydoMessage {
  return { id, role, parts: [{ type: 'text', text }] };
}

const call: SaydoMessage['parts'][number] = {
  type: 'tool-complete_task',
  toolCallId: 'call',
  state: 'output-error',
  input: { ids: [] },
  errorText: 'No.',
};

test('after a lost connection the stored answer replaces the half that was seen', () => {
  const now = [said('0', 'user'), said('1', 'user'), said('2', 'assistant', 'half')];
  const stored = [said('1', 'user'), said('2', 'assistant', 'whole')];
  expect(mergeThread(now, stored)).toEqual([said('0', 'user'), ...stored]);
});

test('a message that never arrived stays, behind what is stored', () => {
  const now = [said('1', 'user'), said('2', 'assistant'), said('3', 'user')];
  expect(mergeThread(now, now.slice(0, 2))).toEqual(now);
  expect(mergeThread([said('3', 'user')], [])).toEqual([said('3', 'user')]);
});

test('a retry keeps what was done and drops the words after it', () => {
  const broken = said('2', 'assistant', 'I will');
  broken.parts = [...broken.parts, call, { type: 'text', text: 'and th' }];
  const [, kept] = withoutTail([said('1', 'user'), broken]);
  expect(kept?.parts).toHaveLength(2);
  expect(withoutTail([said('1', 'user'), said('2', 'assistant')])).toEqual([said('1', 'user')]);
  expect(withoutTail([said('1', 'user')])).toEqual([said('1', 'user')]);
});

test('an answer that is retried counts as running only once the retry is answered', () => {
  const broken = said('2', 'assistant', 'I will');
  broken.parts = [call, ...broken.parts];
  broken.metadata = { status: 'interrupted' };
  expect(withoutTail([said('1', 'user'), broken]).at(-1)?.metadata?.status).toBe('interrupted');
});
