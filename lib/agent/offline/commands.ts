import { type LanguageOptions, type Priority, parseTask } from '@/lib/language';
import type { Act, Verb } from './changes';
import type { Edit } from './edit';
import { type Move, readDestination } from './move';
import type { Context } from './plan';

export type Command =
  | ({ kind: 'act' } & Act)
  | ({ kind: 'move' } & Move)
  | ({ kind: 'edit' } & Edit)
  | { kind: 'undo'; that: boolean }
  | { kind: 'redo' };

/** Reads an order to change tasks that exist. Null when the words order nothing of the kind. */
export function readCommand(said: string, context: Context): Command | null {
  const text = polish(said);
  return (
    readUndo(text) ??
    readNote(text) ??
    readRename(text, context) ??
    readPriority(text) ??
    readMove(text, said, context) ??
    readAct(text, said, context.options)
  );
}

/** Without the polite words around an order. */
export function polish(said: string): string {
  return said
    .trim()
    .replace(/\s+/g, ' ')
    .replace(
      /^(?:(?:ok(?:ay)?|hey|hi|hello|so|and|also|now|then|saydo|please|pls|yes|great|thanks|alright|right|just)[\s,!.]+|(?:can|could|would|will) you (?:please |pls |just )?|i(?:['’]d| would) like (?:you )?to |i want (?:you )?to |let['’]?s |go ahead and )+/i,
      '',
    )
    .replace(/[\s,]*(?:please|pls|for me|thanks|thank you|now)?[\s!.?]*$/i, '');
}

function readUndo(text: string): Command | null {
  if (/^(?:redo|undo (?:the|that) undo|redo (?:it|that))$/i.test(text)) return { kind: 'redo' };
  const match =
    /^(?:(?:oops|oh no|wait|sorry|no|nope|never ?mind|whoops|argh|damn)[\s,.!]+)*(?:undo|revert|roll ?back|take (?:that|it) back|put (?:it|that) back(?: as it was)?|undo)\b\s*(that|it|this|the last (?:one|change|thing|action)|what you (?:just )?did|the (?:delete|deletion|move|change|last))?$/i.exec(
      text,
    );
  return match ? { kind: 'undo', that: /^(?:that|it|this|what)/i.test(match[1] ?? '') } : null;
}

function readNote(text: string): Command | null {
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
    [/^(?:note|comment) (?:on|for|to)\s+(.+?)\s*:\s*(.+)$/is, 1, 2],
    [/^(?:annotate|describe)\s+(.+?)\s*(?::|with)\s+(.+)$/is, 1, 2],
    [/^set the (?:notes?|description|details) (?:of|on|for)\s+(.+?)\s+to\s+(.+)$/is, 1, 2],
  ];
  for (const [pattern, phrase, note] of patterns) {
    const match = pattern.exec(text);
    if (match) {
      const words = (match[note] ?? '').replace(/^["“](.*)["”]$/s, '$1').trim();
      return { kind: 'edit', phrase: match[phrase] ?? '', change: { kind: 'note', note: words } };
    }
  }
  const cleared =
    /^(?:clear|remove|delete) the (?:notes?|description|details) (?:of|from|on|for)\s+(.+)$/i.exec(
      text,
    );
  return cleared
    ? { kind: 'edit', phrase: cleared[1] ?? '', change: { kind: 'clear_note' } }
    : null;
}

function readRename(text: string, context: Context): Command | null {
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
    kind: 'edit',
    phrase: match[1],
    change: { kind: 'rename', title },
    ...(changed && !/\btitle|name\b/i.test(text) && { orAdd: text }),
  };
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

function readPriority(text: string): Command | null {
  const level = (phrase: string | undefined, words: string | undefined): Command | null => {
    const priority = priorityOf(words ?? '');
    return phrase && priority
      ? { kind: 'edit', phrase, change: { kind: 'priority', priority } }
      : null;
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
  const cleared = /^(?:remove|clear|drop) (?:the )?priority (?:of|from|for|on)\s+(.+)$/i.exec(text);
  const prioritised = /^(?:prioriti[sz]e)\s+(.+)$/i.exec(text);
  return (
    level(of?.[1], of?.[2]) ??
    level(set?.[1], set?.[2]) ??
    level(cleared?.[1], 'none') ??
    level(prioritised?.[1], 'high')
  );
}

const MOVE =
  /^(move|push|reschedule|re-schedule|postpone|delay|defer|snooze|shift|bring|change|put off|put|set|make|pull|schedule|due)\s+/i;
const SURE_MOVE = /^(?:reschedule|re-schedule|postpone|delay|defer|snooze|put off)/i;
const LINK =
  /\s+(?:back\s+|forward\s+|out\s+|off\s+)?(?:due(?: on| by| at)?|to|until|till|for|on|by|from|at|back|forward|out)\s+|\s+/gi;

function readMove(text: string, said: string, context: Context): Command | null {
  const cleared =
    /^(?:remove|clear|delete|drop|unset) (?:the )?(?:due )?(date|deadline|time|day) (?:of|from|for|on)\s+(.+)$/i.exec(
      text,
    ) ?? /^(?:unschedule)()\s+(.+)$/i.exec(text);
  if (cleared) {
    const what = /time/i.test(cleared[1] ?? '') ? 'time' : 'date';
    return { kind: 'move', phrase: cleared[2] ?? '', to: { kind: 'clear', what } };
  }
  const reminder = /^remind me (?:about|of) (it|that|this|them|those)\s+(.+)$/i.exec(text);
  const when = reminder?.[2] ? readDestination(reminder[2], context) : null;
  if (reminder?.[1] && when) return { kind: 'move', phrase: reminder[1], to: when };
  const verb = MOVE.exec(text);
  if (!verb) return null;
  const rest = text
    .slice(verb[0].length)
    .replace(/^(?:the )?(?:due )?(?:date|time|day|deadline) (?:of|for|on)\s+/i, '')
    .replace(/^(?:the )?(.+?)['’]s (?:due )?(?:date|time|day|deadline)\b/i, '$1');
  const sure = SURE_MOVE.test(text);
  for (const link of rest.matchAll(LINK)) {
    const phrase = rest.slice(0, link.index).replace(/\s+from\s+\S+(?:\s\S+)?$/i, '');
    const word = link[0].trim().toLowerCase();
    const after = rest.slice(link.index + link[0].length);
    const to = readDestination(`${word} ${after}`, context) ?? readDestination(after, context);
    if (!to || phrase === '') continue;
    if (
      word === '' &&
      /^(?:set|make|put|change|due|schedule|bring|pull)/i.test(text) &&
      !/^(?:it|that|this|them|both|all)$/i.test(phrase)
    )
      continue;
    // "put the bins out on friday", "schedule the dentist for friday" may be tasks to add.
    const orAdd = /^(?:put|set|make|schedule|bring|pull|change|shift|push|move)/i.test(text)
      ? said
      : undefined;
    return { kind: 'move', phrase: phrase.replace(/\s+(?:back|forward|out|off)$/i, ''), to, orAdd };
  }
  return sure ? { kind: 'move', phrase: rest, to: null } : null;
}

const ACTS: [Verb, RegExp, boolean][] = [
  ['reopen', /^(?:re-?open|un-?check|un-?tick|un-?mark|un-?complete|un-?do)\s+(.+)$/i, false],
  [
    'reopen',
    /^(?:mark|set|make)\s+(.+?)\s+(?:as\s+)?(?:not (?:yet )?(?:done|finished|complete[d]?)|undone|open(?: again)?|unfinished|incomplete|to-?do)$/i,
    false,
  ],
  [
    'reopen',
    /^(.+?)\s+(?:is|are|was|isn['’]t|aren['’]t|wasn['’]t)\s+(?:actually |really )?(?:not (?:actually |really )?)?(?:done|finished|completed?)(?: yet| after all)$/i,
    false,
  ],
  [
    'reopen',
    /^(.+?)\s+(?:isn['’]t|aren['’]t|is not|are not|was not|wasn['’]t)\s+(?:actually |really )?(?:done|finished|completed?)$/i,
    false,
  ],
  [
    'reopen',
    /^i (?:didn['’]t|did not|haven['’]t|have not) (?:actually |really )?(?:do|done|finish|finished|complete|completed)\s+(.+?)(?: yet| after all)?$/i,
    false,
  ],
  [
    'restore',
    /^(?:restore|undelete|un-delete|recover|bring back|get back)\s+(.+?)(?: from (?:the )?(?:trash|bin))?$/i,
    false,
  ],
  ['restore', /^bring\s+(.+?)\s+back$/i, false],
  [
    'complete',
    /^(?:mark|set|make|check|tick)\s+(.+?)\s+(?:as\s+|off\s+as\s+)?(?:done|complete[d]?|finished|off|checked)$/i,
    false,
  ],
  ['complete', /^(?:mark|check|tick|cross)(?: off)?\s+(?:off\s+)?(?!as\b)(.+)$/i, true],
  [
    'complete',
    /^(?:complete|mark (?:as )?(?:done|complete[d]?|finished):?|check off|tick off|cross off|done with|finished with|i['’]?m done with|i am done with|done:)\s+(.+)$/i,
    false,
  ],
  [
    'complete',
    /^i(?:['’]ve| have)?\s+(?:already |just )?(?:did|done|finished|completed|got done with)\s+(.+?)(?: already| today| just now)?$/i,
    false,
  ],
  [
    'complete',
    /^(?!(?:what|which|how|when|who|is|are)\b)(.+?)\s+(?:is|are|was|were|got|has been|have been)\s+(?:already |now |all )?(?:done|finished|completed?|taken care of)(?: now| already| today)?$/i,
    false,
  ],
  ['complete', /^(?:done|finished)[:,]?\s+(.+)$/i, false],
  ['complete', /^(?!(?:get|have|be|need|want)\b)(.+?)\s+done$/i, false],
  ['complete', /^(?:finish|close|clear)\s+(.+)$/i, true],
  [
    'delete',
    /^(?:delete|erase|discard|trash|get rid of|throw away|bin)\s+(.+?)(?: from (?:my|the) (?:list|tasks))?$/i,
    false,
  ],
  [
    'delete',
    /^(?:remove|scratch|drop(?! off\b)|scrap)\s+(.+?)(?: from (?:my|the) (?:list|tasks))?$/i,
    false,
  ],
  ['delete', /^take\s+(.+?)\s+off (?:my|the) (?:list|tasks)$/i, false],
  ['delete', /^forget(?: about)?\s+(.+)$/i, false],
  ['delete', /^cancel\s+(.+)$/i, true],
];

function readAct(text: string, said: string, options: LanguageOptions): Command | null {
  for (const [verb, pattern, mayBeTask] of ACTS) {
    const phrase = pattern.exec(text)?.[1]?.trim();
    // "Finish the report by friday" is a task: an order about a task has no date of its own.
    if (phrase && mayBeTask && parseTask(text, options).dueDate) return null;
    if (phrase) return { kind: 'act', verb, phrase, ...(mayBeTask && { orAdd: said }) };
  }
  return null;
}
