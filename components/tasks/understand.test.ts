import { expect, test } from 'vitest';
import { testClock } from '@/lib/test-clock';
import { understand } from './understand';

// A Tuesday morning.
const clock = testClock({ now: new Date('2026-11-24T09:00:00Z'), dateOrder: 'mdy' });

const chips = (text: string, day?: string) =>
  understand({ text }, clock, day).chips.map(({ words }) => words);
const washed = (text: string) =>
  understand({ text }, clock).highlights.map(({ start, end }) => text.slice(start, end));

test('each thing that was understood is one chip, with the whole date', () => {
  const text = 'remind me to call Ada friday 3pm 30m !! #home #phone +Launch deadline dec 5';
  expect(chips(text)).toEqual([
    'Fri 27 Nov, 15:00',
    'Deadline Sat 5 Dec',
    '30 min',
    'High priority',
    'Project Launch',
    '#home',
    '#phone',
  ]);
  expect(washed(text)).not.toContain('remind me to ');
  expect(washed(text)).toContain('friday');
});

test('a rule is said in words, beside its first day', () => {
  expect(chips('gym every other tuesday at 7am')).toEqual([
    'Starts Tue 1 Dec, 07:00',
    'Every 2 weeks on Tuesday',
  ]);
});

test('the day of the list is shown, and nobody wrote it, so it can’t be read as text', () => {
  expect(understand({ text: 'water the plants' }, clock, '2026-11-24').chips).toEqual([
    { kind: 'when', words: 'Today, Tue 24 Nov', spans: [] },
  ]);
});

test('a label in letters with marks has its words', () => {
  for (const label of ['#हिंदी', '#ที่ทำงาน', '#cafe\u0301']) {
    const { chips } = understand({ text: `buy tea ${label}` }, clock);
    const [chip] = chips.filter(({ kind }) => kind === 'label');
    expect(chip?.spans, label).toHaveLength(1);
  }
});

test('each label has its own words', () => {
  const text = 'paint the wall #home @housework label home';
  const labels = understand({ text }, clock).chips.filter(({ kind }) => kind === 'label');
  expect(
    labels.map(({ spans }) => spans.map(({ start, end }) => text.slice(start, end).trim())),
  ).toEqual([['#home', 'label home'], ['@housework']]);
});

test('another reading is offered as a text that says it', () => {
  const { asks } = understand({ text: 'dentist next friday at 9am' }, clock);
  expect(asks).toMatchObject([
    {
      blocking: false,
      choices: [{ words: 'Fri 4 Dec 2026', becomes: 'dentist Fri 4 Dec 2026 at 9am' }],
    },
  ]);
});

test('another rule is offered, and so is only once', () => {
  expect(understand({ text: 'call mom every 2nd tuesday' }, clock).asks[0]?.choices).toEqual([
    { words: 'Every 2 weeks on Tuesday', becomes: 'call mom every 2 weeks on Tuesday' },
  ]);
  expect(understand({ text: 'review monday and thursday' }, clock).asks[0]?.choices).toEqual([
    { words: 'Only once, Thu 26 Nov 2026', becomes: 'review Thu 26 Nov 2026' },
  ]);
});

test('a date that doesn’t exist is asked about before anything is saved', () => {
  const { asks, highlights, chips } = understand({ text: 'pay on 30 Feb' }, clock);
  expect(highlights).toMatchObject([{ doubtful: true }]);
  expect(chips).toEqual([]);
  expect(asks).toMatchObject([
    { blocking: true, choices: [{ words: 'Keep “on 30 Feb” as text', plain: [{ start: 4 }] }] },
  ]);
});

test('several lines are a list of tasks, and one line offers to be split', () => {
  const { tasks } = understand({ text: 'call Ada friday\n30 feb\nbuy milk #food' }, clock);
  expect(tasks).toMatchObject([
    { title: 'call Ada', facts: 'Fri 27 Nov', ask: null },
    { title: '', ask: expect.any(String) },
    { title: 'buy milk', facts: '#food', ask: null },
  ]);
  expect(understand({ text: 'buy milk and call Ada' }, clock).parts).toBe(2);
  expect(understand({ text: 'buy milk' }, clock).parts).toBe(1);
});

test('whether 3/4 is in March or in April is asked until somebody said it, with both days', () => {
  const guessed = { ...clock, dateOrderChosen: false };
  const ask = {
    message: 'Which day is 3/4? Such dates are read that way from now on.',
    blocking: true,
    choices: [
      {
        words: 'Sat 3 Apr 2027',
        becomes: 'pay rent Sat 3 Apr 2027 at 5pm',
        prefers: { dateOrder: 'dmy' },
      },
      {
        words: 'Thu 4 Mar 2027',
        becomes: 'pay rent Thu 4 Mar 2027 at 5pm',
        prefers: { dateOrder: 'mdy' },
      },
      { words: 'Keep “3/4” as text' },
    ],
  };
  const asked = (text: string, now = guessed) => understand({ text }, now).asks;
  expect(asked('pay rent 3/4 at 5pm')).toMatchObject([ask]);
  expect(asked('pay rent 3/4 at 5pm', { ...guessed, dateOrder: 'dmy' })).toMatchObject([ask]);
  expect(asked('pay rent 3/4 at 5pm', clock)).toEqual([]);
  expect(asked('pay rent Thu 4 Mar 2027 at 5pm')).toEqual([]);
});

test('the other Friday, chosen, is what “next friday” means from then on', () => {
  const [ask] = understand({ text: 'gym next friday' }, clock).asks;
  expect(ask?.choices).toMatchObject([{ prefers: { nextWeekday: 'after' } }]);
});
