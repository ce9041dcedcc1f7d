import { expect, test } from 'vitest';
import type { TaskView } from '@/lib/tasks';
import { taskView } from '@/lib/tasks/test/task-view';
import { editOf, fieldsOf, movesTurn } from './edit-fields';

const task = taskView({
  id: 'speech',
  title: 'Write the speech',
  due_date: '2026-11-24',
  due_time: '09:30',
  weekday: 'Tuesday',
  priority: 'low',
  labels: ['home', 'Words'],
  version: 3,
});

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

test('labels are names with commas between them, each once, with or without their sign', () => {
  expect(editOf(task, { ...fieldsOf(task), labels: '#phone,home , Home,' })?.labels).toEqual([
    'phone',
    'Home',
  ]);
  expect(editOf(task, { ...fieldsOf(task), labels: 'home,Words' })).toBeNull();
  expect(editOf(task, { ...fieldsOf(task), labels: '' })?.labels).toEqual([]);
});

test('what is emptied is cleared', () => {
  const full: TaskView = {
    ...task,
    recurrence: 'FREQ=DAILY',
    recurrence_from: 'completion',
    deadline: '2026-12-05',
    duration_minutes: 30,
    project: 'Launch',
  };
  const emptied = { deadline: '', duration: '', project: ' ' };
  expect(
    editOf(full, { ...fieldsOf(full), ...emptied, repeat: { rule: '', from: 'due' } }),
  ).toEqual({
    id: 'speech',
    recurrence: 'none',
    deadline: 'none',
    duration_minutes: 'none',
    project: null,
  });
  expect(editOf(full, { ...fieldsOf(full), project: 'none' })).toEqual({
    id: 'speech',
    project: 'none',
  });
});

test('a new date of a repeating task may mean one turn or all; a new rule means all', () => {
  const weekly: TaskView = { ...task, recurrence: 'FREQ=WEEKLY' };
  expect(movesTurn(weekly, { id: 'speech', due_date: '2026-11-25' })).toBe(true);
  expect(movesTurn(weekly, { id: 'speech', title: 'Write' })).toBe(false);
  expect(
    movesTurn(weekly, { id: 'speech', due_date: '2026-11-25', recurrence: 'FREQ=DAILY' }),
  ).toBe(false);
  expect(movesTurn(task, { id: 'speech', due_date: '2026-11-25' })).toBe(false);
});
