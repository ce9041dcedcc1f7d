import { expect, test } from 'vitest';
import type { SaydoMessage } from '@/lib/agent/message';
import { spokenParts } from './spoken';

function answer(...texts: string[]): SaydoMessage {
  return { id: 'a', role: 'assistant', parts: texts.map((text) => ({ type: 'text', text })) };
}

const texts = (message: SaydoMessage, ended: boolean) =>
  spokenParts(message, ended).map(({ text }) => text);

test('a screen reader hears each sentence when it is finished, not while it grows', () => {
  expect(texts(answer('Hello Ada. You have th'), false)).toEqual(['Hello Ada.']);
  expect(texts(answer('Hello Ada. You have three.'), true)).toEqual([
    'Hello Ada.',
    'You have three.',
  ]);
});

test('what was heard stays the same when more is said', () => {
  const before = spokenParts(answer('One. Two. Thr'), false);
  const after = spokenParts(answer('One. Two. Three.', 'Four.'), true);
  expect(after.slice(0, before.length)).toEqual(before);
});

test('what an approval did is something new to hear, also where its question was heard', () => {
  const asked: SaydoMessage = {
    id: 'a',
    role: 'assistant',
    parts: [
      {
        type: 'tool-delete_task',
        toolCallId: 'call',
        state: 'approval-requested',
        input: { ids: ['1', '2'] },
        approval: { id: 'approval' },
      },
    ],
  };
  const done: SaydoMessage = {
    ...asked,
    parts: [
      {
        type: 'tool-delete_task',
        toolCallId: 'call',
        state: 'output-available',
        input: { ids: ['1', '2'] },
        output: { tasks: [], failures: [], batch_id: 'b' },
      },
    ],
  };
  const [question] = spokenParts(asked, true);
  const [outcome] = spokenParts(done, true);
  expect(question?.text).toContain('Approve or decline');
  expect(outcome?.key).not.toBe(question?.key);
});

test('the same sentence in two texts of an answer is heard twice', () => {
  const keys = spokenParts(answer('Done.', 'Done.'), true).map(({ key }) => key);
  expect(new Set(keys).size).toBe(2);
});

test('marks of Markdown are not read out', () => {
  expect(texts(answer('**Buy milk** [here](https://x.test).'), true)).toEqual(['Buy milk here.']);
});

test('what is remembered is heard in its own words', () => {
  const before = { next_weekday: 'nearest', date_order: 'dmy', date_order_chosen: true } as const;
  const sentence = 'From now on, “next Friday” means the one after.';
  const message: SaydoMessage = {
    id: 'a',
    role: 'assistant',
    parts: [
      {
        type: 'tool-set_preference',
        toolCallId: 'call',
        state: 'output-available',
        input: { next_weekday: 'after' },
        output: { next_weekday: 'after', date_order: 'dmy', before, sentence },
      },
    ],
  };
  expect(texts(message, true)).toEqual([sentence]);
});

test('what was only looked up is not heard', () => {
  const message: SaydoMessage = {
    id: 'a',
    role: 'assistant',
    parts: [
      {
        type: 'tool-list_tasks',
        toolCallId: 'call',
        state: 'output-available',
        input: { shown: false },
        output: { tasks: [], next_cursor: null, total: 0, understood: 'Open tasks' },
      },
    ],
  };
  expect(texts(message, true)).toEqual([]);
});
