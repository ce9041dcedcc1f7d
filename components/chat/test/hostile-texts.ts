/** Texts that try to be expensive, always the same ones for a seed: bits that mean something, repeated and mixed. */
export function* hostileTexts(seed: number, amount: number, length: number): Generator<string> {
  const random = seeded(seed);
  for (let place = 0; place < amount; place++) {
    const make = makers[place % makers.length];
    if (make) yield make(random, length).slice(0, length);
  }
}

type Random = () => number;
type Maker = (random: Random, length: number) => string;

const bits = [
  ...[
    '_',
    '*',
    '**',
    '***',
    '__',
    '~',
    '~~',
    '`',
    '``',
    '```',
    '!',
    '[',
    ']',
    '(',
    ')',
    '](',
    '![',
    '[[',
    ']]',
  ],
  ...[
    '<',
    '>',
    '<a ',
    '<!--',
    '-->',
    '<div>',
    '</div>',
    '<?',
    '<![CDATA[',
    '<a b="',
    "'",
    '"',
    '=',
    '&',
    '&amp;',
    '&#',
    ';',
  ],
  ...[
    'a',
    'b ',
    ' ',
    '  ',
    '\t',
    '\n',
    '\n\n',
    '\r\n',
    '  \n',
    '\\',
    '\\\n',
    '|',
    '|-|',
    '|-|-|\n',
    ':-:',
    '-',
    '---',
    '===\n',
    '+ ',
    '* ',
    '- ',
  ],
  ...[
    '1. ',
    '1) ',
    '99999. ',
    '# ',
    '###### ',
    '#',
    '> ',
    '>',
    '- > ',
    '    ',
    '~~~',
    '~~~\n',
    '```js\n',
    '[a]: b\n',
    '[a]: b "',
    '[a][b]',
    '[a](b)',
  ],
  ...[
    'http://a.b',
    'www.a',
    'https://',
    'ftp://',
    'a@b.c',
    '@',
    'mailto:',
    '.',
    ',',
    ':',
    '\u00a0',
    '\u200b',
    'é',
    '日本',
    '😀',
    '\u202e',
    '0',
    '1',
    '{',
    '}',
    '$',
    '^',
  ],
  ...[
    '_a_',
    '*a*',
    '**a**',
    '_a',
    'a_',
    '*a',
    'a*',
    '~a~',
    '`a`',
    '- [ ] ',
    '- [x] a\n',
    '| a | b |\n',
    '<b>',
    '<br>',
    '<script>',
    '<pre>',
  ],
];

const makers: Maker[] = [
  // One short pattern, over and over.
  (random, length) => repeat(some(random, 1 + random() * 4), length),
  (random, length) => repeat(some(random, 1 + random() * 4), length),
  // The same in lines, in paragraphs, in items.
  (random, length) => repeat(`${some(random, 1 + random() * 30)}\n`, length),
  (random, length) => repeat(`${some(random, 1 + random() * 200)}\n\n`, length),
  (random, length) =>
    repeat(`${pick(random, prefixes)}${some(random, 1 + random() * 40)}\n`, length),
  // Blocks of one pattern each, as long as somebody would make them to stay below a bound.
  (random, length) => {
    const size = 10 ** (1 + random() * 4);
    const pattern = some(random, 1 + random() * 3);
    return repeat(`${pick(random, prefixes)}${repeat(pattern, size)}\n\n`, length);
  },
  // Lines that take turns.
  (random, length) => {
    const lines = Array.from(
      { length: 2 + random() * 3 },
      () => `${pick(random, prefixes)}${some(random, random() * 3)}\n`,
    );
    return repeat(lines.join(''), length);
  },
  // Openings without ends, ends without openings, and one within another.
  (random, length) => {
    const [open, close] = [some(random, 1 + random() * 2), some(random, 1 + random() * 2)];
    return `${repeat(open, length / 2)}a${repeat(close, length / 2)}`;
  },
  (random, length) =>
    `${repeat(some(random, 2), random() * length)}${repeat(some(random, 3), length)}`,
  // Anything.
  (random, length) => {
    const parts: string[] = [];
    const own = Array.from({ length: 2 + random() * 12 }, () => pick(random, bits));
    for (let total = 0; total < length; ) {
      const bit = pick(random, own);
      parts.push(bit);
      total += bit.length;
    }
    return parts.join('');
  },
  // Tables of all widths, lists of all depths.
  (random, length) => {
    const width = 1 + Math.floor(10 ** (random() * 4));
    const row = `|${repeat(`${some(random, random() * 2).replaceAll('\n', '')}|`, width)}`;
    const cells = `${'|a'.repeat(width)}|\n${'|-'.repeat(width)}|\n`;
    return cells + repeat(random() < 0.5 ? 'a\n' : `${row}\n`, length);
  },
  (random, length) => {
    const [most, mark] = [1 + random() * 40, pick(random, prefixes)];
    const lines: string[] = [];
    for (let total = 0, depth = 0; total < length; depth = (depth + 1) % most) {
      lines.push(`${'  '.repeat(depth)}${mark}${some(random, random() * 3)}\n`);
      total += (lines.at(-1) ?? '').length;
    }
    return lines.join('');
  },
];

const prefixes = [
  '',
  '- ',
  '> ',
  '1. ',
  '# ',
  '> - ',
  '- > ',
  '    ',
  '  ',
  '| ',
  '> > ',
  '- - ',
  '[a]: ',
  '* ',
  '+ ',
  '\t',
  '<',
  '```',
  '~~~\n',
  '=',
  '-',
];

function some(random: Random, amount: number): string {
  let text = '';
  for (let place = 0; place < amount; place++) text += pick(random, bits);
  return text;
}

function pick(random: Random, from: string[]): string {
  return from[Math.floor(random() * from.length)] ?? '';
}

function repeat(text: string, length: number): string {
  return text ? text.repeat(Math.ceil(Math.max(1, length) / text.length)).slice(0, length) : '';
}

/** mulberry32. */
function seeded(seed: number): Random {
  let state = seed;
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4294967296;
  };
}
