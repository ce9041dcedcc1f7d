import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import {
  defaultDayParts,
  type LanguageOptions,
  parseFilter,
  parseTask,
  parseTasks,
  validateRule,
} from './index';

const options: LanguageOptions = {
  now: '2026-11-20T10:00',
  timeZone: 'Europe/Berlin',
  weekStart: 1,
  dateOrder: 'dmy',
  dayParts: defaultDayParts,
};

const WORDS = fc.constantFrom(
  ...(
    'every|every!|other|2nd|monday|wendesday|fri|and|,|at|5|9am|3-5pm|until|dec 24|for|10|times|weeks|' +
    'day|daily|last|of the month|starting|jan 5|feb 30|13/25|#home|@work|+Launch|in project X|!1|p4|asap|' +
    'for 45 mins|30m|deadline|friday|"|(|)|call mom|tomorrow|2 days before|christmas|🎉|١|\u0000|_1____|\n'
  ).split('|'),
);
const ANY_TEXT = fc.oneof(
  fc.string({ unit: 'binary', maxLength: 120 }),
  fc.string({ unit: 'grapheme', maxLength: 60 }),
  fc.array(WORDS, { maxLength: 14 }).map((list) => list.join(' ')),
);

describe('whatever is typed', () => {
  test('is answered with real days, rules that can be kept and spans inside the text', () => {
    fc.assert(
      fc.property(ANY_TEXT, (text) => {
        const task = parseTask(text, options);
        expect(task.dueDate ?? '2026-01-01').toMatch(/^\d{4}-\d\d-\d\d$/);
        expect(task.dueTime ?? '00:00').toMatch(/^([01]\d|2[0-3]):[0-5]\d$/);
        expect(task.recurrence && validateRule(task.recurrence)).toBeNull();
        expect(task.title === '').toBe(task.questions.some(({ kind }) => kind === 'no_title'));
        let end = 0;
        for (const span of task.spans) {
          expect(span.start).toBeGreaterThanOrEqual(end);
          expect(span.end).toBeGreaterThan(span.start);
          end = span.end;
        }
        expect(end).toBeLessThanOrEqual(text.length);
      }),
      { numRuns: 400 },
    );
  });

  test('can be told to be plain text', () => {
    fc.assert(
      fc.property(ANY_TEXT, (text) => {
        const ignore = [{ start: 0, end: text.length }];
        expect(parseTask(text, { ...options, ignore }).spans).toEqual([]);
      }),
      { numRuns: 150 },
    );
  });
});

test('a chip that is switched off is text again, and the others stay', () => {
  const text = 'read friday tomorrow #home';
  const ignore = [{ start: 5, end: 11 }];
  expect(parseTask(text, { ...options, ignore })).toMatchObject({
    title: 'read friday',
    dueDate: '2026-11-21',
    labels: ['home'],
  });
});

describe('hostile texts of 8,000 characters are answered at once', () => {
  const pieces = [
    'every ',
    'every monday, ',
    'monday and ',
    '1/',
    '12:',
    'the 1st ',
    'first and ',
    'until ',
    'for 1 ',
    'in a ',
    '2 days before ',
    ' ',
    '\t',
    '!',
    '"',
    '#a',
    '@a/',
    '+a',
    'a@',
    'http://',
    ',',
    'and ',
    '- ',
    '\n',
    'x\n',
    '3-5',
    'not ',
    'or ',
    'except ',
    '_1___',
    '(',
    'jan 5 ',
  ];
  test.each(pieces)('%j', (piece) => {
    const text = piece.repeat(Math.ceil(8000 / piece.length));
    for (const length of [990, 8000]) {
      const hostile = text.slice(0, length);
      parseTask('warm up', options);
      const started = process.cpuUsage();
      parseTask(hostile, options);
      parseTasks(hostile, options);
      parseFilter(hostile, options);
      const used = process.cpuUsage(started);
      expect((used.user + used.system) / 1000).toBeLessThan(1500);
    }
  });
});
