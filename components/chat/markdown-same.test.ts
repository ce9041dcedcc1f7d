import { lexer } from 'marked';
import { expect, test } from 'vitest';
import { readMarkdown } from './markdown-tokens';

const lines = (amount: number, line: (place: number) => string, between = '\n') =>
  Array.from({ length: amount }, (_, place) => line(place)).join(between);

const chapter = (place: number) => `## Part ${place}

A paragraph about **thing ${place}** with _emphasis_, \`code\`, snake_case_words, a [link](https://example.com/${place}) and
https://example.com/plain, ~~not this~~ & more.  
${'It goes on for a while, as answers do; nothing in it is odd. '.repeat(8)}

- first **item**
- second item with \`code\`
  - nested item, *starred*
- [ ] to be done
- [x] done

1. one
2. two

\`\`\`ts
const a_b = c_d * e_f; // ${place}
if (a < b && c > d) return [a][b];

> > > > > not a quote
\`\`\`

> a quote of _somebody_
> over two lines

| a | b |
|---|:-:|
| ${place} | **x** |
`;

test.each<[string, string]>([
  [
    'a list of 2,500 items with bold',
    lines(2500, (n) => `- **Task ${n}**: call _Ada_ about \`x\` now`),
  ],
  [
    'a numbered list with links',
    lines(1500, (n) => `${n + 1}. **Buy ${n}**, see [page ${n}](https://example.com/p/${n})`),
  ],
  [
    'a table of 200 rows',
    `| a | b | c |\n|---|:-:|--:|\n${lines(200, (n) => `| ${n} | **b${n}** | \`c\` [d](https://x.example/${n}) |`)}`,
  ],
  [
    'lists of 6 levels',
    lines(200, () => lines(6, (depth) => `${'  '.repeat(depth)}- level **${depth}**`)),
  ],
  ['200,000 characters of chapters', lines(165, chapter, '\n').slice(0, 200_000)],
  [
    'headings and lists without a blank line',
    lines(
      450,
      (n) =>
        `### Title ${n}\nSome words about **it** here:\n- item _one_ is here\n- item two\n1. [linked](https://a.example/c)`,
    ),
  ],
  [
    'a long block of code',
    `\`\`\`py\n${lines(4000, (n) => `    x_${n} = a_b[${n}] * 2 | 3  # > > > > > _a_`)}\n\`\`\`\n\nafter **it**`,
  ],
  [
    'references that are defined at the end',
    `${lines(150, (n) => `See [thing ${n}][t${n}] and [t${n}].\n`)}\n${lines(150, (n) => `[t${n}]: https://example.com/${n} "title ${n}"`)}`,
  ],
  [
    'long paragraphs of words',
    lines(40, (n) => `word_${n} and more **words** with it's and _that_ `.repeat(90), '\n\n'),
  ],
  [
    'one paragraph of 200,000 characters',
    'Just words, commas; dots. And a bit (in brackets) & more! '.repeat(3400),
  ],
  ['lines that end as Windows ends them', chapter(1).replaceAll('\n', '\r\n')],
  [
    'raw HTML over blank lines',
    '<div>\n\n**a**\n\n</div>\n\n<!-- a\n\nb -->\n\nc\n\n<script>\n\nx\n</script>',
  ],
])('%s reads exactly as marked reads it', (_, text) => {
  expect(readMarkdown(text)).toEqual(lexer(text, { gfm: true }));
});

test('an odd paragraph is shown as it was written, and the rest keeps its form', () => {
  const odd = '_a_'.repeat(3000);
  const tokens = readMarkdown(`# Title\n\n${odd}\n\n- an **item**`);
  expect(tokens.map(({ type }) => type)).toEqual([
    'heading',
    'space',
    'paragraph',
    'space',
    'list',
  ]);
  expect(tokens[2]).toMatchObject({ tokens: [{ type: 'plain', text: odd }] });
});

test.each<[string, string]>([
  ['quotes', '>'.repeat(20_000)],
  ['numbered lists', '1. '.repeat(20_000)],
  ['lists of quotes', '- > '.repeat(20_000)],
  ['indented lists', lines(3000, (depth) => `${'  '.repeat(depth)}- a`)],
  ['links', `${'['.repeat(20_000)}a${'](b)'.repeat(20_000)}`],
  ['emphasis', `${'*a **b '.repeat(5000)}${'** *'.repeat(5000)}`],
])('%s within one another, 20,000 deep, are shown and overflow nothing', (_, text) => {
  expect(depthOf(readMarkdown(text))).toBeLessThan(60);
});

test('a text that marked fails on is shown as it was written', () => {
  const text = '> - ===\né\n  > - a';
  expect(() => readMarkdown(text)).not.toThrow();
});

test.each([
  '- a\n  ```\n\n',
  '<div>\n```\n\n',
  '<!--\n\n```\n-->\n\n',
  '[a]: b "\n```\n"\n\n',
  '```\n        ```\n```\n\n',
  '          ```\n\n',
  '> ```\n\n',
])('what is no fence to marked (%j) hides nothing odd', (opening) => {
  const tokens = readMarkdown(`${opening}${'> - '.repeat(5000)}a\n\nb`);
  expect(tokens.find(({ type }) => type === 'plain')?.raw).toContain('> - > - ');
});

test('a wide table is not filled up with a million cells', () => {
  const text = `${'|a'.repeat(2000)}|\n${'|-'.repeat(2000)}|\n${'b\n'.repeat(2000)}`;
  expect(JSON.stringify(readMarkdown(text)).length).toBeLessThan(50_000);
});

/** How deep arrays and objects lie within one another. */
function depthOf(value: unknown): number {
  if (typeof value !== 'object' || value === null) return 0;
  return 1 + Object.values(value).reduce((most: number, one) => Math.max(most, depthOf(one)), 0);
}
