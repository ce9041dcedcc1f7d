import { describeRule } from './describe-rule';
import type { DayPart } from './mentions';
import type { LanguageOptions } from './options';
import type { Repetition } from './recurrence-reader';
import { RECURRENCE_READERS } from './recurrence-readers';
import { readRefusal } from './recurrence-refusals';
import { APART, apart, DAYS, EVERY, namedDays, S } from './recurrence-words';
import { RULE_WEEKDAYS, type Rule, ruleOf, writeRule } from './rule';
import { type Source, take } from './source';
import type { Question, RecurrenceFrom } from './types';

/** The rule that a text speaks of. How it begins and ends, and the time, are read with the dates. */
export interface Recurring {
  source: Source;
  rule: Rule | null;
  from: RecurrenceFrom;
  part?: DayPart;
  /** Where the words for it begin and end. */
  start: number;
  end: number;
  questions: Question[];
}

/** Finds the words that ask for a repeating task and takes them out of the text. */
export function readRecurrence(source: Source, options: LanguageOptions): Recurring {
  const none = { source, rule: null, from: 'due' as const, start: 0, end: 0, questions: [] };
  if (!HINT.test(source.open)) return none;
  const refusal = readRefusal(source.open);
  if (refusal) {
    const { start, end, question } = refusal;
    return { ...none, source: take(source, start, end, 'recurrence'), questions: [question] };
  }
  const after = readAfterCompletion(source);
  if (after) return after;
  for (const { pattern, read } of RECURRENCE_READERS) {
    const match = pattern.exec(source.open);
    const repetition = match && read(match);
    if (match && repetition) return finish(source, match, repetition, options);
  }
  return none;
}

/** Most texts say nothing of the kind, and a glance is enough. */
const HINT =
  /\b(?:ev|each|once|twice|thrice|times|\dx|after|week|work|month|mon|tue|wed|thu|fri|sat|sun|busi|school|_[0-6]_)|ly\b|days\b|ends\b|\b[mtw]u?\/|\bmwf|\bmtw|\btt[hr]|\btuth/i;

function finish(
  source: Source,
  match: RegExpExecArray,
  { rule, part, or, maybeOnce }: Repetition,
  options: LanguageOptions,
): Recurring {
  const start =
    match.index -
    (/\brepeat(?:s|ing)?:?\s{1,2}$/i.exec(source.open.slice(0, match.index))?.[0].length ?? 0);
  const matched = match.index + match[0].length;
  const tail = source.open.slice(matched);
  const daily = rule.freq === 'DAILY' && rule.interval === 1;
  const except = daily || rule.byDay.length > 1 ? EXCEPT.exec(tail) : null;
  const completion = COMPLETION_TAIL.exec(tail);
  const end = matched + (except ?? completion ?? [''])[0].length;
  const whole = source.text.slice(match.index, end);
  return {
    source: take(source, start, end, 'recurrence'),
    rule: withWeekStart(except ? without(rule, except[1] ?? '') : rule, options),
    from: completion || /^[a-z]+!/i.test(match[0]) ? 'completion' : 'due',
    ...(part && { part }),
    start,
    end,
    questions: or ? [whichRule(whole, rule, or)] : maybeOnce ? [onlyOnce(whole, rule)] : [],
  };
}

const EXCEPT = new RegExp(
  `^,?${S}(?:except(?:${S}for)?|but${S}not|but|excluding|apart${S}from|other${S}than)${S}(?:on${S})?((?:week-?ends?|week-?days?)\\b|${DAYS})`,
  'i',
);
const I_FINISH = `(?:(?:i|we)(?:['’]ve|${S}have)?${S}(?:last${S})?(?:finish(?:ed)?|completed?|do|did|done)(?:${S}(?:it|this|that))?|(?:i['’]?m|it['’]?s|it${S}is|it${S}was|we['’]re|being)${S}(?:done|finished|completed?)(?:${S}with${S}it)?|(?:the${S})?(?:last${S})?(?:completion|completing|finishing|completed|finished|done|doing)(?:${S}(?:it|date))?)\\b`;
const COMPLETION_TAIL = new RegExp(`^,?${S}(?:after|from|since|once)${S}${I_FINISH}`, 'i');
const AFTER_COMPLETION = new RegExp(
  `\\b(?:repeat(?:s|ing)?${S})?(?:again${S})?(?:in${S})?${APART}(days?|weeks?|fortnights?|months?|years?)${S}(?:after|from|since)${S}${I_FINISH}`,
  'i',
);

/** "3 days after I finish" */
function readAfterCompletion(source: Source): Recurring | null {
  const match = AFTER_COMPLETION.exec(source.open);
  if (!match) return null;
  const before = new RegExp(`${EVERY}$`, 'i').exec(source.open.slice(0, match.index));
  const start = match.index - (before?.[0].length ?? 0);
  const end = match.index + match[0].length;
  const unit = match[2]?.toLowerCase() ?? '';
  const freq = /^d/.test(unit)
    ? 'DAILY'
    : /^[wf]/.test(unit)
      ? 'WEEKLY'
      : /^m/.test(unit)
        ? 'MONTHLY'
        : 'YEARLY';
  const interval = apart(match[1]) * (/^f/.test(unit) ? 2 : 1);
  return {
    source: take(source, start, end, 'recurrence'),
    rule: ruleOf(freq, { interval }),
    from: 'completion',
    start,
    end,
    questions: [],
  };
}

/** "every day except sunday" */
function without(rule: Rule, words: string): Rule {
  const except = namedDays(words).map(({ day }) => day);
  const days = rule.byDay.length > 0 ? rule.byDay.map(({ day }) => day) : RULE_WEEKDAYS;
  const byDay = days.filter((day) => !except.includes(day)).map((day) => ({ day }));
  if (byDay.length === 0 || byDay.length === days.length) return rule;
  return ruleOf('WEEKLY', { interval: rule.interval, byDay });
}

/** RFC 5545 counts weeks from Monday; where the person's week makes a difference, the rule says so. */
function withWeekStart(rule: Rule, { weekStart }: LanguageOptions): Rule {
  if (rule.freq !== 'WEEKLY' || rule.interval === 1 || weekStart === 1) return rule;
  const days = rule.byDay.map(({ day }) => day);
  const moved = days.includes('SU') || (weekStart === 6 && days.includes('SA'));
  return moved && days.length > 1 ? { ...rule, weekStart: weekStart === 0 ? 'SU' : 'SA' } : rule;
}

function onlyOnce(text: string, rule: Rule): Question {
  return {
    kind: 'which_rule',
    text: text.trim(),
    message: `I read “${text.trim()}” as ${describeRule(writeRule(rule))}. It may also mean only once.`,
    alternatives: [''],
  };
}

function whichRule(text: string, rule: Rule, or: Rule): Question {
  return {
    kind: 'which_rule',
    text: text.trim(),
    message: `I read “${text.trim()}” as ${describeRule(writeRule(rule))}. It may also mean ${describeRule(writeRule(or))}.`,
    alternatives: [writeRule(or)],
  };
}
