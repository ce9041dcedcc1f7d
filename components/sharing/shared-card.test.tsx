import { renderToStaticMarkup } from 'react-dom/server';
import { expect, test } from 'vitest';
import { SharedCard } from './shared-card';

test('a shared card shows of a task what its card in the chat shows', () => {
  const task = {
    title: 'Water the plants',
    due_date: '2026-11-23',
    due_time: null,
    time_zone: null,
    priority: 'none' as const,
    completed: false,
    deleted: false,
    repeats: 'every 3 days',
    deadline: '2026-11-30',
    duration_minutes: 20,
    project: 'Home',
    labels: ['garden'],
  };
  const card = { type: 'card' as const, tool: 'add_task', found: null, tasks: [task], more: 0 };
  const shown = renderToStaticMarkup(<SharedCard card={card} />);
  for (const words of ['every 3 days', 'Deadline Mon', '20 min', 'Home', '#garden'])
    expect(shown).toContain(words);
  expect(shown).not.toContain('<button');
});
