import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { defaultDayParts, type LanguageOptions, parseTasks } from './index';

const options: LanguageOptions = {
  now: '2026-11-20T10:00',
  timeZone: 'Europe/Berlin',
  weekStart: 1,
  dateOrder: 'dmy',
  dayParts: defaultDayParts,
};

function read(text: string) {
  return parseTasks(text, options).map(({ title, dueDate, dueTime }) =>
    [title, dueDate, dueTime].filter(Boolean).join(' | '),
  );
}

describe('one sentence', () => {
  test.each([
    ['buy milk', ['buy milk']],
    ['add salt and pepper', ['salt and pepper']],
    ['buy milk and eggs', ['buy milk and eggs']],
    ['buy milk, eggs and bread', ['buy milk, eggs and bread']],
    ['wash and dry clothes', ['wash and dry clothes']],
    ['call mom and dad tomorrow', ['call mom and dad | 2026-11-21']],
    ['dinner with Anna, Bob and Carl', ['dinner with Anna, Bob and Carl']],
    ['dentist appointment, friday 3pm', ['dentist appointment | 2026-11-27 | 15:00']],
    ['buy stamps, high priority, tomorrow', ['buy stamps | 2026-11-21']],
    ['add "milk, eggs and call mom"', ['milk, eggs and call mom']],
  ])('%s is one task', (text, tasks) => {
    expect(read(text)).toEqual(tasks);
  });

  test.each([
    ['add milk, eggs and call mom tomorrow', ['milk', 'eggs', 'call mom | 2026-11-21']],
    ['milk, eggs, bread', ['milk', 'eggs', 'bread']],
    ['buy milk and call mom', ['buy milk', 'call mom']],
    ['call mom, buy milk, dentist friday', ['call mom', 'buy milk', 'dentist | 2026-11-27']],
    [
      'call mom tomorrow and pay rent on friday',
      ['call mom | 2026-11-21', 'pay rent | 2026-11-27'],
    ],
    [
      'dentist tomorrow at 3 and gym at 6',
      ['dentist | 2026-11-21 | 15:00', 'gym | 2026-11-21 | 18:00'],
    ],
    ['tomorrow: buy milk, call mom', ['buy milk | 2026-11-21', 'call mom | 2026-11-21']],
    ['tomorrow buy milk and call mom', ['buy milk | 2026-11-21', 'call mom | 2026-11-21']],
    ['buy milk; call mom; pay rent tomorrow', ['buy milk', 'call mom', 'pay rent | 2026-11-21']],
    ['call mom tomorrow and buy bread', ['call mom | 2026-11-21', 'buy bread']],
    [
      'Call mom. Buy bread tomorrow. Dr. Smith on friday.',
      ['Call mom', 'Buy bread | 2026-11-21', 'Dr. Smith | 2026-11-27'],
    ],
    ['add a task', ['']],
  ])('%s', (text, tasks) => {
    expect(read(text)).toEqual(tasks);
  });
});

describe('pasted lists', () => {
  test.each([
    '- milk\n- eggs\n- call mom tomorrow',
    '* milk\r\n* eggs\r\n* call mom tomorrow',
    '1. milk\n2. eggs\n3. call mom tomorrow',
    '- [ ] milk\n- [ ] eggs\n- [ ] call mom tomorrow',
    'add these:\n- milk\n- eggs\n\n- call mom tomorrow',
    'milk\neggs\ncall mom tomorrow',
  ])('%j', (text) => {
    expect(read(text)).toEqual(['milk', 'eggs', 'call mom | 2026-11-21']);
  });

  test('a paste is read up to fifty tasks', () => {
    expect(
      parseTasks(Array.from({ length: 80 }, (_, n) => `task ${n}`).join('\n'), options),
    ).toHaveLength(50);
  });
});

test('never throws and always gives a task, whatever is typed', () => {
  const words = fc.constantFrom(
    'add',
    'tomorrow',
    'at',
    '5',
    'every',
    'feb 30',
    ',',
    'and',
    '"',
    '\n',
    '13/25',
    'the 31st',
    '!!!',
    '١',
    '🎉',
  );
  const text = fc.oneof(
    fc.string({ unit: 'binary', maxLength: 80 }),
    fc.array(words, { maxLength: 12 }).map((list) => list.join(' ')),
  );
  fc.assert(
    fc.property(text, (typed) => {
      const tasks = parseTasks(typed, options);
      expect(tasks.length).toBeGreaterThan(0);
      for (const { dueDate, dueTime } of tasks) {
        expect(dueDate ?? '2026-01-01').toMatch(/^\d{4}-\d\d-\d\d$/);
        expect(dueTime ?? '00:00').toMatch(/^([01]\d|2[0-3]):[0-5]\d$/);
      }
    }),
    { numRuns: 400 },
  );
});

describe('labels in a list', () => {
  test.each([
    ['add call mom, pay rent and email Sam #family', ['#family', '#family', '#family']],
    ['add buy milk, eggs and bread, all labelled food', ['#food', '#food', '#food']],
    ['buy milk and eggs, both #food', ['#food', '#food']],
    ['mop the floor, all labelled home', ['#home']],
    ['milk, eggs, bread #shop #home', ['#shop #home', '#shop #home', '#shop #home']],
    ['call mom #home, pay rent and email Sam #family', ['#home', '', '#family']],
    ['call mom #home, pay rent, email Sam', ['#home', '', '']],
    ['call mom, pay rent tomorrow and email Sam #family', ['', '', '#family']],
    ['call mom, pay rent and email Sam #family tomorrow', ['', '', '#family']],
    ['Call mom. Email Sam #family', ['', '#family']],
    ['call mom\nemail Sam #family', ['', '#family']],
  ])('%s', (text, labels) => {
    const read = parseTasks(text, options);
    expect(read.map((task) => task.labels.map((label) => `#${label}`).join(' '))).toEqual(labels);
  });
});
