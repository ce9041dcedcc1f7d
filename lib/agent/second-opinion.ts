import { type Clock, languageOptions } from '@/lib/clock';
import {
  describeRule,
  occurrences,
  type ParsedTask,
  parseTasks,
  type Question,
  type Span,
} from '@/lib/language';
import { sayDay } from '@/lib/tasks/dates';

/** What a call of a language model wants to write. */
export type Intent = { toolName: string; input: unknown };

type Objection = {
  error: string;
  try_next: string;
  /** Whether the same call goes through when the model makes it once more. */
  mayInsist: boolean;
};

/**
 * Reads a person's sentence beside a model, and objects when it names exactly one day, or one
 * rule, and the call writes another. `made` are the calls that went through in the same turn: a
 * day that one of them has written is not missing in the next. A sentence without a day, or with
 * several, is the model's alone to read. Pure; decision 0027.
 */
export function secondOpinion(
  sentence: string,
  intent: Intent,
  made: Intent[],
  clock: Clock,
): Objection | null {
  const written = writtenBy(intent);
  if (written.length === 0) return null;
  const read = parseTasks(sentence, languageOptions(clock));
  return doubtRule(sentence, read, written, clock) ?? doubtDay(sentence, read, written, made);
}

/** Whether two calls write the same days and rules. */
export function writesTheSame(a: Intent, b: Intent): boolean {
  return a.toolName === b.toolName && JSON.stringify(writtenBy(a)) === JSON.stringify(writtenBy(b));
}

type Written = { id?: string; due_date?: string; deadline?: string; recurrence?: string };

const WRITES_DATES = new Set(['add_task', 'update_task', 'reschedule_task']);
const FIELDS = ['id', 'due_date', 'deadline', 'recurrence'] as const;

/** The days and rules of a call, task by task; the word that clears one is none. */
function writtenBy({ toolName, input }: Intent): Written[] {
  if (!WRITES_DATES.has(toolName)) return [];
  if (typeof input !== 'object' || input === null || !('tasks' in input)) return [];
  if (!Array.isArray(input.tasks)) return [];
  return input.tasks.flatMap((task: Record<string, unknown>) => {
    const fields = FIELDS.flatMap((key) => {
      const value = task?.[key];
      return typeof value === 'string' && value !== 'none' ? [[key, value] as const] : [];
    });
    return fields.some(([key]) => key !== 'id') ? [Object.fromEntries(fields)] : [];
  });
}

function doubtDay(
  sentence: string,
  read: ParsedTask[],
  written: Written[],
  made: Intent[],
): Objection | null {
  // A rule's first day is found by the server, from whichever day the model names.
  if (read.some(({ recurrence }) => recurrence) || written.some(({ recurrence }) => recurrence))
    return null;
  const days = new Set(read.flatMap(daysOf));
  const [day] = days;
  if (!day || days.size > 1) return null;
  const asked = read.flatMap(({ questions }) => questions);
  const fits = new Set([day, ...asked.flatMap(({ alternatives }) => alternatives)]);
  const calls = written.flatMap(daysWritten);
  const before = made.flatMap(writtenBy).flatMap(daysWritten);
  const [other] = calls;
  if (!other || [...calls, ...before].some((one) => fits.has(one))) return null;
  const said = read.flatMap((task) => wordsOf(sentence, task)).join(' ');
  if (NAMES_TWO.test(said)) return null;
  return objection(
    `The person said “${said}”, which is ${sayDay(day)}; this call says ${sayDay(other)}.`,
    `send it again with ${day}, or ask which day is meant.`,
    !isPlain(sentence, read, asked),
  );
}

function doubtRule(
  sentence: string,
  read: ParsedTask[],
  written: Written[],
  clock: Clock,
): Objection | null {
  const rules = new Set(read.flatMap(({ recurrence }) => recurrence ?? []));
  const [rule] = rules;
  const others = written.flatMap(({ recurrence }) => recurrence ?? []);
  const [other] = others;
  if (!rule || rules.size > 1 || !other) return null;
  const asked = read.flatMap(({ questions }) => questions);
  const fits = [rule, ...asked.flatMap(({ alternatives }) => alternatives)];
  if (others.some((one) => fits.some((fit) => haveSameDays(one, fit, clock)))) return null;
  return objection(
    `The person’s words mean “${describeRule(rule)}” (${rule}); this call says “${describeRule(other)}” (${other}).`,
    'send it again with the rule that is meant, or ask.',
    !isPlain(sentence, read, asked),
  );
}

function objection(error: string, tryNext: string, mayInsist: boolean): Objection {
  const insist = ' If you are sure of it as it is, send the same call once more.';
  return {
    error: `${error} Nothing was written.`,
    try_next: mayInsist ? tryNext + insist : tryNext,
    mayInsist,
  };
}

function daysOf({ dueDate, dateGiven, deadline }: ParsedTask): string[] {
  return [dueDate && dateGiven ? dueDate : null, deadline].filter((day) => day !== null);
}

function daysWritten({ due_date, deadline }: Written): string[] {
  return [due_date, deadline].filter((day) => day !== undefined);
}

/** Different words of one rule: "every weekday" is a daily rule to one and a weekly to another. */
function haveSameDays(a: string, b: string, clock: Clock): boolean {
  const { now, timeZone } = languageOptions(clock);
  try {
    const [first, second] = [a, b].map((rule) => {
      const days: string[] = [];
      for (const { instant } of occurrences(rule, now, timeZone)) {
        days.push(instant);
        if (days.length === TURNS_COMPARED) break;
      }
      return days.join();
    });
    return first === second;
  } catch (error) {
    // A rule that can't be kept is refused, with its reason, by the tool itself.
    if (error instanceof RangeError) return true;
    throw error;
  }
}

const TURNS_COMPARED = 12;
/** "From today to the 3rd" is read as one. */
const NAMES_TWO = /\bfrom\b|\bto the\b.*\bto\b|\bbetween\b/i;
/** Words that make another day of the one they stand with, or say that it isn't meant. */
const TURNS_AROUND =
  /\b(?:before|after|ahead|earlier|later|sooner|prior|instead|except|not|n't|by (?:an?|\d+|one|two|three) (?:day|week|month)s?|from|until|since|was|were|last)\b|n['’]t\b/i;
const GIVES = /(?:^|\b(?:to|on|for|by|due|until|deadline|is|at)\s+|[,:;-]\s*)$/i;

/** One task, with its one day given to it: not "the friday report", nor "the day before friday". */
function isPlain(sentence: string, read: ParsedTask[], asked: Question[]): boolean {
  const [task, ...more] = read;
  if (!task || more.length > 0 || asked.some(({ kind }) => kind.startsWith('which_'))) return false;
  if (TURNS_AROUND.test(sentence)) return false;
  return task.spans.filter(isDay).every((span) => {
    const words = sentence.slice(span.start, span.end);
    const after = sentence.slice(span.end).replace(/[\s.,!?]/g, '');
    const isGiven =
      GIVES.test(sentence.slice(0, span.start)) || /^\s*(?:to|on|for|by|due)\b/i.test(words);
    return after === '' || isGiven || isAllRead(sentence, span, task.spans);
  });
}

/** Only times, labels and their like come after it. */
function isAllRead(sentence: string, { end }: Span, spans: Span[]): boolean {
  let rest = sentence;
  for (const span of spans)
    rest = rest.slice(0, span.start) + ' '.repeat(span.end - span.start) + rest.slice(span.end);
  return !/[\p{L}\p{N}]/u.test(rest.slice(end));
}

function isDay({ kind }: Span): boolean {
  return kind === 'date' || kind === 'deadline' || kind === 'recurrence';
}

function wordsOf(sentence: string, { spans }: ParsedTask): string[] {
  return spans.filter(isDay).map(({ start, end }) => sentence.slice(start, end).trim());
}
