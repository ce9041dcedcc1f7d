import { Temporal } from 'temporal-polyfill';
import { type LanguageOptions, parseDate } from '@/lib/language';

/** The filter of `list_tasks`. */
export interface Query {
  status?: 'open' | 'done' | 'all' | 'deleted';
  due?: 'today' | 'tomorrow' | 'this_week' | 'next_week' | 'overdue' | 'none';
  from?: string;
  to?: string;
  priority?: 'none' | 'low' | 'medium' | 'high' | 'urgent';
  search?: string;
  /** In words, for what the others can't say. */
  filter?: string;
}

interface Filter {
  query: Query;
  /** The words that are no filter and no frame ("show me my"). */
  rest: string;
  /** It speaks of several tasks: "all", "everything", "tasks". */
  many: boolean;
}

/** Reads which tasks a phrase speaks of: "everything overdue", "my high priority tasks for friday". */
export function readFilter(text: string, options: LanguageOptions): Filter {
  const query: Query = {};
  let rest = text
    .replace(/[“”]/g, '"')
    .replace(/[?!.]+$/, '')
    .replace(/\b(\w{3,6}day)s(?=\s+(?:tasks|ones|stuff|things)\b)/i, '$1');
  const many =
    /\b(?:all|every|everything|anything|each|tasks|to-?dos|items|things|ones|stuff)\b/i.test(rest);
  for (const [pattern, found] of WORDS) {
    const left = rest.replace(pattern, ' ');
    if (left === rest) continue;
    rest = left;
    Object.assign(query, found);
  }
  const span = readSpan(rest, options);
  if (span) {
    rest = span.rest;
    Object.assign(query, span.query);
  } else if (!query.due) {
    const date = /\b(?:by|before|until|after|since)\b/i.exec(rest)?.[0].toLowerCase();
    const parsed = parseDate(rest.replace(/['’]s\b/g, ''), options);
    if (parsed.dueDate && parsed.dateGiven) {
      Object.assign(query, bounds(date, parsed.dueDate));
      rest = parsed.rest;
    }
  }
  return { query, rest: rest.replace(FRAME, ' ').replace(/\s+/g, ' ').trim(), many };
}

export function isEmpty(query: Query): boolean {
  return Object.keys(query).length === 0;
}

const WORDS: [RegExp, Query][] = [
  [
    /\b(?:not (?:yet )?(?:done|finished|completed)|unfinished|undone|incomplete|outstanding|pending|remaining|still open|open)\b/i,
    { status: 'open' },
  ],
  [
    /\b(?:deleted|trashed|removed|in (?:the|my) (?:trash|bin)|(?:the|my) (?:trash|bin)|trash)\b/i,
    { status: 'deleted' },
  ],
  [
    /\b(?:(?:already )?(?:done|completed?|finished?|ticked off|checked off)|accomplished?)\b/i,
    { status: 'done' },
  ],
  [/\b(?:overdue|past[- ]due|late|behind on|missed|did i miss)\b/i, { due: 'overdue' }],
  [
    /\b(?:without (?:a |any )?(?:due )?dates?|(?:with |have |has )?no (?:due )?dates?|undated|unscheduled)\b/i,
    { due: 'none' },
  ],
  [/\bfor (?:today|tonight)\b|\b(?:today|tonight)(?:['’]?s)?\b|\bmy day\b/i, { due: 'today' }],
  [/\b(?:tomorrow|tmrw|tommorow|tomorow|tmr|2morrow)(?:['’]?s)?\b/i, { due: 'tomorrow' }],
  [/\bthis week(?:['’]?s)?(?!\s?-?end)\b/i, { due: 'this_week' }],
  [/\bnext week(?:['’]?s)?(?!\s?-?end)\b/i, { due: 'next_week' }],
  [/\b(?:urgent|critical|top)(?:[- ]priority)?\b/i, { priority: 'urgent' }],
  [/\b(?:high(?:est)?[- ]priority|important|priority high)\b/i, { priority: 'high' }],
  [/\b(?:medium|normal)[- ]priority\b/i, { priority: 'medium' }],
  [/\blow(?:est)?[- ]priority\b/i, { priority: 'low' }],
  [/\b(?:no|without(?: a)?) priority\b/i, { priority: 'none' }],
];

function bounds(word: string | undefined, date: string): Query {
  const day = Temporal.PlainDate.from(date);
  if (word === 'by' || word === 'until') return { to: date };
  if (word === 'before') return { to: day.subtract({ days: 1 }).toString() };
  if (word === 'after') return { from: day.add({ days: 1 }).toString() };
  return word === 'since' ? { from: date } : { from: date, to: date };
}

/** Stretches of days that `list_tasks` has no word for. */
function readSpan(text: string, options: LanguageOptions): { query: Query; rest: string } | null {
  const today = Temporal.PlainDate.from(options.now.slice(0, 10));
  const spans: [RegExp, (match: RegExpExecArray) => [Temporal.PlainDate, Temporal.PlainDate]][] = [
    [
      /\b(?:in |over )?(?:the )?(?:next|coming) (\d{1,3}|few|couple of) days\b/i,
      (match) => [today, today.add({ days: Number(match[1]) || 3 })],
    ],
    [
      /\b(?:in )?this month\b/i,
      () => [today.with({ day: 1 }), today.with({ day: today.daysInMonth })],
    ],
    [
      /\b(?:in )?next month\b/i,
      () => {
        const first = today.with({ day: 1 }).add({ months: 1 });
        return [first, first.with({ day: first.daysInMonth })];
      },
    ],
    [
      /\b(?:on |at )?(?:this |the )weekend\b/i,
      () => {
        const saturday = today.add({ days: (6 - today.dayOfWeek + 7) % 7 });
        return today.dayOfWeek === 7 ? [today, today] : [saturday, saturday.add({ days: 1 })];
      },
    ],
  ];
  const between = BETWEEN.exec(text);
  const [from, to] = [between?.[1], between?.[2]].map((day) => day && dayOf(day, options));
  if (between && from && to && from <= to)
    return { query: { from, to }, rest: text.replace(between[0], ' ') };
  for (const [pattern, range] of spans) {
    const match = pattern.exec(text);
    if (!match) continue;
    const [from, to] = range(match).map(String);
    return { query: { from, to }, rest: text.replace(pattern, ' ') };
  }
  if (!/\b(?:upcoming|coming up)\b/i.test(text)) return null;
  return {
    query: { from: today.add({ days: 1 }).toString() },
    rest: text.replace(/\b(?:upcoming|coming up)\b/i, ' '),
  };
}

const BETWEEN = /\b(?:between|from)\s+(.{2,25}?)\s+(?:and|to|until|through)\s+(.{2,25})$/i;

function dayOf(text: string, options: LanguageOptions): string | null {
  const { dueDate, dateGiven, rest } = parseDate(text, options);
  return dateGiven && rest === '' ? dueDate : null;
}

const FRAME =
  /\b(?:what(?:['’]?s)?|which|is|are|am|was|were|do|does|did|i|i['’]?ve|have|had|has|got|need|should|must|to|show|list|display|see|view|give|tell|me|my|mine|the|all|of|any|every|everything|anything|something|each|tasks?|a summary|an overview|summary|overview|to-?dos?|items?|things?|ones?|stuff|happening|going|doing|free|busy|look|looks|looking|like|plans?|planned|schedule[d]?|agenda|calendar|for|on|in|at|by|due|that|there|please|how|many|much|left|still|plate|now|currently|right|and|with|be|been|so|far|lately|recently|mark(?:ed)?|just|up|coming|hey|ok|saydo|can|you|could|us|who|before|after|until|since|get|read|out)\b|['’]s\b/gi;
