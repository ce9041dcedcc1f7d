import { dateOrNull } from './calendar';
import { comesRound } from './first-day';
import {
  type Frequency,
  isBare,
  RULE_WEEKDAYS,
  type Rule,
  type RuleDay,
  ruleOf,
  type Weekday,
} from './rule';

/**
 * Reads an RRULE body (RFC 5545, 3.3.10), with or without 'RRULE:' before it. The answer is the rule, or
 * the reason why it can't be kept, in a sentence. Work is bounded, whatever the text.
 */
export function readRule(text: string): { rule: Rule } | { reason: string } {
  const body = text.trim().replace(/^RRULE:/i, '');
  if (body.length > MAX_LENGTH) return { reason: 'The rule is too long.' };
  const parts = new Map<string, string>();
  for (const part of body.split(';').filter((part) => part !== '')) {
    const [name = '', value = '', ...more] = part.toUpperCase().split('=');
    if (more.length > 0 || value === '') return { reason: `“${part}” is no part of a rule.` };
    if (parts.has(name)) return { reason: `${name} is there twice.` };
    parts.set(name, value);
  }
  try {
    return { rule: build(parts) };
  } catch (error) {
    if (error instanceof Refusal) return { reason: error.message };
    throw error;
  }
}

/** Why the rule can't be stored, in a sentence; null when it can. */
export function validateRule(text: string): string | null {
  const read = readRule(text);
  return 'reason' in read ? read.reason : null;
}

const MAX_LENGTH = 400;
const MAX_INTERVAL = 999;
const MAX_COUNT = 9999;

class Refusal extends Error {}

function build(parts: Map<string, string>): Rule {
  for (const name of parts.keys()) {
    const reason = REFUSED[name] ?? (KNOWN.has(name) ? null : `${name} is no part of a rule.`);
    if (reason) throw new Refusal(reason);
  }
  const rule = ruleOf(frequency(parts.get('FREQ')), {
    interval: number(parts, 'INTERVAL', 1, MAX_INTERVAL) ?? 1,
    byDay: list(parts, 'BYDAY', 35).map(ruleDay),
    byMonthDay: list(parts, 'BYMONTHDAY', 31).map((value) => signed(value, 31, 'BYMONTHDAY')),
    byMonth: list(parts, 'BYMONTH', 12).map((value) => within(value, 1, 12, 'BYMONTH')),
    bySetPos: list(parts, 'BYSETPOS', 12).map((value) => signed(value, 31, 'BYSETPOS')),
    count: number(parts, 'COUNT', 1, MAX_COUNT),
    until: until(parts.get('UNTIL')),
    weekStart: weekStart(parts.get('WKST')),
  });
  refuseWhatNeverFits(rule);
  return rule;
}

const KNOWN = new Set(
  'FREQ INTERVAL BYDAY BYMONTHDAY BYMONTH BYSETPOS COUNT UNTIL WKST'.split(' '),
);
const REFUSED: Record<string, string> = {
  BYHOUR: 'The time of day belongs to the task, not to its rule: leave BYHOUR out.',
  BYMINUTE: 'The time of day belongs to the task, not to its rule: leave BYMINUTE out.',
  BYSECOND: 'A task has no seconds: leave BYSECOND out.',
  BYYEARDAY: 'Days of the year can’t be kept: say the month and the day instead of BYYEARDAY.',
  BYWEEKNO: 'Numbered weeks can’t be kept: say the month and the day instead of BYWEEKNO.',
};

function frequency(value: string | undefined): Frequency {
  if (value === 'SECONDLY' || value === 'MINUTELY') {
    throw new Refusal('A task can repeat every hour at most.');
  }
  const known: Frequency[] = ['HOURLY', 'DAILY', 'WEEKLY', 'MONTHLY', 'YEARLY'];
  const freq = known.find((one) => one === value);
  if (!freq) throw new Refusal('A rule begins with FREQ=DAILY, WEEKLY, MONTHLY, YEARLY or HOURLY.');
  return freq;
}

function refuseWhatNeverFits(rule: Rule): void {
  if (rule.count !== null && rule.until !== null) {
    throw new Refusal('A rule ends after a number of times or on a day, not both.');
  }
  if (rule.bySetPos.length > 0 && isBare(rule)) {
    throw new Refusal('BYSETPOS needs days to choose from.');
  }
  if (rule.bySetPos.length > 0 && rule.freq !== 'MONTHLY') {
    throw new Refusal('BYSETPOS goes with a monthly rule.');
  }
  const numbered = rule.byDay.some(({ nth }) => nth !== undefined);
  if (numbered && rule.freq !== 'MONTHLY' && rule.freq !== 'YEARLY') {
    throw new Refusal('“The second Tuesday” needs a rule by the month or by the year.');
  }
  if (rule.freq === 'WEEKLY' && rule.byMonthDay.length > 0) {
    throw new Refusal('A weekly rule has weekdays, not days of the month.');
  }
  if (!comesRound(rule)) throw new Refusal('There is no such day in any year.');
}

function list(parts: Map<string, string>, name: string, most: number): string[] {
  const values = [...new Set(parts.get(name)?.split(',') ?? [])];
  if (values.length > most) throw new Refusal(`${name} names too many.`);
  return values;
}

function number(
  parts: Map<string, string>,
  name: string,
  least: number,
  most: number,
): number | null {
  const value = parts.get(name);
  return value === undefined ? null : within(value, least, most, name);
}

function within(value: string, least: number, most: number, name: string): number {
  const amount = /^\+?\d{1,5}$/.test(value) ? Number(value) : Number.NaN;
  if (!(amount >= least && amount <= most)) {
    throw new Refusal(`${name} is a whole number from ${least} to ${most}.`);
  }
  return amount;
}

function signed(value: string, most: number, name: string): number {
  const amount = within(value.replace(/^-/, ''), 1, most, name);
  return value.startsWith('-') ? -amount : amount;
}

function ruleDay(value: string): RuleDay {
  const match = /^([+-]?\d{1,2})?(MO|TU|WE|TH|FR|SA|SU)$/.exec(value);
  const day = RULE_WEEKDAYS.find((one) => one === match?.[2]);
  if (!match || !day) throw new Refusal('BYDAY holds days like MO, 2TU or -1FR.');
  if (!match[1]) return { day };
  return { day, nth: signed(match[1], 53, 'BYDAY') };
}

function until(value: string | undefined): string | null {
  if (value === undefined) return null;
  const match = /^(\d{4})-?(\d\d)-?(\d\d)(?:T\d{6}Z?)?$/.exec(value);
  const date = match && dateOrNull(Number(match[1]), Number(match[2]), Number(match[3]));
  if (!date) throw new Refusal('UNTIL is a day like 20261224.');
  return date.toString();
}

function weekStart(value: string | undefined): Weekday | null {
  if (value === undefined) return null;
  const day = RULE_WEEKDAYS.find((one) => one === value);
  if (!day) throw new Refusal('WKST is a day like MO.');
  return day;
}
