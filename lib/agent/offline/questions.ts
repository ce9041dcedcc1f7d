import { type LanguageOptions, parseDate, parseFilter, startsWithVerb } from '@/lib/language';
import { isEmpty, type Query, readFilter } from './filters';
import { tokens } from './match';
import { readRichFilter } from './rich-filter';

export type Asked =
  | {
      kind: 'list';
      query: Query /** The sentence, when it may be a task instead. */;
      orAdd?: string;
    }
  | { kind: 'about'; phrase: string }
  | { kind: 'finished'; days: string }
  | { kind: 'next' }
  | { kind: 'history'; last: boolean };

/** Reads a question about the list, or a request to see some of it. */
export function readQuestion(said: string, options: LanguageOptions): Asked | null {
  const text = said
    .trim()
    .replace(
      /^(?:(?:ok(?:ay)?|hey|hi|hello|so|and|also|now|then|saydo|please|pl[sz])[\s,]+|(?:can|could|would|will) (?:you|u) (?:please |pl[sz] )?|can i (?:please )?|i(?:['’]d| would) like to |i want to |let['’]?s |let me )+/i,
      '',
    )
    .replace(/[\s,]*(?:please|pl[sz]|for me)?[\s?!.]*$/i, '')
    .replace(/^wh?[au]t['’]?s?(?=\s)/i, (what) => (/s$/i.test(what) ? 'what’s' : 'what'));
  const asked = said.trim().replace(/[\s?!.]+$/, '');
  // "What about tomorrow?", "and friday?"
  const day = /^(?:(?:what|how) about|and)\s+(.{2,40})$/i.exec(asked)?.[1];
  if (day && (/^[wh]/i.test(asked) || /\?\s*$/.test(said))) {
    const { query, rest } = readFilter(day, options);
    if (rest === '' && !isEmpty(query))
      return { kind: 'list', query: { status: 'open', ...query } };
  }
  if (NEXT.test(text)) return { kind: 'next' };
  if (JUST_NOW.test(text)) return { kind: 'history', last: true };
  if (HISTORY.test(text)) return { kind: 'history', last: false };
  const finished = FINISHED.exec(text);
  if (finished) {
    const words = finished[1] ?? finished[2];
    if (!words) return { kind: 'list', query: { status: 'done' } };
    if (areDays(words, options)) return { kind: 'finished', days: words.toLowerCase() };
  }
  const counted = /^(?:how many|count(?: of)?|number of)\b(.*)$/is.exec(text);
  if (counted) return withFilter(counted[1] ?? '', options, true);
  return (
    readRich(text, options) ??
    readFind(text, said, options) ??
    readList(text, options) ??
    readAbout(text)
  );
}

const NEXT =
  /^(?:what(?:['’]?s| is) (?:my |the )*most (?:urgent|important)(?: task| thing| one)?|what(?:['’]?s| is) (?:up )?next|what now|what (?:should|do|can) i do (?:now|next|first)|what (?:should|do) i (?:start|begin) with|next(?: task| one| up)?|where (?:should|do) i start)$/i;
const JUST_NOW =
  /^what (?:did (?:you|i|we)|have (?:you|i|we)) just (?:do|done|add|added|change|changed|delete|deleted|complete|completed|move|moved|say)$|^what(?:['’]?s| is) the last (?:thing|change|task)(?: (?:i|you) (?:did|added|changed|made|completed))?$|^what was (?:that|the last (?:change|thing)(?: (?:i|you) (?:did|added))?)$|^(?:show )?(?:me )?the last change$|^what (?:just )?(?:happened|changed) just now$|^what just (?:happened|changed)$/i;
const HISTORY =
  /^(?:(?:show )?(?:me )?(?:the )?(?:history|activity|changes|recent changes|log)|what (?:did you|have you) (?:do|done|change|changed)|what (?:has )?changed(?: recently| today)?|what happened)$/i;
const FINISHED =
  /^(?:what|which (?:tasks|things|ones)|how many(?: tasks| things)?|how much) (?:all )?(?:did|have) i (?:do|done|finish|finished|complete|completed|get done|got done|accomplish|accomplished)(?:\s+(.{3,40}))?$|^(?:show|list|tell)(?: me)? (?:what|everything|all) (?:that )?i(?:['’]ve| have)? (?:did|done|finished|completed)\s+(.{3,40})$/i;

/** Whether the words name days and nothing else. */
function areDays(words: string, options: LanguageOptions): boolean {
  const { filter, rest } = parseFilter(`done ${words}`, options);
  return rest === '' && 'done' in filter;
}

const SHOW =
  /^(?:show|list|display|see|view|read|get|give|tell|print|check|open|pull up|bring up|find|search(?: for)?|look for|look up|review)\b(?:\s+(?:me|us|out))?\b/i;
const ASK =
  /^(?:what(?:['’]?s)?|which|do i have|have i got|am i|is there|are there|is anything|is something|are any|any|anything|who|got)\b/i;
const NOUN =
  /\b(?:tasks?|to-?dos?|lists?|agenda|schedule|everything|overdue|due|done|completed|finished|deleted|trash|all|open|mine|things|plate|priority|urgent|important|upcoming|left|today|tonight|tomorrow|week|weekend|month|happening|going on|coming up|my day|miss|summary|overview|(?:mon|tues|wednes|thurs|fri|satur|sun)day)\b/i;
const FRAME_LIST =
  /^(?:(?:my|the|all|all my|all the|everything|every)\s+)?(?:(?:open|done|completed|finished|deleted|overdue|late|urgent|upcoming|important|unfinished|remaining|undated|(?:high|low|medium)[- ]priority|today['’]?s|tomorrow['’]s|this week['’]?s|next week['’]?s)\s+)*(?:tasks|to-?dos?|list|agenda|overdue|today|this week|next week|this weekend|this month|trash|upcoming|summary|overview|(?:next|coming) (?:\d{1,2}|few) days|all|everything|schedule|done|completed|finished|deleted)(?:\s+(?:list|tasks))?(?:\s+(?:for|due|on)?\s*(?:today|tomorrow|this week|next week|this weekend|this month))?$/i;

function readList(text: string, options: LanguageOptions): Asked | null {
  if (FRAME_LIST.test(text)) return withFilter(text, options);
  if (
    /^(?:(?:my|the|all|any)\s+)*(?:tasks|to-?dos)\b|^(?:everything|anything|all) (?:for|on|due|by|before)\b/i.test(
      text,
    )
  )
    return withFilter(text, options);
  const show = SHOW.exec(text);
  if (show) {
    const rest = text.slice(show[0].length);
    const plain = /^(?:show|search)/i.test(show[0]);
    if (!plain && !NOUN.test(rest)) return null;
    return withFilter(rest, options, plain);
  }
  return ASK.test(text) && (NOUN.test(text) || /\bi\b/i.test(text))
    ? withFilter(text, options)
    : null;
}

/** "Overdue work tasks", "what is due in project Launch?", "everything except errands", "done last week". */
function readRich(text: string, options: LanguageOptions): Asked | null {
  const asks = SHOW.test(text) || ASK.test(text);
  const listed = asks || (LISTED.test(text) && !startsWithVerb(text) && !ORDER.test(text));
  const filter = listed ? readRichFilter(text, options) : null;
  return filter === null ? null : { kind: 'list', query: { filter } };
}

const ORDER =
  /^(?:mark|delete|erase|postpone|reschedule|snooze|undo|restore|reopen|rename|set|skip|label|tag|repeat|tick|bump|defer|delay|shift|raise|lower|prioriti[sz]e|done with|finished with)\b/i;
const LISTED =
  /\b(?:tasks|to-?dos|ones|everything|anything)\b|^(?:all|done|finished|completed|added|overdue|repeating|recurring|due|not (?:tagged|labell?ed)|#[\p{L}_-]+$)/iu;

/** "Find rent" seeks; "find the keys" may be something to do. */
function readFind(text: string, said: string, options: LanguageOptions): Asked | null {
  const words = FIND.exec(text)?.[1];
  if (!words || NOUN.test(words) || parseDate(words, options).dueDate) return null;
  const search = tokens(words).join(' ').slice(0, 200).toWellFormed();
  return { kind: 'list', query: { status: 'open', search }, orAdd: said };
}

const FIND = /^(?:find|look for|locate)\s+(?!(?:me|an?|out|some|time|new|more)\b|\d)(.{2,40})$/i;

/** `search`: words that are no filter are sought in the tasks. "Tasks about X" always seeks them. */
function withFilter(text: string, options: LanguageOptions, search = false): Asked | null {
  const sought = SEARCH.exec(text);
  const before = sought ? text.slice(0, sought.index) : text;
  const { query, rest } = readFilter(before, options);
  const words = sought?.[1] ?? '';
  const tagged = words ? readFilter(words, options) : null;
  if (rest !== '' && !search && !/\btasks\b/i.test(text)) return null;
  const terms = [rest, tagged ? (tagged.rest === '' ? words : tagged.rest) : '']
    .join(' ')
    .replace(/["“”]/g, ' ')
    .trim();
  const all = { ...query, ...(tagged && tagged.rest !== '' ? tagged.query : {}) };
  if (terms === '' && isEmpty(all)) return { kind: 'list', query: { status: 'open' } };
  return {
    kind: 'list',
    query: {
      status: 'open',
      ...all,
      ...(terms !== '' && { search: terms.slice(0, 200).toWellFormed() }),
    },
  };
}

const SEARCH =
  /\b(?:about|containing|mentioning|matching|named|called|related to|with the words?|that (?:say|mention|contain))\s+(.+)$/i;

const ABOUT = [
  /^when(?:['’]?s| is| are| was| do i (?:have to|need to|have)| should i| must i)\s+(.+?)(?:\s+(?:due|happening|scheduled|again|on))?$/i,
  /^(?:what time|what day|which day)(?:['’]?s| is| are| do i (?:have to|need to)?)\s+(.+?)(?:\s+(?:due|at|on|scheduled))?$/i,
  /^what(?:['’]?s| is) the (?:due )?(?:date|time|deadline|day|priority|status) (?:of|for)\s+(.+)$/i,
  /^(?:is|are|was)\s+(.+?)\s+(?:done|finished|completed?|open|overdue|due|still open|on (?:my|the) list|urgent|important|paid|bought|sent|booked|ordered|written|submitted)(?:\s+(?:yet|already|today|tomorrow|this week))?$/i,
  /^(?:did|have) i (?:already )?(?:done|do|finish|finished|complete|completed)\s+(.+?)(?:\s+(?:yet|already))?$/i,
  /^(?:did|have) i (?:already )?((?:call|pay|buy|send|email|text|book|write|order|clean|wash|water|feed|submit|return|pick)\s.+?)(?:\s+(?:yet|already))?$/i,
  /^what(?:['’]?s| is| are) (?:the |my )?(?:notes?|details?|description) (?:on|of|for|about)\s+(.+)$/i,
  /^(?:tell me (?:more )?about|details? (?:of|on|for|about)|describe|more about|what(?:['’]?s| is) in)\s+(.+)$/i,
  /^when (?:do|should|must|will|can) i\s+(?:have to |need to )?(.+)$/i,
  /^(?:do|should|must) i (?:still )?(?:have to |need to )(.+)$/i,
  /^(?:what|how) about\s+(.+)$/i,
  /^do i have (?:a |an )?(.+?) on my list$/i,
  /^what(?:['’]?s| is)\s+(.+?)\s+about$/i,
];

function readAbout(text: string): Asked | null {
  for (const pattern of ABOUT) {
    const phrase = pattern.exec(text)?.[1];
    if (
      phrase &&
      !/^(?:you|the (?:weather|time|date|day)|it (?:going|raining)|today|tomorrow)$/i.test(phrase)
    ) {
      return { kind: 'about', phrase };
    }
  }
  return null;
}
