import fc from 'fast-check';
import { renderToStaticMarkup } from 'react-dom/server';
import { expect, test } from 'vitest';
import { readContent } from '@/lib/sharing/snapshot';
import { SharedConversation } from './shared-conversation';

const html = (stored: unknown) =>
  renderToStaticMarkup(<SharedConversation messages={readContent(stored)} />);

const task = {
  title: 'Buy oat milk',
  ...{ due_date: '2026-11-23', due_time: null, time_zone: null, priority: 'high' },
  ...{ completed: false, deleted: false },
};
const card = { type: 'card', tool: 'add_task', found: null, tasks: [task], more: 0 };

test('of a card with a day that does not exist, the other tasks are shown and the rest counted', () => {
  const bad = ['2026-02-30', '9999-99-99', '', 7].map((due_date) => ({ ...task, due_date }));
  const tasks = [...bad, null, 'a', {}, task];
  const shown = html([{ role: 'assistant', parts: [{ ...card, tasks }] }]);
  expect(shown).toContain('Buy oat milk');
  expect(shown).toContain('and 7 more');
});

test('of ten thousand tasks on a card a hundred are rows', () => {
  const tasks = Array.from({ length: 10_000 }, () => task);
  const shown = html([{ role: 'assistant', parts: [{ ...card, tasks }] }]);
  expect(shown.split('Buy oat milk')).toHaveLength(101);
  expect(shown).toContain('and 9900 more');
});

test('a message of a shape that nobody knows is a line, and the messages around it are shown', () => {
  const said = { role: 'user', parts: [{ type: 'text', text: 'hello' }] };
  const shown = html([said, null, { role: 'nobody' }, { role: 'assistant', parts: [{}] }, said]);
  expect(shown.split('hello')).toHaveLength(3);
  expect(shown.split('can’t be shown any more')).toHaveLength(4);
});

test('whatever stands in a snapshot, its page is shown', () => {
  const odd = fc.jsonValue({ maxDepth: 3 });
  const part = fc.oneof(
    odd,
    fc.record({ type: fc.constant('text'), text: odd }),
    fc.record({
      ...{ type: fc.constant('card'), tool: fc.oneof(odd, fc.string()), found: odd, more: odd },
      tasks: fc.oneof(odd, fc.array(fc.oneof(odd, fc.constant(task)))),
    }),
  );
  const message = fc.record({
    role: fc.oneof(fc.constantFrom('user', 'assistant'), odd),
    parts: fc.oneof(fc.array(part), odd),
  });
  fc.assert(
    fc.property(fc.oneof(odd, fc.array(fc.oneof(message, odd))), (stored) => {
      expect(html(stored)).toContain('<div');
    }),
    { numRuns: 500, seed: 20261 },
  );
});

test('of a conversation of 50,000 messages a thousand have their form, and of all the words are there', () => {
  const stored = Array.from({ length: 50_000 }, (_, place) => ({
    role: place % 2 ? 'assistant' : 'user',
    parts: [{ type: 'text', text: `w${place}.` }],
  }));
  const shown = html(stored);
  expect(shown.split('<article')).toHaveLength(1001);
  expect(shown).toContain('w49999.');
});
