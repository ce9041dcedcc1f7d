import { expect, test } from 'vitest';
import { groupByDay } from './group-by-day';

const berlin = { timeZone: 'Europe/Berlin', now: new Date('2026-11-22T12:00:00Z') };

function used(updated_at: string) {
  const quiet = { running: false, unread: false, pinned: false };
  return { id: updated_at, title: 'Plans', created_at: updated_at, updated_at, ...quiet };
}

test('people find conversations under the day they last used them, in their own zone', () => {
  const groups = groupByDay(
    [
      used('2026-11-21T23:30:00Z'),
      used('2026-11-21T22:30:00Z'),
      used('2026-11-15T12:00:00Z'),
      used('2026-11-14T12:00:00Z'),
      used('2026-10-03T12:00:00Z'),
      used('2025-12-31T12:00:00Z'),
    ],
    berlin,
  );
  expect(groups.map((group) => [group.label, group.conversations.length])).toEqual([
    ['Today', 1],
    ['Yesterday', 1],
    ['Previous 7 days', 1],
    ['November', 1],
    ['October', 1],
    ['December 2025', 1],
  ]);
});

test('a conversation from a clock that runs ahead counts as today', () => {
  const [group] = groupByDay([used('2026-11-23T09:00:00Z')], berlin);
  expect(group?.label).toBe('Today');
});
