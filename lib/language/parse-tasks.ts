import { readOpener } from './opener';
import type { LanguageOptions } from './options';
import { parseDate } from './parse-date';
import { parseTask } from './parse-task';
import { MAX_READ, sourceOf } from './source';
import type { ParsedTask } from './types';
import { startsWithVerb } from './verbs';
import { WEEKDAY_FULL, WEEKDAY_SHORT } from './words';

/** One call reads at most this many, as many as the tools take at once. */
export const MAX_TASKS = 50;

/**
 * Reads the tasks in a sentence, a list with commas, or pasted lines with or without bullets. Never throws
 * and always gives at least one. "Buy milk and eggs" is one task; "milk, eggs and call mom" is three.
 */
export function parseTasks(text: string, options: LanguageOptions): ParsedTask[] {
  const lines = text
    .split(/\r\n|\r|\n/)
    .map((line) => line.trim())
    .filter((line) => line !== '');
  if (lines.length > 1) return readLines(lines, options);
  const line = (lines[0] ?? '').replace(BULLET, '');
  if (line.length > MAX_READ) return [parseTask(line, options)];
  return readSentence(line, options).slice(0, MAX_TASKS);
}

/** A line above the others that only introduces them is no task; a day in it counts for all. */
function readLines(lines: string[], options: LanguageOptions): ParsedTask[] {
  const [first = '', ...others] = lines;
  const heading = BULLET.test(first)
    ? null
    : parseTask(first.replace(HEADING, '').replace(/['’]s\b/g, ''), options);
  const introduces =
    heading !== null && (HEADING.test(first) || heading.title === '' || LIST_NAME.test(first));
  const tasks = (introduces ? others : lines)
    .slice(0, MAX_TASKS)
    .map((line) => parseTask(line.replace(BULLET, ''), options));
  return introduces ? tasks.map((task) => withDay(task, heading.dueDate)) : tasks;
}

const BULLET = /^(?:[-*•–+]\s+|\d{1,2}[.)]\s+|\[[ xX]?\]\s*)(?:\[[ xX]?\]\s*)?/;
const HEADING = /:\s*$/;
const LIST_NAME =
  /^(?:(?:my|the)\s+)?(?:(?:shopping|grocery|groceries|packing|to-?do|task|chores?)(?:\s+list)|to-?dos?|groceries|shopping|chores|errands|things to (?:do|buy)|tasks)$/i;
const GAP =
  /(?<=[\p{L}_]{3})(?<!\b(?:mrs|etc|inc|ltd|vol|ave|prof|approx))[.!]\s+(?:also\s+)?(?=\p{L})|\s*(?:;|,)\s*(?:(?:and|then|also|and then|and also|plus)\s+)?|\s+(?:and then|and also|and|then|also|plus|&)\s+/giu;

/** "Milk, eggs and bread, all labelled groceries": the words at the end say that it is a list, and label it. */
const FOR_ALL =
  /(?:,\s{0,2}(?:and\s{1,2})?|\s)(?:all|both|each)(?:\s{1,2}(?:of\s{1,2})?(?:them|these))?\s{1,2}(?=(?:(?:with|under)\s{1,2}(?:the\s{1,2})?)?(?:label(?:l?ed)?|tag(?:ged)?)\s|[#@]\p{L})(.{2,100})$/iu;

function readSentence(line: string, options: LanguageOptions): ParsedTask[] {
  const forAll = FOR_ALL.exec(sourceOf(line).open);
  const marks = forAll && parseTask(`all ${forAll[1]}`, options);
  if (forAll && marks?.title.toLowerCase() === 'all' && marks.labels.length > 0)
    return readList(line.slice(0, forAll.index), options, true).map((task) => ({
      ...task,
      labels: [...new Set([...task.labels, ...marks.labels])],
    }));
  return readList(line, options);
}

function readList(line: string, options: LanguageOptions, isList = false): ParsedTask[] {
  const { source, opened } = readOpener(sourceOf(line));
  const body = source.open;
  const start = opened
    ? Math.max(
        0,
        ...source.spans.filter((s) => s.start === 0 || s.end < body.length).map((s) => s.end),
      )
    : 0;
  const shared = /^([^:,;\n]{3,30}):\s+(?=\S)/.exec(line.slice(start));
  const lead = shared?.[1] ? parseDate(shared[1], options) : null;
  if (shared?.[1] && LIST_NAME.test(shared[1].trim())) {
    return readSentence(line.slice(start + shared[0].length), options);
  }
  if (shared && lead?.dueDate && lead.rest === '') {
    return readSentence(line.slice(start + shared[0].length), options).map((task) =>
      task.dateGiven
        ? task
        : {
            ...task,
            dueDate: lead.dueDate,
            dueTime: task.dueTime ?? lead.dueTime,
            dateGiven: true,
          },
    );
  }
  const pieces = split(line, sourceOf(line).open, start, options, isList);
  const [first = ''] = pieces;
  const ordered = pieces.length > 1 ? /^\s*first(?:ly)?,?\s+/i.exec(first)?.[0] : undefined;
  if (ordered && startsWithVerb(first.slice(ordered.length))) {
    pieces[0] = first.slice(ordered.length);
  }
  if (pieces.length < 2) return readRepeats(line, options);
  const leading = leadingDate(pieces[0] ?? '', options);
  const tasks: ParsedTask[] = [];
  let day = leading;
  for (const [index, piece] of pieces.entries()) {
    const read = parseTask(index === 0 ? line.slice(0, start) + piece : piece, options);
    tasks.push(leading !== null || read.dueTime ? withDay(read, day) : read);
    if (read.dateGiven) day = read.dueDate;
    else if (!leading && !read.dueTime) day = null;
  }
  return STOP.test(line) ? tasks : withSharedLabels(tasks, pieces.at(-1) ?? '');
}

/** Between sentences, which are no list. */
const STOP = /[;.!]\s/;

/** "Call mom, pay rent and email Sam #family": labels after a list of bare titles are for all of them. */
function withSharedLabels(tasks: ParsedTask[], ending: string): ParsedTask[] {
  const last = tasks.at(-1);
  const end = Math.max(
    0,
    ...(last?.spans ?? []).map((span) => (span.kind === 'label' ? span.end : 0)),
  );
  const bare = tasks.every(
    (task) =>
      task.spans.every(({ kind }) => kind === 'opener' || (task === last && kind === 'label')) &&
      task.questions.length === 0,
  );
  if (!last || !bare || end < ending.trimEnd().length) return tasks;
  return tasks.map((task) => ({ ...task, labels: last.labels }));
}

/** "Feed the cat at 7am and 7pm", "gym monday and thursday": the same task for each. */
function readRepeats(line: string, options: LanguageOptions): ParsedTask[] {
  const whole = parseTask(line, options);
  const repeats = whole.recurrence ?? whole.questions.some(({ kind }) => kind === 'recurrence');
  const match = (repeats ? CLOCKS : REPEATS).exec(sourceOf(line).open);
  const words = match && line.slice(match.index, match.index + match[0].length);
  const times = words?.split(/\s*,\s*(?:and\s+)?|\s+and\s+|\s*&\s*/i) ?? [];
  if (!match || times.length < 2) return [whole];
  return times.map((time) =>
    parseTask(
      line.slice(0, match.index) + time + line.slice(match.index + match[0].length),
      options,
    ),
  );
}

const AT =
  '(?:at\\s+)?(?:\\d{1,2}(?::\\d\\d)?\\s?[ap]\\.?m\\b|\\d{1,2}:\\d\\d\\b|noon\\b|midnight\\b)';
const ON = `(?:on\\s+)?(?:(?:this|next)\\s+)?(?:today|tomorrow|tonight|${WEEKDAY_FULL}|${WEEKDAY_SHORT})\\b`;
const THEN = '(?:\\s*,\\s*(?:and\\s+)?|\\s+and\\s+|\\s*&\\s*)';
const REPEATS = new RegExp(
  `(?<!\\bbetween\\s{1,3})(?:\\b${AT}(?:${THEN}${AT}){1,5}|\\b${ON}(?:${THEN}${ON}){1,5})(?=\\s*(?:$|[,.;!?]|at\\b|on\\b|this\\b|today\\b|tomorrow\\b|\\d))`,
  'i',
);

/** "Take pills at 8am and 8pm every day": two rules, each with its time. */
const CLOCKS = new RegExp(`(?<!\\bbetween\\s{1,3})\\b${AT}(?:${THEN}${AT}){1,5}`, 'i');

/** "Gym at 6" after "dentist tomorrow at 3" is tomorrow too; a day said first counts for all. */
function withDay(task: ParsedTask, day: string | null): ParsedTask {
  if (!day || task.dateGiven || (!task.dueTime && task.dueDate)) return task;
  return { ...task, dueDate: day, dateGiven: true };
}

function leadingDate(piece: string, options: LanguageOptions): string | null {
  const task = parseTask(piece, options);
  const first = task.spans.find((span) => span.kind !== 'opener');
  return task.dateGiven && first?.kind === 'date' && first.start <= 1 && task.title
    ? task.dueDate
    : null;
}

interface Piece {
  text: string;
  /** The gap before it holds a comma or a semicolon. */
  comma: boolean;
  semicolon: boolean;
}

function split(
  line: string,
  open: string,
  start: number,
  options: LanguageOptions,
  isList: boolean,
): string[] {
  const rough: Piece[] = [];
  let at = start;
  let gap = '';
  for (const match of open.matchAll(GAP)) {
    if (match.index < start || match.index === at) continue;
    rough.push({
      text: line.slice(at, match.index),
      comma: /[,;.!]/.test(gap),
      semicolon: /[;.!]/.test(gap),
    });
    at = match.index + match[0].length;
    gap = match[0];
  }
  rough.push({ text: line.slice(at), comma: /[,;.!]/.test(gap), semicolon: /[;.!]/.test(gap) });
  const pieces = rough.filter((piece) => piece.text.trim() !== '');
  const nounList = isList || isNounList(pieces, options);
  const out: string[] = [];
  let position = start;
  for (const [index, piece] of pieces.entries()) {
    const from = line.indexOf(piece.text, position);
    position = from + piece.text.length;
    const previous = out.at(-1);
    if (
      previous === undefined ||
      separate(previous, piece, nounList && (piece.comma || index === pieces.length - 1), options)
    ) {
      out.push(piece.text);
    } else {
      const back = line.lastIndexOf(previous, from);
      out[out.length - 1] = line.slice(back, position);
    }
    if (index > MAX_TASKS) break;
  }
  return out;
}

function separate(
  previous: string,
  piece: Piece,
  nounList: boolean,
  options: LanguageOptions,
): boolean {
  const task = parseTask(piece.text, options);
  if (task.title === '') return false;
  if (piece.semicolon) return true;
  const before = parseTask(previous, options);
  if (before.title === '') return false;
  if (nounList) return true;
  const words = task.title.split(' ').length;
  if (startsWithVerb(task.title) && words > 1) {
    return piece.comma || before.title.split(' ').length > 1;
  }
  const bothTimed = before.dueDate !== null && task.dueDate !== null;
  return bothTimed || (piece.comma && task.dueDate !== null && before.title.split(' ').length > 1);
}

/** "milk, eggs and bread": short things, at least one comma, and no verb or preposition that holds them together. */
function isNounList(pieces: Piece[], options: LanguageOptions): boolean {
  if (!pieces.some((piece) => piece.comma)) return false;
  const [first, ...others] = pieces.map((piece) => parseTask(piece.text, options).title);
  if (!first || startsWithVerb(first) || others.length === 0) return false;
  const named = [first, ...others].filter((title) => title !== '');
  if (named.length < 2) return false;
  const held =
    /\b(?:with|for|to|about|from|between|of|at|in|on|the|my|that|which|who|because|if|when|is|are)\b/i;
  return (
    !held.test(first) &&
    named.every((title) => title.split(' ').length <= 3 || startsWithVerb(title))
  );
}
