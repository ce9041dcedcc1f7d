import fc from 'fast-check';
import { expect, it } from 'vitest';
import { defaultDayParts, type LanguageOptions } from '@/lib/language';
import { getTool } from '@/lib/tools/call';
import { decide } from './decide';

const options: LanguageOptions = {
  now: '2026-11-20T10:00',
  timeZone: 'Europe/Berlin',
  weekStart: 1,
  dateOrder: 'dmy',
  dayParts: defaultDayParts,
};

const words = fc.constantFrom(
  ...'add show move complete delete rename undo no the second one it them all both tasks milk to friday tomorrow at 5 every monday and , done is what when 30 feb high priority overdue 13/25 "quoted" \n - yes # 99999 none'.split(
    ' ',
  ),
  '\n',
  '\u0000',
  '\ud800',
  '🎉',
);
const sentence = fc.oneof(
  fc.array(words, { maxLength: 10 }).map((list) => list.join(' ')),
  fc.string({ unit: 'binary', maxLength: 60 }),
);

it('never throws, and calls tools only with inputs that they take', () => {
  fc.assert(
    fc.property(fc.array(sentence, { minLength: 1, maxLength: 4 }), (said) => {
      const turns = said.map((text) => ({ said: text, steps: [], answer: '' }));
      const progress = decide(turns, options);
      if (progress.kind === 'reply') {
        expect(progress.reply.text.trim()).not.toBe('');
        return;
      }
      for (const { name, input } of progress.calls) {
        expect(
          getTool(name)?.input.safeParse(input).error?.issues,
          JSON.stringify(input),
        ).toBeUndefined();
      }
    }),
    { numRuns: 600 },
  );
});

it('answers a sentence in milliseconds', () => {
  const said = ['add milk, eggs and call mom tomorrow at 5pm', 'move 1 to friday and 2 to monday'];
  decide([{ said: 'hi', steps: [], answer: '' }], options);
  const started = performance.now();
  for (let round = 0; round < 20; round++) {
    for (const text of said) decide([{ said: text, steps: [], answer: '' }], options);
  }
  expect((performance.now() - started) / 40).toBeLessThan(25);
});

it('reads a long, repetitive message in bounded time', () => {
  for (const piece of [
    'move it ',
    '1, ',
    'the first ',
    'and ',
    ' ',
    '"',
    'no ',
    'is on ',
    'to 5 and ',
    '7am and ',
    'all except ',
  ]) {
    for (const length of [480, 1900, 20_000]) {
      const started = performance.now();
      decide(
        [{ said: `move ${piece.repeat(length / piece.length)}`, steps: [], answer: '' }],
        options,
      );
      expect(performance.now() - started).toBeLessThan(1500);
    }
  }
});
