import fc from 'fast-check';
import { expect, test } from 'vitest';
import { defaultDayParts, describeFilter, type LanguageOptions, parseFilter } from './index';

const options: LanguageOptions = {
  now: '2026-11-20T10:00',
  timeZone: 'Europe/Berlin',
  weekStart: 1,
  dateOrder: 'dmy',
  dayParts: defaultDayParts,
};

test.each([
  ['done last week', 'done from Mon 9 Nov 2026 to Sun 15 Nov 2026'],
  ['due friday or tagged calls', 'due on Fri 27 Nov 2026 or labelled calls'],
  ['everything except errands', 'not labelled errands'],
  ['what did I finish this week?', 'done from Mon 16 Nov 2026 to Sun 22 Nov 2026'],
  ['tasks for tomorrow', 'due on Sat 21 Nov 2026'],
  ["tomorrow's tasks", 'due on Sat 21 Nov 2026'],
  ['high priority tasks due before friday', 'high priority and due by Thu 26 Nov 2026'],
  ['tasks without a date', 'without a date'],
  ['urgent or overdue', 'urgent or overdue'],
  ['my open tasks in project Launch', 'in project Launch and open'],
  ['#home and #garden', 'labelled home and labelled garden'],
  ['done between monday and wednesday', 'done from Mon 16 Nov 2026 to Wed 18 Nov 2026'],
  ['due in the next 3 days', 'due from Fri 20 Nov 2026 to Mon 23 Nov 2026'],
  ['added yesterday', 'added on Thu 19 Nov 2026'],
  ['not urgent', 'not urgent'],
  ['due by end of month', 'due by Mon 30 Nov 2026'],
  ['deadline this week', 'with a deadline from Mon 16 Nov 2026 to Sun 22 Nov 2026'],
  ['low priority tasks with no date', 'without a date and low priority'],
  ['done in october', 'done from Thu 1 Oct 2026 to Sat 31 Oct 2026'],
  ['everything due today except #work', 'due on Fri 20 Nov 2026 and not labelled work'],
  ['tasks about rent', 'with “rent”'],
  ['repeating tasks', 'repeating'],
  ['everything without a label', 'without a label'],
  ['untagged tasks due friday', 'without a label and due on Fri 27 Nov 2026'],
  ['tasks with no label or overdue', 'without a label or overdue'],
  ['everything without the label home', 'not labelled home'],
  ['tasks not in a project', 'without a project'],
  ['tasks with the label home', 'labelled home'],
  ['everything', 'all tasks'],
])('“%s” is %s', (text, words) => {
  expect(describeFilter(parseFilter(text, options).filter)).toBe(words);
});

test('a name that may be a label, a project or a word is sought as all three', () => {
  const { filter, rest } = parseFilter('overdue high priority work tasks', options);
  expect(filter).toEqual({
    all: [
      { overdue: true },
      { priority: ['high'] },
      { any: [{ label: 'work' }, { project: 'work' }, { text: 'work' }] },
    ],
  });
  expect(rest).toBe('work');
});

test('words that are no condition say so', () => {
  expect(parseFilter('rent', options)).toMatchObject({ rest: 'rent', found: false });
  expect(parseFilter('show my tasks', options)).toMatchObject({ rest: '', found: false });
});

test('never throws, and what it reads can be said', () => {
  const words = fc.constantFrom(
    ...'overdue not or and except due done last week friday # + tagged "'.split(' '),
  );
  const text = fc.oneof(
    fc.string({ unit: 'binary', maxLength: 60 }),
    fc.array(words, { maxLength: 10 }).map((list) => list.join(' ')),
  );
  fc.assert(
    fc.property(text, (typed) => {
      expect(describeFilter(parseFilter(typed, options).filter)).not.toBe('');
    }),
    { numRuns: 200 },
  );
});
