import { renderToStaticMarkup } from 'react-dom/server';
import { expect, test } from 'vitest';
import { Markdown } from './markdown';

const html = (text: string) => renderToStaticMarkup(<Markdown text={text} />);

test('answers show their lists, emphasis, code and tables', () => {
  const shown = html(
    '**Two** tasks:\n\n1. `buy` _milk_\n2. call Ada\n\n| a | b |\n|-|-|\n| 1 | 2 |',
  );
  for (const tag of ['<strong', '<ol', '<code', '<em>', '<table', '<td'])
    expect(shown).toContain(tag);
});

test('HTML in an answer is shown as text and never runs', () => {
  const shown = html('Hi <img src=x onerror=alert(1)> there\n\n<script>alert(1)</script>');
  expect(shown).not.toMatch(/<(img|script)/);
  expect(shown).toContain('&lt;script&gt;');
});

test('images are named, not fetched', () => {
  const shown = html('![a cat](https://spy.example/cat.png)');
  expect(shown).not.toContain('<img');
  expect(shown).toContain('a cat');
});

test('links open apart, and only web, mail and telephone can be followed', () => {
  expect(html('[Saydo](https://saydo.example)')).toMatch(
    /<a href="https:\/\/saydo\.example" target="_blank" rel="noopener noreferrer nofollow"/,
  );
  for (const evil of [
    'javascript:alert(1)',
    'java&#115;cript:alert(1)',
    'data:text/html,x',
    '//x.test',
  ])
    expect(html(`[press](${evil})`)).not.toContain('href');
});

test('characters written as entities are read as characters', () => {
  expect(html('Tom &amp; Ada &lt;3')).toContain('Tom &amp; Ada &lt;3');
});
