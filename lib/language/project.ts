import { type Source, take } from './source';

const NAME = '[\\p{L}\\p{N}][\\p{L}\\p{M}\\p{N}_&-]{0,59}';
/** "Launch" or "Spring Launch": words that go on in capitals. */
const CAPITALS = `${NAME}(?:\\s\\p{Lu}[\\p{L}\\p{M}\\p{N}_&-]{0,40}){0,3}`;
const END =
  '(?=\\s*(?:$|[,.;:!?)\\uE000#@+]|(?:and|for|on|at|by|due|deadline|until|from|starting|before|after|takes|tagged|labell?ed|with|today|tomorrow|tonight|next|this|every|in|p[1-4])\\b))';

const PROJECTS = [
  /(?<![\p{L}\p{N}_+])\+(\p{L}[\p{L}\p{M}\p{N}_-]{0,59}(?:\/[\p{L}\p{M}\p{N}_-]{1,40}){0,3})/u,
  new RegExp(
    `(?:,\\s{0,2})?\\b(?:(?:in|to|under|for)\\s{1,2}(?:the\\s{1,2}|my\\s{1,2})?)?[Pp]roject\\s?:\\s?(${CAPITALS})`,
    'u',
  ),
  new RegExp(
    `(?:,\\s{0,2})?\\b(?:in|to|under|into)\\s{1,2}(?:the\\s{1,2}|my\\s{1,2})?[Pp]roject\\s{1,2}(${CAPITALS})${END}`,
    'u',
  ),
  new RegExp(
    `(?:,\\s{0,2})?\\b(?:in|to|under|into)\\s{1,2}(?:the|my)\\s{1,2}(${CAPITALS})\\s{1,2}[Pp]roject\\b${END}`,
    'u',
  ),
];
const QUOTED =
  /(?:,\s{0,2})?\b(?:in|to|under|into)\s{1,2}(?:the\s{1,2}|my\s{1,2})?project\s{1,2}["“]([^"”]{1,60})["”]/i;

/** Takes "+Launch", "in project Launch" or "in the Launch project" out of the text. */
export function readProject(source: Source): { source: Source; project: string | null } {
  // A name in quotation marks is closed to readers, but not to the one that asks for it.
  const quoted = QUOTED.exec(source.text);
  if (quoted?.[1] && source.open.startsWith(quoted[0].slice(0, 3), quoted.index)) {
    return found(source, quoted.index, quoted[0], quoted[1]);
  }
  for (const pattern of PROJECTS) {
    const match = pattern.exec(source.open);
    if (match?.[1]) return found(source, match.index, match[0], match[1]);
  }
  return { source, project: null };
}

function found(source: Source, start: number, words: string, project: string) {
  return { source: take(source, start, start + words.length, 'project'), project: project.trim() };
}
