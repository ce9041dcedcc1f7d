import { expect, test } from 'vitest';
import type { SaydoMessage } from '@/lib/agent/message';
import type { TaskView } from '@/lib/tasks';
import { indexTasks } from './tool-parts';

function task(id: string, fields: Partial<TaskView> = {}): TaskView {
  return {
    id,
    title: id,
    description: '',
    due_date: '2026-11-21',
    due_time: null,
    time_zone: null,
    weekday: 'Saturday',
    overdue: true,
    priority: 'none',
    recurrence: null,
    recurrence_from: 'due',
    repeats: null,
    deadline: null,
    duration_minutes: null,
    project: null,
    labels: [],
    completed: false,
    completed_at: null,
    deleted: false,
    version: 1,
    ...fields,
  };
}

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
