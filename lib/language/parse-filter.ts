import { readDayRange } from './day-ranges';
import type { DayRange, ParsedFilter, TaskFilter } from './filter';
import { FILTER_READERS } from './filter-readers';
import type { LanguageOptions } from './options';

/** A longer question is no filter. */
const MAX_FILTER = 300;

/**
 * Reads which tasks a phrase means: "overdue high priority work tasks", "done last week", "due friday or tagged
 * calls", "everything except errands". "or" binds looser than "and", which may be left out. Words that are no
 * condition become `text` conditions. Never throws.
 */
export function parseFilter(text: string, options: LanguageOptions): ParsedFilter {
  const plain = text
    .slice(0, MAX_FILTER)
    .replace(/[“”]/g, '"')
    .replace(/[?!.\s]+$/, '')
    .replace(FRAME, '');
  const reading: Reading = { words: [], tried: new Map() };
  const filter = simplify(readAny(plain, options, reading));
  const { words } = reading;
  const rest = words.join(' ');
  return { filter, rest, found: conditions(filter) > words.length };
}

/** What is known while one filter is read. */
type Reading = {
  /** Words that are no condition. */
  words: string[];
  /** Which phrases were tried as days, and what they are: looking is what takes long. */
  tried: Map<string, DayRange | null>;
};

/** So many phrases are tried as days: more than anybody's question has, and a few milliseconds. */
const MOST_TRIED = 40;

const FRAME =
  /^\s*(?:(?:please|can you|could you)\s+)?(?:(?:show|list|find|give|get|see|view|display|what|which|how many|count|what['’]s|what is|do i have|are there|any)\b\s*(?:me|of|us)?\s*)?/i;
const EXCEPT =
  /\s*,?\s*\b(?:except(?: for)?|but not|(?<=\b(?:everything|anything|all)\s{1,3})but|excluding|other than|apart from|without (?:the |any )?(?=(?:tagged|labell?ed|#|@))|without the(?=\s{1,3}(?:label|tag)\s{1,3}[#\w]))\s+/i;

function readAny(text: string, options: LanguageOptions, reading: Reading): TaskFilter {
  const [kept = '', ...excepted] = text.split(EXCEPT);
  const groups = kept.split(/\s+or\s+|\s*\|\s*/i).filter((part) => part.trim() !== '');
  const any = shareFrame(groups).map((group) => readAll(group, options, reading));
  const base: TaskFilter =
    any.length === 1 && any[0] ? any[0] : any.length > 0 ? { any } : { all: [] };
  const out = excepted.flatMap((part) =>
    part
      .split(/\s*,\s*(?:and\s+)?|\s+(?:and|or|nor)\s+/i)
      .filter((one) => one.trim() !== '')
      .map((one) => ({ not: readAll(withLabel(one), options, reading) })),
  );
  return out.length > 0 ? { all: [base, ...out] } : base;
}

/** "Due friday or saturday": what "due" says holds for both. */
function shareFrame(groups: string[]): string[] {
  const verb = /\b(due|done|finished|completed|added|created|tagged|labell?ed)\s/i.exec(
    groups[0] ?? '',
  )?.[1];
  return groups.map((group, index) =>
    index > 0 &&
    verb &&
    /^\s*(?:on\s+|by\s+|before\s+)?\S+$/i.test(group) &&
    !CONDITION_WORD.test(group)
      ? `${verb} ${group}`
      : group,
  );
}

const CONDITION_WORD =
  /[#@+]|\b(?:overdue|urgent|important|done|open|p[1-4]|undated|repeating|recurring)\b/i;

/** In "everything except errands" a lone word is a label. */
function withLabel(words: string): string {
  const lone =
    /^\s*(?:the\s+|my\s+)?([\p{L}][\p{L}\p{M}\p{N}_-]*)(?:\s+(?:tasks|ones|stuff|things))?\s*$/iu.exec(
      words,
    );
  return lone?.[1] && !CONDITION_WORD.test(lone[1]) && !DAY_WORD.test(lone[1])
    ? `#${lone[1]}`
    : words;
}

const DAY_WORD =
  /^(?:today|tomorrow|yesterday|tonight|(?:mon|tues|wednes|thurs|fri|satur|sun)day|weekends?|completed?|finished|deleted|high|low|medium)$/i;

function readAll(text: string, options: LanguageOptions, reading: Reading): TaskFilter {
  const all: TaskFilter[] = [];
  let rest = ` ${text.trim()} `;
  for (const quoted of rest.matchAll(/"([^"]{1,100})"/g)) all.push({ text: quoted[1] ?? '' });
  rest = rest.replace(/"[^"]{1,100}"/g, ' ');
  for (const { pattern, read } of FILTER_READERS) {
    rest = rest.replace(pattern, (...args) => {
      const groups = args.slice(0, -2).map((group) => (typeof group === 'string' ? group : ''));
      const filter = read(groups, options);
      if (!filter) return groups[0] ?? '';
      all.push(groups[1]?.trim() ? { not: filter } : filter);
      return ' ';
    });
  }
  const range = readLeftDay(rest, all, options, reading);
  if (range) {
    all.push(range.filter);
    rest = range.rest;
  }
  const left = rest
    .replace(FILLER, ' ')
    .replace(/[\s,;:&]+/g, ' ')
    .replace(/['’]s\b/g, '')
    .trim();
  if (left !== '') {
    reading.words.push(left);
    all.push(
      LABEL_LIKE.test(left) && /\b(?:tasks|to-?dos|stuff|things|ones)\b/i.test(text)
        ? tagOrText(left)
        : { text: left },
    );
  }
  const single = all.length === 1 ? all[0] : undefined;
  return single ?? { all };
}

const LABEL_LIKE = /^[\p{L}][\p{L}\p{M}\p{N}_-]*$/u;

/** "Work tasks" are those labelled work, in the project, or with the word in them. */
function tagOrText(word: string): TaskFilter {
  return { any: [{ label: word }, { project: word }, { text: word }] };
}

const FILLER =
  /\b(?:all|every|everything|each|any|anything|my|the|of|tasks?|to-?dos?|items?|things?|ones?|stuff|list|that|which|who|are|is|was|were|have|has|with|and|i|did|do|me|on|in|for|to|a|an|due|still|yet|already|it|them|please|be|been|get|got|had|must|should|what|there)\b/gi;

/** A day without a verb, as in "tasks for friday" or "tomorrow's tasks": due, unless the rest is about done ones. */
function readLeftDay(
  rest: string,
  all: TaskFilter[],
  options: LanguageOptions,
  { tried }: Reading,
): { filter: TaskFilter; rest: string } | null {
  const tokens = rest
    .replace(/\b(?:tasks?|to-?dos?|items?|things|stuff|ones?)\b/gi, ' ; ')
    .split(/[\s]+/)
    .filter(Boolean);
  const back = all.some((one) => 'status' in one && one.status === 'done');
  const direction = back ? 'back' : 'ahead';
  // Of very many words a day is looked for in shorter phrases.
  for (let size = longestPhrase(tokens.length); size > 0; size--) {
    for (let at = 0; at + size <= tokens.length; at++) {
      const phrase = tokens.slice(at, at + size).join(' ');
      if (
        /[;,]|^(?:i|did|do|my|all|what|any)\b/i.test(phrase) ||
        /^(?:by|on|for|in|the|from|to)$/i.test(phrase)
      )
        continue;
      const key = `${direction} ${phrase}`;
      if (!tried.has(key)) {
        if (tried.size >= MOST_TRIED) return null;
        tried.set(key, readDayRange(phrase.replace(/['’]s$/, ''), direction, options));
      }
      const range = tried.get(key);
      if (!range) continue;
      const left = [...tokens.slice(0, at), ...tokens.slice(at + size)]
        .join(' ')
        .replaceAll(';', ' ');
      if (back) removeDone(all);
      return { filter: back ? { done: range } : { due: range }, rest: left };
    }
  }
  return null;
}

/** How many words a phrase may have, so that all phrases of so many words and fewer can be tried. */
function longestPhrase(tokens: number): number {
  let phrases = tokens;
  let size = 1;
  while (size < Math.min(tokens, 7) && phrases + tokens - size <= MOST_TRIED) {
    phrases += tokens - size;
    size += 1;
  }
  return Math.min(size, tokens);
}

/** "Done today" is one condition, not "done" and "today". */
function removeDone(all: TaskFilter[]): void {
  const place = all.findIndex((one) => 'status' in one && one.status === 'done');
  if (place >= 0) all.splice(place, 1);
}

function simplify(filter: TaskFilter): TaskFilter {
  if ('not' in filter) return { not: simplify(filter.not) };
  if ('any' in filter) return { any: filter.any.map(simplify) };
  if (!('all' in filter)) return filter;
  const all = filter.all.map(simplify).flatMap((one) => ('all' in one ? one.all : [one]));
  const [only] = all;
  return all.length === 1 && only ? only : { all };
}

function conditions(filter: TaskFilter): number {
  if ('all' in filter) return filter.all.reduce((sum, one) => sum + conditions(one), 0);
  if ('any' in filter)
    return filter.any.every((one) => 'text' in one || 'label' in one || 'project' in one) &&
      filter.any.some((one) => 'text' in one)
      ? 1
      : filter.any.reduce((sum, one) => sum + conditions(one), 0);
  return 'not' in filter ? conditions(filter.not) : 1;
}
