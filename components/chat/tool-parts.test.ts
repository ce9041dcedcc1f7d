import { expect, test } from 'vitest';
import type { SaydoMessage } from '@/lib/agent/message';
import type { TaskView } from '@/lib/tasks';
import { taskView } from '@/lib/tasks/test/task-view';
import { indexTasks } from './tool-parts';

const task = (id: string, fields: Partial<TaskView> = {}) =>
  taskView({ id, due_date: '2026-11-21', weekday: 'Saturday', overdue: true, ...fields });

const moved = task('report', { due_date: '2026-11-27', version: 2 });
const kept = task('call');

const messages: SaydoMessage[] = [
  {
    id: 'a',
    role: 'assistant',
    parts: [
      {
        type: 'tool-list_tasks',
        toolCallId: 'list',
        state: 'output-available',
        input: {},
        output: { tasks: [task('report'), kept], next_cursor: null, total: 2, understood: '' },
      },
      {
        type: 'tool-reschedule_task',
        toolCallId: 'move',
        state: 'output-available',
        input: { tasks: [] },
        output: { tasks: [moved, kept], failures: [], batch_id: 'b' },
      },
    ],
  },
];

test('a card can say what a task was before, where the conversation has shown it', () => {
  const index = indexTasks(messages);
  expect(index.before('move', moved)?.due_date).toBe('2026-11-21');
  expect(index.latest('report')?.version).toBe(2);
});

test('a task that already was as asked is not counted as changed', () => {
  const index = indexTasks(messages);
  expect(index.unchanged('move', kept)).toBe(true);
  expect(index.unchanged('move', moved)).toBe(false);
});
