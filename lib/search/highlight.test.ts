import fc from 'fast-check';
import { expect, test } from 'vitest';
import { highlight, needlesOf, type Segment, snippet } from './highlight';
import { parseQuery } from './parse-query';

/** Hits in brackets. */
const shown = (segments: Segment[]) =>
  segments.map(({ text, hit }) => (hit ? `[${text}]` : text)).join('');
const needles = (query: string, stems: string[][] = [], instead: string[][] = []) =>
  needlesOf(parseQuery(query), stems, instead);

test('whole words, the beginning of the last one and other forms are marked', () => {
  expect(
    shown(highlight('Meetings: book the room', needles('meeting bo', [['meet'], ['bo']]))),
  ).toBe('[Meetings]: [book] the room');
  expect(shown(highlight('A happy day of happiness', needles('happy', [['happi']])))).toBe(
    'A [happy] day of [happiness]',
  );
  expect(shown(highlight('Rent and parents', needles('"rent"', [['rent']])))).toBe(
    '[Rent] and parents',
  );
});

test('a phrase is marked as one', () => {
  expect(shown(highlight('Pay the rent, then rent a car', needles('"the rent"')))).toBe(
    'Pay [the rent], then rent a car',
  );
});

test('what a word with a slip stood for is marked', () => {
  expect(shown(highlight('See the dentist', needles('dentsit', [[]], [['dentist']])))).toBe(
    'See the [dentist]',
  );
});

test('letters inside a word are marked where no word is', () => {
  expect(shown(highlight('明日の会議 🎉', needles('会議')))).toBe('明日の[会議] 🎉');
  expect(shown(highlight('Party 🎉', needles('🎉')))).toBe('Party [🎉]');
});

test('letters that grow when they get small leave the marks in place', () => {
  expect(shown(highlight('İİİ rent', needles('rent')))).toBe('İİİ [rent]');
});

test('a long text shows the part around the hit, in one line and without marks of Markdown', () => {
  const text = `## Plan\n\n${'- one more thing to do\n'.repeat(20)}- **call** the dentist\n${'and on '.repeat(40)}`;
  const part = shown(snippet(text, needles('dentist')));
  expect(part).toMatch(/^….*call the \[dentist\].*…$/);
  expect(part).not.toMatch(/[\n*#]/);
  expect(part.length).toBeLessThan(170);
});

test('markup stays text', () => {
  expect(shown(snippet('<img src=x onerror=alert(1)> rent', needles('rent')))).toBe(
    '<img src=x onerror=alert(1)> [rent]',
  );
});

test('pieces always make the text again, and no character is cut in half', () => {
  fc.assert(
    fc.property(
      fc.string({ unit: 'grapheme', maxLength: 200 }),
      fc.string({ unit: 'grapheme', maxLength: 10 }),
      (text, query) => {
        const pieces = highlight(text, needles(query));
        expect(pieces.map((piece) => piece.text).join('')).toBe(text);
        for (const piece of snippet(text, needles(query)))
          expect(piece.text.isWellFormed()).toBe(true);
      },
    ),
  );
});
