import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { scanFile } from './scan';

const scan = (text: string) => scanFile(new TextEncoder().encode(text));
const conversations = (text: string) => scan(`{"conversations":[${text}]}`);

function found(text: string) {
  const scanned = conversations(text);
  if (typeof scanned === 'string' || 'error' in scanned) throw new Error(JSON.stringify(scanned));
  return scanned.conversations;
}

function isJson(text: string): boolean {
  try {
    JSON.parse(text);
    return true;
  } catch (error) {
    if (!(error instanceof SyntaxError)) throw error;
    return false;
  }
}

describe('a text is JSON for the scan exactly where it is for JSON.parse', () => {
  it.each([
    '',
    ' ',
    '1',
    '-',
    '-0',
    '01',
    '1.',
    '.5',
    '1e',
    '1e+',
    '1E-9',
    '1e999',
    '+1',
    'NaN',
    'tru',
    'true',
    'truely',
    'null',
    'nul',
    '"',
    '"a',
    '"\\"',
    '"\\x"',
    '"\\u12g4"',
    '"\\u12',
    '"\t"',
    '"\\ud83e"',
    '\u00a01',
    '[',
    '[]',
    '[,]',
    '[1,]',
    '[1 2]',
    '[1,2',
    ']',
    '{',
    '{}',
    '{,}',
    '{"a"}',
    '{"a":}',
    '{"a":1,}',
    '{"a":1',
    '{a:1}',
    '{1:1}',
    '[}',
    '{]',
    '[{]}',
    '[] []',
    '{}x',
    '\ufeff\ufeff[]',
    '[1]\0',
    '/**/1',
    '"\u2028"',
    '[1\f]',
    '\r\n\t [ 1 ] ',
  ])('%j', (text) => {
    expect(scan(text) !== 'not JSON').toBe(isJson(text));
  });

  it('also where one character of it was changed', () => {
    const signs = fc.constantFrom(...'[]{},:"\\u0e-+. \ntfn'.split(''));
    fc.assert(
      fc.property(fc.json(), fc.nat(), signs, fc.nat(2), (json, at, sign, cut) => {
        const place = at % (json.length + 1);
        const text = json.slice(0, place) + sign + json.slice(place + cut);
        fc.pre(text.isWellFormed());
        expect(scan(text) !== 'not JSON').toBe(isJson(text));
      }),
      { numRuns: 5000 },
    );
  });

  it('and it finds each conversation where it stands', () => {
    fc.assert(
      fc.property(fc.array(fc.jsonValue({ maxDepth: 5 })), (values) => {
        const list = values.map((value) => JSON.stringify(value, null, 1));
        const text = `{"a":[[]], "conversations" : [ ${list.join(' , ')} ],"b":[1]}`;
        const bytes = new TextEncoder().encode(text);
        const scanned = scanFile(bytes);
        if (typeof scanned === 'string' || 'error' in scanned) throw new Error('Not scanned.');
        expect(
          scanned.conversations.map(({ from, to }) =>
            new TextDecoder().decode(bytes.subarray(from, to)),
          ),
        ).toEqual(list);
      }),
      { numRuns: 500 },
    );
  });
});

describe('what can’t be parsed or kept is found by its path, and only there', () => {
  const deep = (levels: number) => '['.repeat(levels) + ']'.repeat(levels);

  it.each<[string, string, RegExp, string]>([
    ['a field that is there twice', '{"a":{"b":1,"b":1}}', /twice/, 'a.b'],
    ['the same field, escaped', '{"ab":1,"\\u0061b":1}', /twice/, 'ab'],
    ['__proto__', '{"a":[0,{"__proto__":1}]}', /name/, 'a.1'],
    ['__proto__, escaped', '{"\\u005f_proto__":1}', /name/, ''],
    ['NUL', '{"a":["x","\\u0000"]}', /cannot be stored/, 'a.1'],
    ['NUL in a name', '{"\\u0000":1}', /name/, ''],
    ['a first half', '["\\ud83e"]', /cannot be stored/, '0'],
    ['a second half', '["\\udd5b"]', /cannot be stored/, '0'],
    ['halves in the wrong order', '["\\udd5b\\ud83e"]', /cannot be stored/, '0'],
    ['a half, then a whole', '["\\ud83e\\ud83e\\udd5b"]', /cannot be stored/, '0'],
    ['halves that something parts', '["\\ud83e \\udd5b"]', /cannot be stored/, '0'],
    ['a number that is infinite', '{"a":1e999}', /too large/, 'a'],
    ['the other infinite number', '{"a":-1E+400}', /too large/, 'a'],
    ['a number of a thousand digits', `{"a":${'1'.repeat(1000)}}`, /too large/, 'a'],
    ['65 lists in each other', deep(65), /deeply/, Array(64).fill(0).join('.')],
    ['ten thousand and one fields', manyFields(10_001), /10,000 fields/, ''],
    ['too many values', `[${'0,'.repeat(1_500_000)}0]`, /1,500,000 values/, ''],
    ['a text of 2.5 MB', `{"a":"${'x'.repeat(2_500_000)}"}`, /too long/, 'a'],
    [
      'a megabyte in a call',
      `{"messages":[{"tool_calls":[{"input":{"a":"${'x'.repeat(1_000_000)}"}}]}]}`,
      /tool/,
      'messages.0.tool_calls.0.input.a',
    ],
  ])('%s', (_, text, error, path) => {
    const all = found(`{"good":[1]},${text},{"good":"\\ud83e\\udd5b"}`);
    expect(all.map(({ fault }) => fault !== null)).toEqual([false, true, false]);
    expect(all[1]?.fault).toEqual({ error: expect.stringMatching(error), path });
  });

  it.each([
    ['64 lists in each other', deep(64)],
    ['a whole character, escaped', '"\\ud83e\\udd5b"'],
    ['the same field in two objects', '[{"a":1},{"a":{"a":1}}]'],
    ['the largest number', '1.7976931348623157e308'],
    ['ten thousand fields', manyFields(10_000)],
  ])('nothing is wrong with %s', (_, text) => {
    expect(found(text)).toMatchObject([{ fault: null }]);
  });

  it('tells the title of what it refuses', () => {
    const text = '{"title":"Milk","a":"\\u0000"}';
    const [one] = found(text);
    const whole = `{"conversations":[${text}]}`;
    expect(whole.slice(one?.title?.from, one?.title?.to)).toBe('"Milk"');
  });

  it('refuses a file whose own fields are there twice', () => {
    expect(scan('{"conversations":[],"conversations":[]}')).toMatchObject({
      path: 'conversations',
    });
  });

  it('looks at a hundred thousand conversations', () => {
    expect(conversations(`${'0,'.repeat(99_999)}0`)).toMatchObject({ hasMore: false });
    expect(conversations(`${'0,'.repeat(100_000)}0`)).toMatchObject({ hasMore: true });
  });
});

it('takes a byte order mark, and no bytes that are not UTF-8', () => {
  expect(scan('\ufeff{"conversations":[0]}')).toMatchObject({ conversations: [{ fault: null }] });
  expect(scanFile(new Uint8Array([0x22, 0xc3, 0x28, 0x22]))).toBe('not UTF-8');
  expect(scanFile(new Uint8Array([0xff, 0xfe, 0x7b, 0x00]))).toBe('not UTF-8');
  // Half a character, as some programs write it.
  expect(scanFile(new Uint8Array([0x22, 0xed, 0xa0, 0xbe, 0x22]))).toBe('not UTF-8');
});

function manyFields(count: number): string {
  return `{${Array.from({ length: count }, (_, place) => `"${place}":0`).join(',')}}`;
}
