import { expect, test } from 'vitest';
import { testClock } from '@/lib/test-clock';
import { draftQuickAdd, readQuickAdd } from './quick-add';

const clock = testClock({ dateOrder: 'mdy' });

test('quick add reads the day, the time and the priority out of the words', () => {
  expect(draftQuickAdd({ text: 'call Ada tomorrow at 5pm, high priority' }, clock)).toEqual({
    drafts: [{ title: 'call Ada', due_date: '2026-11-23', due_time: '17:00', priority: 'high' }],
  });
});

test('quick add reads rules, deadlines, lengths, projects and labels', () => {
  const text = 'gym every other tuesday 30m #body @Fun +Health deadline dec 31';
  expect(draftQuickAdd({ text }, clock)).toEqual({
    drafts: [
      {
        title: 'gym',
        due_date: '2026-11-24',
        priority: 'none',
        recurrence: 'FREQ=WEEKLY;INTERVAL=2;BYDAY=TU',
        recurrence_from: 'due',
        duration_minutes: 30,
        deadline: '2026-12-31',
        project: 'Health',
        labels: ['body', 'Fun'],
      },
    ],
  });
});

test('a task typed into the list of a day belongs to that day, unless the words say another', () => {
  expect(draftQuickAdd({ text: 'water the plants' }, clock, '2026-11-22')).toEqual({
    drafts: [{ title: 'water the plants', due_date: '2026-11-22', priority: 'none' }],
  });
  expect(draftQuickAdd({ text: 'water the plants on friday' }, clock, '2026-11-22')).toMatchObject({
    drafts: [{ due_date: '2026-11-27' }],
  });
});

test('words with nothing to do in them are asked about, not saved', () => {
  expect(draftQuickAdd({ text: 'tomorrow at 5pm' }, clock)).toHaveProperty('question');
  expect(draftQuickAdd({ text: 'buy milk\ntomorrow\npay on 30 Feb' }, clock)).toHaveProperty(
    'question',
  );
});

test('words that are said to be plain stay in the title', () => {
  const text = 'watch Friday tomorrow';
  expect(draftQuickAdd({ text, plain: [{ start: 6, end: 12 }] }, clock)).toMatchObject({
    drafts: [{ title: 'watch Friday', due_date: '2026-11-23' }],
  });
});

test('pasted lines are a task each, and one line is one unless it is to be split', () => {
  const titles = (quick: Parameters<typeof readQuickAdd>[0]) =>
    readQuickAdd(quick, clock).map(({ title }) => title);
  expect(titles({ text: '- buy milk\n- [ ] call Ada tomorrow\n\n3. water the plants\n' })).toEqual([
    'buy milk',
    'call Ada',
    'water the plants',
  ]);
  expect(titles({ text: 'buy milk and call Ada' })).toEqual(['buy milk and call Ada']);
  expect(titles({ text: 'buy milk and call Ada', split: true })).toEqual(['buy milk', 'call Ada']);
});

test('more lines than fit are refused as a whole, so that none is lost unseen', () => {
  const lines = (count: number) =>
    Array.from({ length: count }, (_, at) => `Line ${at}`).join('\n');
  expect(draftQuickAdd({ text: lines(51) }, clock)).toEqual({
    question: 'These are 51 lines, and 50 fit in one go.',
  });
  expect(draftQuickAdd({ text: lines(50) }, clock)).toMatchObject({ drafts: { length: 50 } });
});

test('a day that the calendar can’t write stays in the title', () => {
  expect(draftQuickAdd({ text: 'pay in 9999 years' }, clock)).toEqual({
    drafts: [{ title: 'pay in 9999 years', priority: 'none' }],
  });
  expect(draftQuickAdd({ text: 'pay the day after 31 dec 9999' }, clock)).toMatchObject({
    drafts: [{ title: 'pay the day after 31 dec 9999' }],
  });
});

test('labels and projects in scripts with vowel signs are whole words', () => {
  expect(draftQuickAdd({ text: 'चाय #हिन्दी +काम' }, clock)).toMatchObject({
    drafts: [{ title: 'चाय', labels: ['हिन्दी'], project: 'काम' }],
  });
});
