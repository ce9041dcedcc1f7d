import { expect, test } from 'vitest';
import type { SearchResults } from '@/lib/search';
import { groupsAtFirst, groupsFor, type PaletteItem, sayCount } from './palette-items';

const actions: PaletteItem[] = [
  { type: 'action', id: 'new-chat', label: 'New chat' },
  { type: 'action', id: 'settings', label: 'Settings' },
];
const none = { hits: [], next_cursor: null };
const task = {
  id: 'milk',
  title: [{ text: 'Milk', hit: true }],
  description: null,
  due_date: null,
  due_time: null,
  time_zone: null,
  completed: false,
};
const found: SearchResults = {
  conversations: none,
  messages: none,
  tasks: { hits: [task], next_cursor: 'next' },
};

test('somebody without conversations is offered what they can do', () => {
  expect(groupsAtFirst([], actions).map((group) => group.label)).toEqual(['Go to']);
});

test('actions are found by the beginnings of their words, before the server answers', () => {
  expect(groupsFor('ch', null, actions)).toEqual([{ label: 'Go to', items: [actions[0]] }]);
  expect(groupsFor('hat', null, actions)).toEqual([]);
});

test('only kinds with results are shown, with a way to the ones after them', () => {
  const [tasks, ...others] = groupsFor('milk', found, actions);
  expect(tasks?.items.map((item) => item.type)).toEqual(['task', 'more']);
  expect(others).toEqual([]);
});

test('the number of results is said', () => {
  expect(sayCount(found)).toBe('1 result, and more');
  expect(sayCount({ ...found, tasks: { hits: [task, task], next_cursor: null } })).toBe(
    '2 results',
  );
  expect(sayCount({ ...found, tasks: none })).toBe('Nothing found');
});
