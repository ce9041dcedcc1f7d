import { type Move, readDestination } from './move';
import type { Context } from './plan';

const MOVE =
  /^(move|push|reschedule|re-schedule|postpone|delay|defer|snooze|shift|bring|change|put off|put|bump|set|make|pull|schedule|do)\s+/i;
const SURE_MOVE = /^(?:reschedule|re-schedule|postpone|delay|defer|snooze|put off)/i;
const LINK =
  /\s+(?:back\s+|forward\s+|out\s+|off\s+)?(?:due(?: on| by| at)?|to|until|till|for|on|by|from|at|back|forward|out)\s+|\s+/gi;

/** Days and times are said in fewer characters than this. */
const LONGEST_WHEN = 60;

const STATEMENT =
  /^(?!(?:i|you|we|they|he|she|there|this|what|when|which|who|how|why|is|are|do|does)\b)(.{2,80}?)\s+(?:(?:is|are|was|got|has been|have been|should be)(?:\s+now)?(?:\s+(?:moved|pushed|postponed|rescheduled|changed|due))?|moved|got moved)(?:\s+(?:to|on|at|for|by|until))?\s+(.{1,60}?)(?:\s+now|\s+instead)?$/i;

/** Reads an order to move tasks. `said` is the sentence as typed, which may be a task instead. */
export function readMove(text: string, said: string, context: Context): Move | null {
  const bare =
    context.memory.focus.length > 0 &&
    /^(?:remove|clear|delete|drop|unset) (?:the |its )?(?:due )?(date|deadline|time|day)$/i.exec(
      text,
    );
  if (bare) {
    const what = /time/i.test(bare[1] ?? '') ? 'time' : 'date';
    return { phrase: 'it', to: { kind: 'clear', what } };
  }
  const cleared =
    /^(?:remove|clear|delete|drop|unset) (?:the )?(?:due )?(date|deadline|time|day) (?:of|from|for|on)\s+(.+)$/i.exec(
      text,
    ) ?? /^(?:unschedule)()\s+(.+)$/i.exec(text);
  if (cleared) {
    const what = /time/i.test(cleared[1] ?? '') ? 'time' : 'date';
    return { phrase: cleared[2] ?? '', to: { kind: 'clear', what } };
  }
  const reminder = /^remind me (?:about|of) (it|that|this|them|those)\s+(.+)$/i.exec(text);
  const when = reminder?.[2] ? readDestination(reminder[2], context) : null;
  if (reminder?.[1] && when) return { phrase: reminder[1], to: when };
  const given =
    /^(?:give|assign)\s+(.+?)\s+(?:a |the )?(?:new )?(?:due )?(?:date|deadline)\s+(?:of|for|on)?\s*(.+)$/i.exec(
      text,
    ) ??
    /^(?:add|set) (?:a |the )?(?:due )?(?:date|deadline|time) (?:to|for|of|on)\s+(.+?)\s*(?::|\bof\b|\bas\b)\s*(.+)$/i.exec(
      text,
    );
  const day = given?.[2] ? readDestination(given[2], context) : null;
  if (given?.[1] && day) return { phrase: given[1], to: day };
  return (
    readPointed(text, context) ??
    readOrder(text, said, context) ??
    readStatement(text, said, context)
  );
}

/** "All of them to next week", "the second one on monday": what is pointed at can only be moved. */
function readPointed(text: string, context: Context): Move | null {
  const [, phrase, when] = POINTED.exec(text) ?? [];
  const to = when ? readDestination(when, context) : null;
  return phrase && to ? { phrase, to } : null;
}

const POINTED =
  /^(it|that one|this one|them|both(?: of them)?|all of (?:them|those|these)|those|these|the others?|the (?:first|second|third|fourth|fifth|last)(?: one)?)\s+((?:to|on|for|until|by|at)\s+.{1,60})$/i;

/** "The dentist is on tuesday now", "dentist moved to friday": it may be a task to add, too. */
function readStatement(text: string, said: string, context: Context): Move | null {
  const match = STATEMENT.exec(text);
  const to = match?.[2] ? readDestination(match[2], context) : null;
  return match?.[1] && to ? { phrase: match[1], to, orAdd: said } : null;
}

/** "Everything due today to tomorrow": the day after "to" is where to, the one before says which. */
function goesOn(word: string, after: string, context: Context): boolean {
  const last = /^.*\s(?:to|until|till)\s+(.+)$/i.exec(after)?.[1];
  return word !== 'to' && last !== undefined && readDestination(last, context) !== null;
}

function readOrder(text: string, said: string, context: Context): Move | null {
  const verb = MOVE.exec(text);
  if (!verb) return null;
  const rest = text
    .slice(verb[0].length)
    .replace(/^(?:the )?(?:due )?(?:date|time|day|deadline) (?:of|for|on)\s+/i, '')
    .replace(/^(?:the )?(.+?)['’]s (?:due )?(?:date|time|day|deadline)\b/i, '$1');
  const sure = SURE_MOVE.test(text);
  for (const link of rest.matchAll(LINK)) {
    const phrase = rest
      .slice(0, link.index)
      .replace(/\s+from\s+\S+(?:\s\S+)?$/i, '')
      .replace(/\s+(?:due )?(?:time|date|day|deadline)$/i, '');
    const word = link[0].trim().toLowerCase();
    const after = rest.slice(link.index + link[0].length);
    if (after.length > LONGEST_WHEN || goesOn(word, after, context)) continue;
    const to = readDestination(`${word} ${after}`, context) ?? readDestination(after, context);
    if (!to || phrase === '') continue;
    if (
      word === '' &&
      /^(?:set|make|put|change|schedule|bring|pull)/i.test(text) &&
      !/^(?:it|that|this|them|both|all)$/i.test(phrase)
    )
      continue;
    // "put the bins out on friday", "schedule the dentist for friday" may be tasks to add.
    const ordered =
      /^(?:move|push|shift|bump)/i.test(text) && /\b(?:to|until|till|by|back)$/.test(word);
    const orAdd = sure || ordered ? undefined : said;
    return { phrase: phrase.replace(/\s+(?:back|forward|out|off)$/i, ''), to, orAdd };
  }
  return sure ? { phrase: rest, to: null } : null;
}
