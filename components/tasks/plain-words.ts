import type { TextRange } from '@/lib/tasks/quick-add';

/**
 * Where the words that were said to be plain are after a change of the text. Words that were changed
 * themselves are read afresh.
 */
export function followPlain(
  plain: readonly TextRange[],
  before: string,
  after: string,
): TextRange[] {
  if (plain.length === 0 || before === after) return [...plain];
  const shorter = Math.min(before.length, after.length);
  let start = 0;
  while (start < shorter && before[start] === after[start]) start++;
  let same = 0;
  while (same < shorter - start && before.at(-1 - same) === after.at(-1 - same)) same++;
  const end = before.length - same;
  const shift = after.length - before.length;
  return plain.flatMap((range) => {
    if (range.end <= start) return [range];
    if (range.start >= end) return [{ start: range.start + shift, end: range.end + shift }];
    return [];
  });
}
