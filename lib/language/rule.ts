/** A repeat rule in parts: the part of RFC 5545 (section 3.3.10) that Saydo keeps. */
export interface Rule {
  freq: Frequency;
  /** Every `interval` days, weeks, ... */
  interval: number;
  byDay: RuleDay[];
  /** 1 to 31, or -1 to -31 counted from the month's end. */
  byMonthDay: number[];
  /** 1 to 12. */
  byMonth: number[];
  /** Which of a period's days: 1 the first, -1 the last. */
  bySetPos: number[];
  count: number | null;
  /** 'YYYY-MM-DD', the last day that may be one. */
  until: string | null;
  /** The first day of the week, where it matters. */
  weekStart: Weekday | null;
}

export type Frequency = 'HOURLY' | 'DAILY' | 'WEEKLY' | 'MONTHLY' | 'YEARLY';

/** In the order of the week, as ISO counts: Monday is 1. */
export const RULE_WEEKDAYS = ['MO', 'TU', 'WE', 'TH', 'FR', 'SA', 'SU'] as const;
export type Weekday = (typeof RULE_WEEKDAYS)[number];

/** A weekday, or the `nth` of it in the month or year: 2 the second, -1 the last. */
export interface RuleDay {
  day: Weekday;
  nth?: number;
}

export const WORKDAYS: RuleDay[] = RULE_WEEKDAYS.slice(0, 5).map((day) => ({ day }));
export const WEEKEND: RuleDay[] = RULE_WEEKDAYS.slice(5).map((day) => ({ day }));

export function ruleOf(freq: Frequency, parts: Partial<Omit<Rule, 'freq'>> = {}): Rule {
  return {
    freq,
    interval: 1,
    byDay: [],
    byMonthDay: [],
    byMonth: [],
    bySetPos: [],
    count: null,
    until: null,
    weekStart: null,
    ...parts,
  };
}

/** True when the rule names no day of its own, so that its first day is simply the one it starts on. */
export function isBare({ byDay, byMonthDay, byMonth }: Rule): boolean {
  return byDay.length === 0 && byMonthDay.length === 0 && byMonth.length === 0;
}

/** The RRULE body, always in the same order: 'FREQ=WEEKLY;INTERVAL=2;BYDAY=MO,WE'. */
export function writeRule(rule: Rule): string {
  const parts: [string, string | number | null][] = [
    ['FREQ', rule.freq],
    ['INTERVAL', rule.interval === 1 ? null : rule.interval],
    ['BYMONTH', rule.byMonth.join(',')],
    ['BYMONTHDAY', rule.byMonthDay.join(',')],
    ['BYDAY', inWeekOrder(rule.byDay).map(writeDay).join(',')],
    ['BYSETPOS', rule.bySetPos.join(',')],
    ['COUNT', rule.count],
    ['UNTIL', rule.until?.replaceAll('-', '') ?? null],
    ['WKST', rule.weekStart],
  ];
  return parts
    .filter(([, value]) => value !== null && value !== '')
    .map(([name, value]) => `${name}=${value}`)
    .join(';');
}

function writeDay({ day, nth }: RuleDay): string {
  return `${nth ?? ''}${day}`;
}

function inWeekOrder(days: RuleDay[]): RuleDay[] {
  const place = ({ day, nth }: RuleDay) => (nth ?? 0) * 7 + RULE_WEEKDAYS.indexOf(day);
  return [...days].sort((a, b) => place(a) - place(b));
}
