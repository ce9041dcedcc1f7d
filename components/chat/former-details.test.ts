import { expect, test } from 'vitest';
import type { TaskView } from '@/lib/tasks';
import { formerDetails } from './former-details';

const gym = {
  repeats: 'every Tuesday',
  deadline: '2026-12-05',
  duration_minutes: 60,
  project: 'Health',
  labels: ['body', 'fun'],
} as TaskView;

test('a card says what a task had and has no more', () => {
  expect(formerDetails(gym, { ...gym, repeats: 'every day', labels: ['fun', 'town'] })).toEqual([
    'every Tuesday',
    '#body',
  ]);
  expect(
    formerDetails(gym, { ...gym, deadline: null, duration_minutes: null, project: null }),
  ).toEqual(['Deadline Sat 5 Dec 2026', '1 h', 'Health']);
  expect(formerDetails(gym, gym)).toEqual([]);
});
