import fc from 'fast-check';
import { expect, test } from 'vitest';
import { parseQuery } from './parse-query';

test('words, phrases in quotes and words to leave out are told apart', () => {
  expect(parseQuery('call "the dentist" -rent Frid')).toEqual({
    terms: [
      { text: 'call', phrase: false, open: false },
      { text: 'the dentist', phrase: true, open: false },
      { text: 'frid', phrase: false, open: true },
    ],
    without: [{ text: 'rent', phrase: false, open: false }],
    literal: 'call the dentist frid',
  });
  expect(parseQuery('plan -"old house"').without).toEqual([
    { text: 'old house', phrase: true, open: false },
  ]);
});

test('a quoted last word is whole, and a quote that is still open holds the rest', () => {
  expect(parseQuery('"rent"').terms).toEqual([{ text: 'rent', phrase: false, open: false }]);
  expect(parseQuery('pay “the rent').terms.at(-1)).toEqual({
    text: 'the rent',
    phrase: true,
    open: false,
  });
});

test('signs around a word fall away, those inside it stay', () => {
  const words = (text: string) => parseQuery(text).terms.map((term) => term.text);
  expect(words('(rent), mum’s ann@example.com!')).toEqual(['rent', "mum's", 'ann@example.com']);
  expect(words('Größe 会议 🎉 C++')).toEqual(['größe', '会议', '🎉', 'c++']);
  expect(words("' OR 1=1 --")).toEqual(['or', '1=1']);
});

test.each(['', '   ', '!!!', '- -- ---', '""', '"" -""', '\0', '(((', '-rent'])(
  'there is nothing to look for in %j',
  (text) => expect(parseQuery(text).terms).toEqual([]),
);

test('of a very long text only the beginning is looked for', () => {
  expect(parseQuery('rent '.repeat(1600)).terms).toHaveLength(8);
  const [term] = parseQuery('x'.repeat(8000)).terms;
  expect(term?.text).toHaveLength(64);
});

test('whatever is typed, a query is bounded and can be stored by Postgres', () => {
  fc.assert(
    fc.property(fc.string({ unit: 'binary', maxLength: 120 }), (text) => {
      const { terms, without, literal } = parseQuery(text);
      expect(terms.length + without.length).toBeLessThanOrEqual(8);
      expect(literal).not.toContain('\0');
      expect(literal.isWellFormed()).toBe(true);
      for (const term of [...terms, ...without]) {
        expect([...term.text].length).toBeLessThanOrEqual(64);
        expect(term.text).toMatch(/\S/u);
      }
    }),
  );
});
