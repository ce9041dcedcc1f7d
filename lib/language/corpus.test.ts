import { readdirSync, readFileSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import { defaultDayParts, type LanguageOptions, type ParsedTask, parseTask } from './index';

// A Friday morning, where weeks begin on Monday and days come before months.
const options: LanguageOptions = {
  now: '2026-11-20T10:00',
  timeZone: 'Europe/Berlin',
  weekStart: 1,
  dateOrder: 'dmy',
  dayParts: defaultDayParts,
};

const folder = new URL('./corpus/', import.meta.url);
const families = readdirSync(folder).map((file) => ({
  family: file.replace('.tsv', ''),
  lines: readFileSync(new URL(file, folder), 'utf8')
    .split('\n')
    .filter((line) => line !== '' && !line.startsWith('# '))
    .map((line) => line.split('\t')),
}));

describe.each(families)('$family', ({ lines }) => {
  test.each(lines)('%s', (text = '', title = '', fields = '') => {
    expect(say(parseTask(text, options))).toBe([`“${title}”`, ...inOrder(fields)].join(' '));
  });
});

test('the corpus holds at least 1,100 lines, no two alike', () => {
  const texts = families.flatMap(({ lines }) => lines.map(([text]) => text));
  expect(texts.length).toBeGreaterThanOrEqual(1100);
  expect(new Set(texts).size).toBe(texts.length);
});

/** Everything that was read, as the third column of the corpus has it. */
function say(task: ParsedTask): string {
  return [
    `“${task.title}”`,
    ...inOrder(
      [
        task.dueDate,
        task.dueTime,
        task.recurrence,
        task.recurrenceFrom === 'completion' ? 'completion' : '',
        task.priority === 'none' ? '' : task.priority,
        ...task.labels.map((label) => `#${label}`),
        task.project ? `+${task.project}` : '',
        task.durationMinutes ? `${task.durationMinutes}m` : '',
        task.deadline ? `deadline:${task.deadline}` : '',
        ...task.questions.map(({ kind }) => `?${kind}`),
      ].join(' '),
    ),
  ].join(' ');
}

function inOrder(fields: string): string[] {
  return fields
    .split(' ')
    .filter((field) => field !== '')
    .sort();
}
