import { withoutOpener } from '@/lib/language';

const LIMIT = 60;

/** A conversation's title from its first message: what its first line asks for, cut at a word. */
export function titleFrom(text: string): string {
  const first = text.trim().split(/\r?\n/u)[0]?.replace(/\s+/gu, ' ').trim() ?? '';
  const line = withoutOpener(first).trim();
  const characters = [...line];
  if (characters.length <= LIMIT) return capitalized(line);
  const cut = characters.slice(0, LIMIT).join('');
  const space = cut.lastIndexOf(' ');
  return `${capitalized(space > LIMIT / 3 ? cut.slice(0, space) : cut)}…`;
}

function capitalized(text: string): string {
  const [first = '', ...rest] = [...text];
  return first.toLocaleUpperCase('en') + rest.join('');
}
