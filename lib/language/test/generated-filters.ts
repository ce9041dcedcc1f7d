/** Words of the grammar, signs, days that are nearly days, and letters of other scripts. */
const PIECES = [
  ...['a', 'b c', 'or', 'and', 'not', 'or or', 'except', 'but not', 'without', 'without the', 'no'],
  ...['due', 'done', 'added', 'before', 'after', 'by', 'on', 'in', 'the', 'next', 'last', 'this'],
  ...['friday', 'fri', 'fridays', 'mon tue', 'november', 'nov', 'octobr', 'week', 'weeks', 'day'],
  ...['days', 'month', 'year', 'tomorrow', 'today', 'end of', 'between', 'from', 'to', 'until'],
  ...['every', 'first', 'third', '1', '3', '31', '2026', '1/2', '31.2.', '2026-11-', '12:', '5pm'],
  ...['in 3', '3 days', '1st of', 'tasks', 'label', 'tagged', 'project', 'priority', 'high', 'p1'],
  ...['overdue', 'open', 'with', 'labelled', 'date', 'deadline', 'repeating', 'urgent', 'about'],
  ...['"', '“', '”', '#', '@', '+', '(', ')', '[', ']', '|', ',', ';', ':', '-', '–', '…', '?'],
  ...[
    'é',
    '日本',
    'ß',
    '💡',
    '\u0301',
    '\u200b',
    '\t',
    '’s',
    "'s",
    '_',
    '.',
    '!',
    '  ',
    '        ',
  ],
  ...['half', 'quarter', 'noon', 'christmas', 'easter', 'twenty', 'one hundred', 'days ago', 'of'],
];

/** A filter of `length` characters: some of the pieces, repeated in one order or at random. */
export function generateFilter(random: () => number, length: number): string {
  const pick = <Item>(items: readonly Item[]) => items[Math.floor(random() * items.length)] as Item;
  const few = Array.from({ length: 1 + Math.floor(random() * 5) }, () => pick(PIECES));
  const glue = pick(['', ' ', ' ', ' ', ' or ', ', ']);
  const inOrder = random() < 0.5;
  let text = '';
  for (let at = 0; text.length < length; at += 1)
    text += (inOrder ? few[at % few.length] : pick(random() < 0.7 ? few : PIECES)) + glue;
  return text.slice(0, length);
}

/** Numbers from 0 to 1 that are the same each time (mulberry32). */
export function randomFrom(seed: number): () => number {
  let state = seed;
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4_294_967_296;
  };
}
