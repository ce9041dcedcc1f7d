import { expect, it } from 'vitest';
import { defaultDayParts, type LanguageOptions } from '@/lib/language';
import { readFilter } from './filters';
import { matchTasks } from './match';
import { readReference } from './references';
import type { Task } from './results';

const options: LanguageOptions = {
  now: '2026-11-20T10:00',
  timeZone: 'Europe/Berlin',
  weekStart: 1,
  dateOrder: 'dmy',
  dayParts: defaultDayParts,
};

const titles = ['Buy milk', 'Buy oat milk', 'Call the dentist', 'Café with Zoë', 'Water plants'];
const tasks: Task[] = titles.map((title, index) => ({
  id: String(index),
  title,
  description: '',
  due_date: null,
  due_time: null,
  overdue: false,
  priority: 'none',
  completed: false,
  completed_at: null,
  deleted: false,
  version: 1,
  recurrence: null,
  repeats: null,
  deadline: null,
  duration_minutes: null,
  project: null,
  labels: [],
}));

it.each([
  ['buy milk', ['Buy milk'], true],
  ['milk', ['Buy milk', 'Buy oat milk'], true],
  ['the oat one', ['Buy oat milk'], true],
  ['dentist', ['Call the dentist'], true],
  ['dentits', ['Call the dentist'], false],
  ['cafe zoe', ['Café with Zoë'], true],
  ['plant', ['Water plants'], true],
  ['watering plants', ['Water plants'], true],
  ['piano', [], false],
  ['', [], false],
])('“%s” means %j', (words, expected, sure) => {
  const found = matchTasks(words, tasks);
  expect(found.tasks.map(({ title }) => title)).toEqual(expected);
  if (expected.length > 0) expect(found.sure).toBe(sure);
});

it.each([
  ['it', { kind: 'it' }],
  ['that one', { kind: 'it' }],
  ['them', { kind: 'them' }],
  ['both', { kind: 'them', howMany: 2 }],
  ['the others', { kind: 'others' }],
  ['the second one', { kind: 'positions', positions: [2] }],
  ['#3', { kind: 'positions', positions: [3] }],
  ['1, 2 and 4', { kind: 'positions', positions: [1, 2, 4] }],
  ['2-4', { kind: 'positions', positions: [2, 3, 4] }],
  ['the first two', { kind: 'positions', positions: [1, 2] }],
  ['the last one', { kind: 'positions', positions: [-1] }],
  ['everything overdue', { kind: 'filter', query: { due: 'overdue' }, words: '' }],
  ["all today's tasks", { kind: 'filter', query: { due: 'today' }, words: '' }],
  ['all tasks', { kind: 'filter', query: {}, words: '' }],
  ['all the milk tasks', { kind: 'filter', query: {}, words: 'milk' }],
  ['"all tasks"', { kind: 'words', words: 'all tasks' }],
  ['delete all tasks', { kind: 'words', words: 'delete all tasks' }],
  ['the dentist', { kind: 'words', words: 'the dentist' }],
])('“%s” points at its tasks', (phrase, reference) => {
  expect(readReference(phrase, options)).toEqual(reference);
});

it.each([
  ['what’s due this week?', { due: 'this_week' }, ''],
  ['my high priority tasks for tomorrow', { due: 'tomorrow', priority: 'high' }, ''],
  ['done tasks', { status: 'done' }, ''],
  ['tasks without a date', { due: 'none' }, ''],
  ['anything on friday', { from: '2026-11-27', to: '2026-11-27' }, ''],
  ['everything before friday', { to: '2026-11-26' }, ''],
  ['tasks in the next 3 days', { from: '2026-11-20', to: '2026-11-23' }, ''],
  ['milk tasks', {}, 'milk'],
])('“%s” is a filter', (text, query, rest) => {
  expect(readFilter(text, options)).toMatchObject({ query, rest });
});

it('does not take one letter for another: “report” may be report a or report b', () => {
  const reports = ['report a', 'report b'].map((title) => ({ ...(tasks[0] as Task), title }));
  expect(matchTasks('report', reports).tasks).toHaveLength(2);
  expect(matchTasks('report b', reports).tasks.map(({ title }) => title)).toEqual(['report b']);
  expect(
    matchTasks('the dentist task', [{ ...(tasks[0] as Task), title: 'Dentist' }, ...tasks]).tasks,
  ).toHaveLength(1);
});
