import { expect, test } from 'vitest';
import type { TaskView } from '@/lib/tasks';
import { editOf, fieldsOf } from './edit-fields';

const task: TaskView = {
  id: 'speech',
  title: 'Write the speech',
  description: '',
  due_date: '2026-11-24',
  due_time: '09:30',
  time_zone: null,
  weekday: 'Tuesday',
  overdue: false,
  priority: 'low',
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
  version: 3,
};

test('only what somebody touched is written, so that nothing of others is taken back', () => {
  const fields = { ...fieldsOf(task), title: 'Write my speech' };
  expect(editOf(task, fields)).toEqual({ id: 'speech', title: 'Write my speech' });
  expect(editOf(task, fieldsOf(task))).toBeNull();
});

test('a cleared date takes its time along', () => {
  expect(editOf(task, { ...fieldsOf(task), due_date: '' })).toEqual({
    id: 'speech',
    due_date: 'none',
    due_time: 'none',
  });
});

test('cleared notes are empty, and the word none is a note like any other', () => {
  const noted = { ...task, description: 'by hand' };
  expect(editOf(noted, { ...fieldsOf(noted), description: '' })?.description).toBe('');
  expect(editOf(noted, { ...fieldsOf(noted), description: 'none' })?.description).toBe('none');
});
