import type { Priority } from '@/lib/language';
import type { Edit } from './edit';
import { readDestination } from './move';
import type { Context } from './plan';

const BARE_NOTE = /^(?:(?:add|make|put) a )?note\s*:\s*(.+)$/i;

/** Reads an order to change a task's name, notes or priority. */
export function readEdit(text: string, context: Context): Edit | null {
  const { focus, fresh } = context.memory;
  // "Add a note: ..." right after one task was changed is about that one.
  const note = fresh && focus.length === 1 ? BARE_NOTE.exec(text)?.[1] : undefined;
  if (note) return { phrase: 'it', change: { kind: 'note', note } };
  if (focus.length > 0 && /^(?:remove|clear|unset|drop) (?:the |its )?priority$/i.test(text))
    return { phrase: 'it', change: { kind: 'priority', priority: 'none' } };
  return readNote(text) ?? readRename(text, context) ?? readPriority(text);
}

function readNote(text: string): Edit | null {
  const patterns: [RegExp, number, number][] = [
    [
      /^(?:add|put|attach|leave|write|make) (?:a |the |this |another )?(?:notes?|comments?|descriptions?|details?)\s+(?:to|on|for|in)\s+(.+?)\s*(?::|,? saying|,? that says|,? that)\s+(.+)$/is,
      1,
      2,
    ],
    [
      /^(?:add|put|attach) (?:the |a )?(?:note|comment|description|details?)\s*:?\s*["“](.+)["”]\s+(?:to|on|for)\s+(.+)$/is,
      2,
      1,
    ],
    [
      /^(?:add|put|attach|write) ["“](.+)["”]\s+(?:as a note )?(?:to|in|on) the (?:notes?|description|details) (?:of|for|on)\s+(.+)$/is,
      2,
      1,
    ],
    [/^(?:note|comment) (?:on|for|to)\s+(?!self\b)(.+?)\s*:\s*(.+)$/is, 1, 2],
    [
      /^add to (?!(?:my|the) (?:\w+ )?list\b)(?:the )?(?:notes? (?:of|on|for) )?(.+?)(?:['’]s)?(?: notes?| description)?\s*:\s*(.+)$/is,
      1,
      2,
    ],
    [/^(?:annotate|describe)\s+(.+?)\s*(?::|with)\s+(.+)$/is, 1, 2],
    [/^set the (?:notes?|description|details) (?:of|on|for)\s+(.+?)\s+to\s+(.+)$/is, 1, 2],
  ];
  for (const [pattern, phrase, note] of patterns) {
    const match = pattern.exec(text);
    if (match) {
      const words = (match[note] ?? '').replace(/^["“](.*)["”]$/s, '$1').trim();
      return { phrase: match[phrase] ?? '', change: { kind: 'note', note: words } };
    }
  }
  const cleared =
    /^(?:clear|remove|delete) (?:the )?(?:notes?|description|details) (?:of|from|on|for)\s+(.+)$/i.exec(
      text,
    );
  return cleared ? { phrase: cleared[1] ?? '', change: { kind: 'clear_note' } } : null;
}

function readRename(text: string, context: Context): Edit | null {
  const match =
    /^(?:rename|retitle)\s+(.+?)\s+(?:to|as|into)\s+(.+)$/i.exec(text) ??
    /^(?:change|set|edit) the (?:title|name) of\s+(.+?)\s+to\s+(.+)$/i.exec(text) ??
    /^(?:change|edit)\s+(.+?)['’]s (?:title|name)\s+to\s+(.+)$/i.exec(text) ??
    /^(?:rename)\s+(it|that|this)\s+(.+)$/i.exec(text) ??
    /^(?:call)\s+(it|that one|this one)\s+(.+)$/i.exec(text) ??
    /^(.+?)\s+should be (?:called|named)\s+(.+)$/i.exec(text) ??
    /^(?:change|edit)\s+(.+?)\s+(?:to|into)\s+(.+)$/i.exec(text);
  const title = match?.[2]?.replace(/^["“](.*)["”]$/, '$1').trim();
  if (!match?.[1] || !title) return null;
  const changed = /^(?:change|edit)/i.test(text);
  if (changed && (readDestination(title, context) || priorityOf(title))) return null;
  if (changed && /\b(?:date|time|day|priority|deadline|due)\b/i.test(match[1])) return null;
  return {
    phrase: match[1],
    change: { kind: 'rename', title },
    ...(changed && !/\btitle|name\b/i.test(text) && { orAdd: text }),
  };
}

/** "Edit report: the numbers" doesn't say what about the report should change. */
export function readVagueEdit(text: string): string | null {
  return (
    /^(?:edit|change|update|modify)\s+(?!an?\b)([^:]{2,60}?)(?:\s*:.*)?$/is.exec(text)?.[1] ?? null
  );
}

/** The level that words such as "high priority" or "urgent" name, when they name nothing else. */
export function priorityOf(words: string): Priority | null {
  const text = words
    .trim()
    .toLowerCase()
    .replace(/^(?:a |an |as |to |of |with |very |really |super )+/, '')
    .replace(/[- ](?:priority|prio|importance)$/, '');
  if (/^(?:urgent|critical|top|highest|asap|p1|1)$/.test(text)) return 'urgent';
  if (/^(?:high|higher|important|p2)$/.test(text)) return 'high';
  if (/^(?:medium|normal|mid|p3)$/.test(text)) return 'medium';
  if (/^(?:low|lower|lowest|unimportant|not (?:so )?(?:urgent|important)|p4)$/.test(text))
    return 'low';
  return /^(?:no|none|without|zero)$/.test(text) ? 'none' : null;
}

const LEVEL =
  '(?:(?:an? )?(?:very |really )?(?:top|highest|urgent|critical|high(?:er)?|important|medium|normal|low(?:er|est)?|no|unimportant|not urgent)(?:[- ](?:priority|prio))?|p[1-4]|asap)';

function readPriority(text: string): Edit | null {
  const level = (phrase: string | undefined, words: string | undefined): Edit | null => {
    const priority = priorityOf(words ?? '');
    return phrase && priority ? { phrase, change: { kind: 'priority', priority } } : null;
  };
  const set =
    new RegExp(
      `^(?:make|mark|set|flag|change|bump|raise|lower|move|give|treat)\\s+(.+?)(?:['’]s)?(?:\\s+(?:priority))?\\s+(?:(?:up |down )?(?:as|to|at|is|to be)\\s+)?(${LEVEL})$`,
      'i',
    ).exec(text) ??
    new RegExp(`^(.+?)\\s+(?:is|are|should be)\\s+(?:now\\s+)?(${LEVEL})$`, 'i').exec(text);
  const of = new RegExp(
    `^(?:make|set|change|raise|lower|bump) (?:the )?priority (?:of|for|on)\\s+(.+?)\\s+(?:to|as)\\s+(${LEVEL})$`,
    'i',
  ).exec(text);
  const cleared = /^(?:remove|clear|unset|drop) (?:the )?priority (?:of|from|for|on)\s+(.+)$/i.exec(
    text,
  );
  const dropped = /^(?:remove|clear|unset|drop) (.+?)['’]s priority$/i.exec(text);
  const prioritised = /^(de-?)?prioriti[sz]e\s+(.+)$/i.exec(text);
  const turned =
    /^(raise|bump(?: up)?|increase|lower|decrease) (?:the )?priority (?:of|for|on)\s+(.+)$/i.exec(
      text,
    );
  return (
    level(of?.[1], of?.[2]) ??
    level(turned?.[2], /^(?:lower|decrease)/i.test(text) ? 'low' : 'high') ??
    level(set?.[1], set?.[2]) ??
    level(cleared?.[1] ?? dropped?.[1], 'none') ??
    level(prioritised?.[2], prioritised?.[1] ? 'low' : 'high')
  );
}
