import { minutesNow, type PlainDate, today } from './calendar';
import { readClocks } from './clock-readers';
import { readDays } from './day-readers';
import { readExplicit } from './explicit';
import type { Clock, DayPart, Mention } from './mentions';
import { readImpossibleDates, readNumericDates } from './numeric-dates';
import type { LanguageOptions } from './options';
import { blank, type Source, take } from './source';
import type { Question } from './types';

export interface When {
  source: Source;
  date: string | null;
  time: string | null;
  dateGiven: boolean;
  questions: Question[];
}

const READERS = [readImpossibleDates, readDays, readNumericDates, readExplicit, readClocks];

/** Finds when: which day and time the text speaks of, and takes those words out of it. */
export function readWhen(source: Source, options: LanguageOptions): When {
  const mentions = findMentions(source, options);
  const impossible = mentions.filter((mention) => mention.question?.kind === 'no_such_date');
  const day = choose(mentions, (mention) => mention.date !== undefined, source.text);
  const clock = choose(mentions, (mention) => mention.clock !== undefined, source.text);
  const part = mentions.find((mention) => mention.part !== undefined);
  const used = mentions.filter(
    (mention) =>
      mention === day || mention === clock || mention === part || impossible.includes(mention),
  );
  let left = source;
  for (const mention of used) {
    const start = withPreposition(left.open, mention);
    left = take(left, start, mention.end, mention.date || mention.question ? 'date' : 'time');
  }
  const usual = part?.part ?? usualPart(source.text, clock?.clock);
  const moment = resolve(day?.date, clock?.clock, usual, options);
  const other = mentions.find(
    (mention) => mention.date && day?.date && !mention.date.equals(day.date) && mention !== day,
  );
  return {
    source: left,
    ...moment,
    dateGiven: day !== undefined,
    questions: [
      ...impossible.flatMap((mention) => mention.question ?? []),
      ...(day?.question ? [day.question] : []),
      ...(other?.date ? [twoDates(source.text.slice(other.start, other.end), other.date)] : []),
    ],
  };
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
  return mentions.sort((a, b) => a.start - b.start);
}

/** Of several, the one said to be the due one, otherwise the last. */
function choose(
  mentions: Mention[],
  fits: (mention: Mention) => boolean,
  text: string,
): Mention | undefined {
  const fitting = mentions.filter(fits);
  const due = fitting.find((mention) =>
    /\b(?:due|by|before|deadline)\s+(?:on\s+|the\s+)?$/i.test(text.slice(0, mention.start)),
  );
  return due ?? fitting.at(-1);
}

const PREPOSITION =
  /(?:\b(?:(?:(?:is|are)\s+)?(?:due(?: date)?:?|by|on|at)|for|around|before|b4|until|till|starting|from|no later than|sometime|the)\s+|@\s?){1,3}$/i;

function withPreposition(open: string, { start, end }: Mention): number {
  const from = Math.max(0, start - 40);
  const before = open.slice(from, start);
  // "Add the dentist to friday"; in the middle, "to" belongs to the title.
  const last = /^[\s.!?]*$/.test(open.slice(end)) ? /\bto\s+$/i.exec(before) : null;
  const match = PREPOSITION.exec(before) ?? last;
  return match ? from + match.index : start;
}

function resolve(
  date: PlainDate | undefined,
  clock: Clock | undefined,
  part: DayPart | undefined,
  options: LanguageOptions,
): { date: string | null; time: string | null } {
  const minutes = clock
    ? clockMinutes(clock, part, date, options)
    : part && partMinutes(part, options);
  if (minutes === undefined) return { date: date?.toString() ?? null, time: null };
  const now = minutesNow(options);
  const isToday = date?.equals(today(options));
  // Tonight, said late at night, is still today: all day rather than a time that has passed.
  if (!clock && isToday && minutes <= now) return { date: date?.toString() ?? null, time: null };
  const day = date ?? (minutes > now ? today(options) : today(options).add({ days: 1 }));
  return { date: day.toString(), time: asTime(minutes) };
}

/** "at 5": with a day part, that half of the day; 1 to 7 the afternoon; otherwise the next one ahead. */
function clockMinutes(
  { hour, minute, fixed }: Clock,
  part: DayPart | undefined,
  date: PlainDate | undefined,
  options: LanguageOptions,
): number {
  const said = hour * 60 + minute;
  if (fixed || hour > 12) return said;
  const later = ((hour % 12) + 12) * 60 + minute;
  const earlier = (hour % 12) * 60 + minute;
  if (part) return part === 'morning' || (part === 'night' && hour < 5) ? earlier : later;
  if (hour === 12 || hour <= 7) return later;
  const soon = !date || date.equals(today(options));
  const now = minutesNow(options);
  return soon && earlier <= now && later > now ? later : earlier;
}

/** Nobody gets up at six in the evening, or dines at eight in the morning. */
function usualPart(text: string, clock: Clock | undefined): DayPart | undefined {
  if (!clock || clock.hour < 4 || clock.hour > 11) return undefined;
  if (clock.hour > 4 && EARLY.test(text)) return 'morning';
  return LATE.test(text) ? 'evening' : undefined;
}

const EARLY =
  /\b(?:(?:wak(?:e|ing)|get(?:ting)?)(?: (?:me|us|him|her|them|the kids))? up|wake|breakfast|sunrise|morning)\b/i;
const LATE = /\b(?:dinner|supper|party(?! plan)|drinks|movies?|cinema|concert|evening|sunset)\b/i;

function partMinutes(part: DayPart, options: LanguageOptions): number {
  const [hour = 0, minute = 0] = options.dayParts[part].split(':').map(Number);
  return hour * 60 + minute;
}

function asTime(minutes: number): string {
  const two = (value: number) => String(value).padStart(2, '0');
  return `${two(Math.floor(minutes / 60))}:${two(minutes % 60)}`;
}

function twoDates(text: string, date: PlainDate): Question {
  return {
    kind: 'which_date',
    text,
    message: `There are two dates in that. Did you mean ${text}?`,
    alternatives: [date.toString()],
  };
}
