import { readOpener } from './opener';
import { MAX_READ, sourceOf } from './source';

/** What a person wants, without the words that only ask for it: "buy milk" of "remind me to buy milk". */
export function withoutOpener(text: string): string {
  if (text.length > MAX_READ) return text;
  const { source, opened } = readOpener(sourceOf(text));
  // A greeting alone is all that was said.
  if (!opened) return text;
  let end = 0;
  for (const span of source.spans) if (span.start === end) end = span.end;
  return text.slice(end).trim() === '' ? text : text.slice(end);
}
