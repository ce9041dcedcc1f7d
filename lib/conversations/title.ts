const LIMIT = 60;

/** A conversation's title from its first message: its first line, cut at a word. */
export function titleFrom(text: string): string {
  const line = text.trim().split(/\r?\n/u)[0]?.replace(/\s+/gu, ' ').trim() ?? '';
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
