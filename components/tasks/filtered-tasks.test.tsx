import { renderToStaticMarkup } from 'react-dom/server';
import { expect, test } from 'vitest';
import { NothingFound } from './filtered-tasks';

test('a filter that fits nothing says how it was read, and can be cleared', () => {
  const shown = renderToStaticMarkup(
    <NothingFound understood="Open tasks: labelled werk" onClear={() => {}} />,
  );
  expect(shown).toContain('open tasks: labelled werk');
  expect(shown).toContain('Show all tasks</button>');
});
