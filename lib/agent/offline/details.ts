import {
  blocks,
  firstTurn,
  type ParsedTask,
  type Priority,
  parseTask,
  type Question,
} from '@/lib/language';
import type { Context } from './plan';
import { orderQuestion } from './readings';
import { readReference } from './references';
import type { Task } from './results';

/** Several things that are said about a task at once; "none" and [] clear. As `update_task` takes them. */
export interface Details {
  due_date?: string;
  due_time?: string;
  priority?: Priority;
  recurrence?: string;
  recurrence_from?: string;
  deadline?: string;
  duration_minutes?: number | 'none';
  project?: string;
  labels?: string[];
  /** Labels to take off; `update_task` has all that are left. */
  without?: string[];
  /** Whether the day of `due_date` is in March or in April, while the person never said; to ask first. */
  order?: Question;
  /** True where `due_date` is only the first day of the rule that was said, and the person named none. */
  dayOfRule?: boolean;
}

/** Reads words that only say things about a task, such as "low priority and due the 3rd"; null for others. */
export function readDetails(words: string, context: Context): Details | null {
  const text = words
    .trim()
    .replace(/[.!?]+$/, '')
    .replace(/^(?:(?:and|also|be|to be|due|it['’]s)\s+)+/i, '');
  if (text === '' || text.length > LONGEST) return null;
  const cleared = CLEARED.find(([pattern]) => pattern.test(text))?.[1];
  if (cleared) return cleared;
  const read = parseTask(withMarks(text), context.options);
  if (!/^(?:(?:and|due|at|on|in|a|for|also|with|long|to|its?|is|priority)\s*)*$/i.test(read.title))
    return null;
  if (read.questions.some((one) => blocks(one) && one.kind !== 'no_title')) return null;
  const order = read.recurrence ? undefined : orderQuestion(read.questions);
  const details = { ...asDetails(read), ...(order && { order }) };
  return Object.keys(details).length > 0 ? details : null;
}

const LONGEST = 60;
const LONGEST_ORDER = 120;

const CLEARED: [RegExp, Details][] = [
  [/^(?:no|without(?: a)?) deadline$/i, { deadline: 'none' }],
  [/^(?:no|without(?: any)?) (?:labels?|tags?)$/i, { labels: [] }],
  [/^(?:no|without(?: a)?|not in (?:a|any)) project$/i, { project: 'none' }],
  [/^(?:no|without(?: a)?) (?:duration|length)$/i, { duration_minutes: 'none' }],
  [
    /^(?:not (?:repeat|recur)(?:ing)?|no (?:repeat|repetition|recurrence)|(?:only |just )once|one[- ]off)$/i,
    { recurrence: 'none' },
  ],
];

/** "Labelled home" and "project Launch" in the marks that every sentence may have. */
function withMarks(text: string): string {
  return text
    .replace(/\b(?:tagged|labell?ed|with (?:the )?(?:label|tag))\s+(?:as\s+)?#?(?=[\p{L}])/giu, '#')
    .replace(/\b(?:label|tag)\s+#?(?=[\p{L}])/giu, '#')
    .replace(/\b(?:in|into|to|under) (?:the )?(?:project )\s*\+?(?=[\p{L}])/giu, '+')
    .replace(/\b(?:in|into|to|under) the ([\p{L}\p{M}\p{N}_-]+) project\b/giu, '+$1')
    .replace(/^project\s+(?=[\p{L}])/iu, '+');
}

function asDetails(read: ParsedTask): Details {
  return {
    ...(read.dueDate && (read.dateGiven || read.recurrence) && { due_date: read.dueDate }),
    ...(read.recurrence && !read.spans.some(({ kind }) => kind === 'date') && { dayOfRule: true }),
    ...(read.dueTime && { due_time: read.dueTime }),
    ...(read.priority !== 'none' && { priority: read.priority }),
    ...(read.recurrence && {
      recurrence: read.recurrence,
      ...(read.recurrenceFrom === 'completion' && { recurrence_from: read.recurrenceFrom }),
    }),
    ...(read.deadline && { deadline: read.deadline }),
    ...(read.durationMinutes && { duration_minutes: read.durationMinutes }),
    ...(read.project && { project: asName(read.project) }),
    ...(read.labels.length > 0 && { labels: read.labels }),
  };
}

/** A project's name as `update_task` takes it, for which the bare word 'none' is no name. */
export function asName(project: string): string {
  return /^none$/i.test(project) ? `+${project}` : project;
}

/** True when they say more than a day and time, or a priority, which have orders of their own. */
export function saysMore(details: Details): boolean {
  const { due_date, due_time, priority, order: _, dayOfRule: __, ...others } = details;
  const plain = [due_date ?? due_time, priority].filter((one) => one !== undefined).length;
  return Object.keys(others).length > 0 || plain > 1;
}

/** What is changed of one task. A time alone needs a day, and labels are added to those that it has. */
export function changesOf(task: Task, details: Details, today: string): Details {
  const { without, order: _, dayOfRule, ...said } = details;
  const given = dayOfRule && keepsDay(task, said, today) ? onItsDay(task, said, today) : said;
  const { labels, due_time, due_date } = given;
  const off = without?.map((label) => label.toLowerCase());
  return {
    ...given,
    ...(off && { labels: task.labels.filter((label) => !off.includes(label.toLowerCase())) }),
    ...(due_time && !due_date && !task.due_date && { due_date: today }),
    ...(labels && labels.length > 0 && { labels: [...new Set([...task.labels, ...labels])] }),
  };
}

/**
 * The day that a task has is where a rule begins that is put on it. A day that only the rule before gave gives way to
 * one that the new rule names: "no, every monday" after "every tuesday".
 */
function keepsDay(task: Task, { recurrence }: Details, today: string): boolean {
  if (!task.due_date) return false;
  if (!task.recurrence || !recurrence?.includes(';BY')) return true;
  return firstTurn(task.recurrence, today) !== task.due_date;
}

/** Without a day a rule begins at the task's own, but not at one that is past: that has to be said. */
function onItsDay(task: Task, { due_date: _, ...said }: Details, today: string): Details {
  const day = task.due_date;
  const isPast = day !== null && day < today;
  return isPast && said.recurrence !== task.recurrence ? { ...said, due_date: day } : said;
}

const ORDER =
  /^(?:set|make|change|update|edit|mark|give|put|move|tag|label|add|reschedule|have|let|file)\s+/i;
const FILED = /\b(?:in|into|under)\b/i;
const JOINT = /\s+(?:(?:to|as|with|be|in|into|under|for|from)\s+(?=\S))?|\s*:\s*/gi;

/** "Set the rent to low priority and due the 3rd", "tag the milk with errands". */
export function readUpdate(
  text: string,
  said: string,
  context: Context,
): { phrase: string; details: Details; orAdd?: string } | null {
  if (text.length > LONGEST_ORDER) return null;
  const cleared = readCleared(text, context);
  if (cleared) return cleared;
  const tagged = TAG.exec(text) ?? TAG_IT.exec(text);
  if (tagged?.[1] && tagged[2])
    return { phrase: tagged[1], details: { labels: namesIn(tagged[2]) } };
  const bare = TAG_BARE.exec(text);
  if (bare?.[1] && bare[2])
    return { phrase: bare[1], details: { labels: namesIn(bare[2]) }, orAdd: said };
  const about = ABOUT.exec(text);
  const facts = about?.[2] ? readDetails(about[2], context) : null;
  if (about?.[1] && facts && !DATES.some((field) => field in facts) && isName(about[1], context))
    return { phrase: about[1], details: facts, orAdd: said };
  const labelled = LABEL.exec(text);
  if (labelled?.[1] && labelled[2])
    return { phrase: labelled[2], details: { labels: namesIn(labelled[1]) } };
  const [, field = '', of, value] = FIELD_OF.exec(text) ?? [];
  const given = of && value ? fieldDetails(field.toLowerCase(), value, context) : null;
  if (of && given) return { phrase: of, details: given };
  const [, day, due] = DEADLINE_TO.exec(text) ?? [];
  const deadline = day && due ? fieldDetails('deadline', day, context) : null;
  if (due && deadline?.deadline) return { phrase: due, details: deadline };
  const stopped = STOP.exec(text)?.[1];
  if (stopped) return { phrase: stopped, details: { recurrence: 'none' } };
  const lasting = LASTING.exec(text);
  const length = lasting?.[2] ? readDetails(`for ${lasting[2]}`, context) : null;
  if (lasting?.[1] && length?.duration_minutes)
    return { phrase: lasting[1], details: length, orAdd: said };
  const statement = STATEMENT.exec(text);
  if (statement?.[1] && statement[2]) {
    const details = readDetails(statement[2], context);
    if (details && saysMore(details)) return { phrase: statement[1], details, orAdd: said };
  }
  const repeated = /^repeat\s+(.+?)\s+((?:every|each|daily|weekly|monthly|yearly|on)\b.*)$/i.exec(
    text,
  );
  const rule = repeated?.[2] ? readDetails(repeated[2], context) : null;
  if (repeated?.[1] && rule?.recurrence) return { phrase: repeated[1], details: rule, orAdd: said };
  const verb = ORDER.exec(text);
  if (!verb) return null;
  const rest = text.slice(verb[0].length);
  if (/^(?:an?|another|new)\s/i.test(rest)) return null;
  for (const joint of rest.matchAll(JOINT)) {
    const phrase = rest
      .slice(0, joint.index)
      .replace(/\s+(?:repeat(?:ing)?|recur|due|to|as|with)$/i, '')
      .replace(/['’]s (?:labels?|project|deadline|duration|length)$/i, '');
    const details = readDetails(rest.slice(joint.index + joint[0].length), context);
    if (phrase === '' || !details || !saysMore(details)) continue;
    // "File taxes #money" is something to do; "file the taxes under #money" is an order.
    if (/^file/i.test(text) && !POINTED.test(phrase) && !FILED.test(joint[0])) continue;
    const sure = /\b(?:to|as|with|into|:)\s*$/i.test(joint[0]) || POINTED.test(phrase);
    if (/^add/i.test(text) && !POINTED.test(phrase)) return null;
    return { phrase, details, ...(!sure && { orAdd: said }) };
  }
  return null;
}

const FIELD_OF =
  /^(?:set|change|make|move) (?:the |a )?(deadline|duration|length|project|labels?|tags?) (?:of|for|on) (.+?) (?:to|as|is) (.+)$/i;

/** "Add a deadline of dec 20 to the rent" */
const DEADLINE_TO =
  /^(?:add|set|put) (?:the |a )?deadline (?:(?:of|on|for) )?(.{1,60}?) (?:to|on|for) (.+)$/i;

/** "Friday" for a deadline, "2 hours" for a length, a name for a project. */
function fieldDetails(field: string, value: string, context: Context): Details | null {
  if (field === 'project') return { project: value.replace(/^["“]|["”]$/g, '') };
  if (/^(?:label|tag)/.test(field)) return { labels: namesIn(value) };
  return readDetails(field === 'deadline' ? `deadline ${value}` : `for ${value}`, context);
}

/** "Remove the deadline from the report", "take the label home off the milk". */
function readCleared(text: string, context: Context): { phrase: string; details: Details } | null {
  const label = UNLABEL.exec(text);
  if (label?.[1] && label[2]) return { phrase: label[2], details: { without: namesIn(label[1]) } };
  const [, what = '', named] = UNSET.exec(text) ?? [];
  const phrase = named ?? (context.memory.focus.length > 0 ? 'it' : undefined);
  const field = UNSET_FIELDS.find(([pattern]) => pattern.test(what))?.[1];
  return field && phrase ? { phrase, details: field } : null;
}

const UNLABEL =
  /^(?:remove|drop|take|delete) (?:the )?(?:labels?|tags?)\s+((?:#?[\p{L}\p{M}\p{N}_-]+)(?:\s*(?:,|and|&)\s*#?[\p{L}\p{M}\p{N}_-]+)*)\s+(?:from|off)\s+(.+)$/iu;
const UNSET =
  /^(?:remove|clear|drop|unset|delete) (?:the |its |all )?(deadline|project|labels?|tags?|duration|length|repetition|recurrence)(?:\s+(?:of|from|for|on)\s+(.+))?$/i;
const UNSET_FIELDS: [RegExp, Details][] = [
  [/^deadline$/i, { deadline: 'none' }],
  [/^project$/i, { project: 'none' }],
  [/^(?:labels?|tags?)$/i, { labels: [] }],
  [/^(?:duration|length)$/i, { duration_minutes: 'none' }],
  [/^re/i, { recurrence: 'none' }],
];

const POINTED =
  /^(?:it|that|this|them|both|these|those|(?:the )?(?:first|second|third|last)(?: one)?|\d{1,2})$/i;
const TAG =
  /^(?:tag|label)\s+(.+?)\s+(?:with|as)\s+((?:#?[\p{L}\p{M}\p{N}_-]+)(?:\s*(?:,|and|&)\s*#?[\p{L}\p{M}\p{N}_-]+)*)$/iu;
const TAG_IT =
  /^(?:tag|label)\s+(it|that|this|them|both)\s+(?:with\s+|as\s+)?(#?[\p{L}\p{M}\p{N}_-]+)$/iu;
/** "Tag milk errands"; "label moving boxes" is something to do. */
const TAG_BARE = /^tag\s+(?!(?:the|my|all|a|an)\s\S+$)(.+?)\s+(#?[\p{L}\p{M}\p{N}_-]+)$/iu;
/** "Rent: low priority". With a day it is a plan, and more likely a task of its own. */
const ABOUT = /^([^:]{2,60}?)\s*:\s+(.{2,60})$/;
const DATES = ['due_date', 'due_time', 'recurrence'];
const LABEL =
  /^(?:add|put) (?:the )?(?:labels?|tags?)\s+((?:#?[\p{L}\p{M}\p{N}_-]+)(?:\s*(?:,|and|&)\s*#?[\p{L}\p{M}\p{N}_-]+)*)\s+(?:to|on)\s+(.+)$/iu;
const STOP =
  /^(?:stop (?:repeating|the repetition of)|don['’]?t repeat|unrepeat)\s+(.+?)(?: any ?more)?$/i;
const LASTING = /^(.+?)\s+(?:will take|takes|should take|lasts)\s+(.+)$/i;
const STATEMENT =
  /^(?!(?:what|which|who|how|when|is|are|i|we|you)\b)(.{2,60}?)\s+(?:is|are|should be)\s+(?:now\s+)?(.{3,80})$/i;

/** Words that name a task, not a day or every task there is. */
function isName(words: string, { options }: Context): boolean {
  return readReference(words, options).kind === 'words';
}

function namesIn(words: string): string[] {
  return words
    .split(/\s*(?:,|\band\b|&)\s*/i)
    .map((name) => name.replace(/^#/, ''))
    .filter(Boolean);
}
