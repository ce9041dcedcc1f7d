import { expect, test } from 'vitest';
import { taskView } from '@/lib/tasks/test/task-view';
import { withPlan } from './plan';

const task = taskView({
  id: 'call',
  title: 'Call Ada',
  description: 'about the boat',
  due_date: '2026-11-30',
  due_time: '17:00',
  time_zone: 'Asia/Tokyo',
  weekday: 'Monday',
  priority: 'low',
  recurrence: 'FREQ=WEEKLY',
  repeats: 'every week',
  duration_minutes: 30,
  project: 'Boat',
  labels: ['phone'],
});
const today = '2026-11-22';

test('a plan shows every field that it would set', () => {
  const plan = {
    title: 'Ring Ada',
    description: 'about the trip',
    due_date: '2026-12-01',
    due_time: '09:00',
    time_zone: 'Europe/Paris',
    priority: 'high',
  };
  expect(withPlan(task, plan, today)).toMatchObject(plan);
});

test('a plan that takes a date, notes or a zone away says so', () => {
  expect(withPlan(task, { due_date: 'none', description: 'none' }, today)).toMatchObject({
    due_date: null,
    due_time: null,
    time_zone: null,
    description: '',
  });
  expect(withPlan(task, { time_zone: 'none' }, today)).toMatchObject({
    due_time: '17:00',
    time_zone: null,
  });
});

test('days are counted from the date of a task, or from today', () => {
  expect(withPlan(task, { shift_days: 2 }, today).due_date).toBe('2026-12-02');
  const anyDay = { ...task, due_date: null, due_time: null, time_zone: null };
  expect(withPlan(anyDay, { shift_days: 2 }, today).due_date).toBe('2026-11-24');
});

test('a plan shows the rule, deadline, length, project and labels that it would set or clear', () => {
  const set = { deadline: '2026-12-05', project: 'Trip', duration_minutes: 45, labels: ['sea'] };
  expect(withPlan(task, set, today)).toMatchObject({ ...set, repeats: 'every week' });
  const cleared = { recurrence: 'none', project: 'none', duration_minutes: 'none', labels: [] };
  expect(withPlan(task, cleared, today)).toMatchObject({
    recurrence: null,
    repeats: null,
    project: null,
    duration_minutes: null,
    labels: [],
  });
  expect(withPlan(task, { project: '+None' }, today).project).toBe('None');
});
