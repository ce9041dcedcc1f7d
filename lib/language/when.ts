import { minutesNow, type PlainDate, today } from './calendar';
import { asTime, clockMinutes, partMinutes, usualPart } from './clock-minutes';
import { readClocks } from './clock-readers';
import { readStretches } from './clock-stretches';
import { withOffset } from './date-offsets';
import { readDays } from './day-readers';
import { describeDay } from './describe-day';
import { readExplicit } from './explicit';
import { first } from './first-time';
import { joinMentions } from './joined-mentions';
import type { Clock, DayPart, Mention } from './mentions';
import { readImpossibleDates, readNumericDates } from './numeric-dates';
import type { LanguageOptions } from './options';
import { readPeriods } from './period-readers';
import type { Recurring } from './recurrence';
import { readLength } from './recurrence-bounds';
import type { Rule } from './rule';
import { blank, type Source, take } from './source';
import type { Question } from './types';

export interface When {
  source: Source;
  date: string | null;
  time: string | null;
  dateGiven: boolean;
  /** The rule of a repeating task, with its end. */
  rule: Rule | null;
  deadline: string | null;
  /** From "3-5pm". */
  durationMinutes: number | null;
  questions: Question[];
}

const READERS = [
  readImpossibleDates,
  readPeriods,
  readStretches,
  readDays,
  readNumericDates,
  readExplicit,
  readClocks,
];

/**
 * Finds when: which day and time the text speaks of, where its rule begins and ends, and the deadline. Takes
 * those words out of it.
 */
export function readWhen(source: Source, options: LanguageOptions, recurring?: Recurring): When {
  const rule = recurring?.rule ?? null;
  const { source: open, length } = rule ? readLength(source, options) : { source, length: {} };
  const mentions = findMentions(open, options).map((mention) => ({
    ...mention,
    role: roleOf(mention, open.open, rule !== null),
  }));
  const impossible = mentions.filter((mention) => mention.question?.kind === 'no_such_date');
  const deadline = mentions.find(({ role, date }) => date && role === 'deadline');
  const until = mentions.find(({ role, date }) => date && role === 'until');
  const dues = mentions.filter(({ role }) => role === 'due');
  const day = choose(dues, (mention) => mention.date !== undefined, open.text);
  // Of "until dec 20 at 6" the time is the task's.
  const clock =
    choose(dues, (mention) => mention.clock !== undefined, open.text) ??
    (until?.clock ? until : undefined);
  const part = dues.find((mention) => mention.part !== undefined);
  const used = new Set([day, clock, part, deadline, until, ...impossible]);
  let left = open;
  for (const mention of mentions) {
    if (used.has(mention)) left = takeMention(left, mention);
  }
  const usual = part?.part ?? recurring?.part ?? usualPart(open.text, clock?.clock);
  const last = until?.date ?? day?.endDate;
  const moment = rule
    ? first(rule, length, last, day?.date, clock?.clock, usual, options)
    : { ...resolve(day?.date, clock?.clock, usual, options), rule: null };
  const other = dues.find(
    (mention) => mention.date && day?.date && !mention.date.equals(day.date) && mention !== day,
  );
  return {
    source: left,
    date: moment.date,
    time: moment.time,
    rule: moment.rule,
    dateGiven: day !== undefined || rule !== null,
    deadline: deadline?.date?.toString() ?? null,
    durationMinutes: clock?.minutes ?? null,
    questions: [
      ...impossible.flatMap((mention) => mention.question ?? []),
      ...(day?.question ? [day.question] : []),
      ...(other?.date ? [twoDates(open.text.slice(other.start, other.end), other.date)] : []),
      ...(rule && last && moment.rule === null ? [endsTooSoon(open.text, last)] : []),
    ],
  };
}

/** What a date is for: to be due, to be the last of a rule, or the deadline. */
type Role = 'due' | 'until' | 'deadline';

const UNTIL =
  /\b(?:until|till?|thru|through|ending|ends?|up to|finishing|stopping|stop)\s{1,3}(?:(?:on|at|in)\s{1,3})?(?:the\s{1,3})?$/i;
const DEADLINE =
  /(?:\b(?:(?:with|has|have)\s{1,3})?(?:(?:an?|the|final|hard)\s{1,3}){0,2}deadline(?:\s{1,3}(?:is|of|on|by|for))?:?\s{1,3}(?:(?:on|the)\s{1,3})?|\{\s?)$/i;

function roleOf({ start }: Mention, open: string, repeats: boolean): Role {
  const before = open.slice(Math.max(0, start - 40), start);
  if (DEADLINE.test(before)) return 'deadline';
  return repeats && UNTIL.test(before) ? 'until' : 'due';
}

const EXACTLY = /^\s{1,2}(?:sharp|exactly|on the dot)\b/i;

function takeMention(source: Source, mention: Mention & { role: Role }): Source {
  const { role, start, end } = mention;
  const before = source.open.slice(Math.max(0, start - 40), start);
  const joint = role === 'due' ? null : (role === 'until' ? UNTIL : DEADLINE).exec(before);
  if (joint) {
    const brace = joint[0].startsWith('{') && source.open[end] === '}' ? 1 : 0;
    const kind = role === 'until' ? 'recurrence' : 'deadline';
    return take(source, start - joint[0].length, end + brace, kind);
  }
  const kind = mention.date || mention.question ? 'date' : 'time';
  const exactly = mention.clock ? EXACTLY.exec(source.open.slice(end, end + 15)) : null;
  return take(
    source,
    withPreposition(source.open, mention),
    end + (exactly?.[0].length ?? 0),
    kind,
  );
}

function findMentions(source: Source, options: LanguageOptions): Mention[] {
  const mentions: Mention[] = [];
  let left = source;
  for (const read of READERS) {
    for (const mention of read(left.open, options)) {
      if (!mention.date && !mention.clock && !mention.part && !mention.question) continue;
      mentions.push(mention);
      left = blank(left, mention.start, mention.end);
    }
  }
  const ordered = mentions.sort((a, b) => a.start - b.start);
  const counted = ordered.map((mention) => withOffset(mention, source.open));
  // The "2" of "2 days before monday" is no hour as well.
  const apart = counted.filter(({ end }, index) => end <= (counted[index + 1]?.start ?? end));
  return joinMentions(apart, source);
}

/** Of several, the one said to be the due one, otherwise the last. */
function choose<Found extends Mention>(
  mentions: Found[],
  fits: (mention: Found) => boolean,
  text: string,
): Found | undefined {
  const fitting = mentions.filter(fits);
  const due = fitting.find((mention) =>
    /\b(?:due|by|before|deadline)\s+(?:on\s+|the\s+)?$/i.test(text.slice(0, mention.start)),
  );
  return due ?? fitting.at(-1);
}

const PREPOSITION =
  /(?:\b(?:(?:(?:is|are)\s+)?(?:due(?: date)?:?|by|on|at)|for|around|before|b4|until|till|starting|beginning|commencing|effective|as of|from|no later than|sometime|the)\s+|@\s?){1,3}$/i;

function withPreposition(open: string, { start, end, date }: Mention): number {
  const from = Math.max(0, start - 40);
  const before = open.slice(from, start);
  // "Add the dentist to friday"; in the middle, "to" belongs to the title.
  const last = /^[\s.!?]*$/.test(open.slice(end)) ? /\bto\s+$/i.exec(before) : null;
  const after = date ? null : /\bafter\s+$/i.exec(before);
  const match = PREPOSITION.exec(before) ?? last ?? after;
  return match ? from + match.index : start;
}

function resolve(
  date: PlainDate | undefined,
  clock: Clock | undefined,
  part: DayPart | undefined,
  options: LanguageOptions,
): { date: string | null; time: string | null } {
  const isToday = date?.equals(today(options));
  const minutes = clock
    ? clockMinutes(clock, part, !date || isToday === true, options)
    : part && partMinutes(part, options);
  if (minutes === undefined) return { date: date?.toString() ?? null, time: null };
  const now = minutesNow(options);
  // Tonight, said late at night, is still today: all day rather than a time that has passed.
  if (!clock && isToday && minutes <= now) return { date: date?.toString() ?? null, time: null };
  const day = date ?? (minutes > now ? today(options) : today(options).add({ days: 1 }));
  return { date: day.toString(), time: asTime(minutes) };
}

function twoDates(text: string, date: PlainDate): Question {
  return {
    kind: 'which_date',
    text,
    message: `There are two dates in that. Did you mean ${text}?`,
    alternatives: [date.toString()],
  };
}

function endsTooSoon(text: string, last: PlainDate): Question {
  return {
    kind: 'recurrence',
    text: text.trim(),
    message: `That would end on ${describeDay(last.toString())}, before it begins. Until when should it repeat?`,
    alternatives: [],
  };
}
