import { renderToStaticMarkup } from 'react-dom/server';
import { expect, test } from 'vitest';
import { taskView } from '@/lib/tasks/test/task-view';
import { ToolCall } from './tool-call';
import type { ToolPart } from './tool-parts';

const listed = (id: string, input: { shown?: boolean; search?: string }): ToolPart => ({
  type: 'tool-list_tasks',
  toolCallId: id,
  state: 'output-available',
  input,
  output: {
    tasks: [taskView({ title: 'Buy milk' })],
    next_cursor: null,
    total: 1,
    understood: 'Open tasks',
  },
});
const html = (part: ToolPart, later: ToolPart[] = []) =>
  renderToStaticMarkup(<ToolCall part={part} later={later} live={false} open undone={false} />);

test('a list that somebody asked for is a card with its tasks', () => {
  expect(html(listed('a', {}))).toContain('Buy milk');
});

test('a name that was sought in vain shows no list, and one line for all places', () => {
  const first = listed('a', { shown: false, search: 'dent' });
  const last = listed('b', { shown: false });
  expect(html(first, [last])).toBe('');
  expect(html(last)).toContain('Looked at open tasks');
  expect(html(last)).not.toContain('Buy milk');
});
