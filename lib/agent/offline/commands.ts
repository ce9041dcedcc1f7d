import type { LanguageOptions } from '@/lib/language';
import { parseTask } from '@/lib/language';
import type { Act, Verb } from './changes';
import { readUpdate } from './details';
import type { Edit } from './edit';
import { readEdit, readVagueEdit } from './edit-commands';
import type { Move } from './move';
import { readMove } from './move-commands';
import type { Context } from './plan';
import { type RenameFiling, readRenameFiling } from './rename-filing';

export type Command =
  | ({ kind: 'act' } & Act)
  | ({ kind: 'move' } & Move)
  | ({ kind: 'edit' } & Edit)
  | { kind: 'undo'; that: boolean }
  | { kind: 'redo' }
  | { kind: 'rename_filing'; order: RenameFiling }
  | { kind: 'ask_edit'; phrase: string; orAdd: string };

/** Reads an order to change tasks that exist. Null when the words order nothing of the kind. */
export function readCommand(said: string, context: Context): Command | null {
  const text = polish(said);
  const undo = readUndo(text);
  if (undo) return undo;
  const order = readRenameFiling(text);
  if (order) return { kind: 'rename_filing', order };
  const update = readUpdate(text, said, context);
  if (update) {
    const { phrase, details, orAdd } = update;
    return { kind: 'edit', phrase, change: { kind: 'details', details }, ...(orAdd && { orAdd }) };
  }
  const edit = readEdit(text, context);
  if (edit) return { kind: 'edit', ...edit };
  const move = readMove(text, said, context);
  if (move) return { kind: 'move', ...move };
  const act = readAct(text, said, context.options);
  if (act) return { kind: 'act', ...act };
  const vague = readVagueEdit(text);
  return vague ? { kind: 'ask_edit', phrase: vague, orAdd: said } : null;
}

/** Without the polite words around an order. */
function polish(said: string): string {
  return said
    .trim()
    .replace(/\s+/g, ' ')
    .replace(
      /^(?:(?:ok(?:ay)?|hey|hi|hello|so|and|also|now|then|saydo|please|pls|plz|yes|yep|yeah|great|thanks|alright|right|just)[\s,!.]+|(?:can|could|would|will) you (?:please |pls |just )?|i(?:['’]d| would) like (?:you )?to |i want (?:you )?to |let['’]?s |go ahead and )+/i,
      '',
    )
    .replace(/[\s,]*(?:please|pls|plz|for me|thanks|thank you|thx|now)?[\s!.?]*$/i, '')
    .replace(/\s*(?:👍|🎉|🙏|😊|🙂|😀|😅|😂|❤️)+$/u, '')
    .replace(/^its (?=(?:\w+ )?(?:done|finished|urgent|important)\b)/i, 'it is ')
    .replace(ALSO_DONE, '$1 and $3 are $2');
}

/** "Mom is done and milk too" */
const ALSO_DONE =
  /^(?!(?:is|are|what|which)\b)(.{2,60}?) (?:is|are) (done|finished|completed?),? and (?:so (?:is|are) )?(.{2,60}?),? (?:is )?(?:too|as well|also)$/i;

function readUndo(text: string): Command | null {
  if (/^(?:scratch that|go back)$/i.test(text)) return { kind: 'undo', that: true };
  if (/^(?:redo|undo (?:the|that) undo|redo (?:it|that))$/i.test(text)) return { kind: 'redo' };
  const match =
    /^(?:(?:oops|oh no|wait|sorry|no|nope|never ?mind|whoops|argh|damn)[\s,.!]+)*(?:undo|revert|roll ?back|take (?:that|it) back|(?:put|change|move|set) (?:it|that|them) back(?: as (?:it was|they were))?|undo)\b\s*(that|it|this|(?:the )?last(?: (?:one|change|thing|action))?|what you (?:just )?did|the (?:delete|deletion|move|change|last))?$/i.exec(
      text,
    );
  return match ? { kind: 'undo', that: /^(?:that|it|this|what)/i.test(match[1] ?? '') } : null;
}

const ACTS: [Verb, RegExp, boolean][] = [
  [
    'delete',
    /^(?:clear|clean up|purge|empty)\s+((?:(?:all|the|my|of)\s+)*(?:done|completed|finished)(?: tasks| ones| items)?)$/i,
    false,
  ],
  ['reopen', /^(?:re-?open|un-?check|un-?tick|un-?mark|un-?complete)\s+(.+)$/i, false],
  [
    'reopen',
    /^(?:mark|set|make)\s+(.+?)\s+(?:as\s+)?(?:not (?:yet )?(?:done|finished|complete[d]?)|undone|open(?: again)?|unfinished|incomplete|to-?do)$/i,
    false,
  ],
  [
    'reopen',
    /^(.+?)\s+(?:is|are|was|isn['’]?t|aren['’]?t|wasn['’]?t)\s+(?:actually |really )?(?:not (?:actually |really )?)?(?:done|finished|completed?)(?: yet| after all)$/i,
    false,
  ],
  [
    'reopen',
    /^(.+?)\s+(?:isn['’]?t|aren['’]?t|is not|are not|was not|wasn['’]?t)\s+(?:actually |really )?(?:done|finished|completed?)$/i,
    false,
  ],
  [
    'reopen',
    /^i (?:didn['’]?t|did not|haven['’]?t|have not) (?:actually |really )?(?:do|done|finish|finished|complete|completed)\s+(.+?)(?: yet| after all)?$/i,
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
  [
    'complete',
    /^(?:mark|check|tick|cross)\s+(?!as\b|off\b|done\b|completed?\b|finished\b)(.+)$/i,
    true,
  ],
  [
    'complete',
    /^(?:complete|mark (?:as )?(?:done|complete[d]?|finished):?|check off|tick off|cross off|done with|finished with|i['’]?m done with|i am done with|done:)\s+(.+)$/i,
    false,
  ],
  [
    'complete',
    /^i(?:['’]?ve| have)?\s+(?:already |just )?(?:did|done|finished|completed|got done with)\s+(.+?)(?: already| today| just now)?$/i,
    false,
  ],
  [
    'complete',
    /^(?!(?:what|which|how|when|who|is|are)\b)(.+?)\s+(?:is|are|was|were|got|has been|have been)\s+(?:already |now |all )?(?:done|finished|completed?|taken care of)(?: now| already| today)?$/i,
    false,
  ],
  ['complete', /^(?:done|finished)[:,]?\s+(.+)$/i, false],
  // "Delete everything done" is no report.
  [
    'complete',
    /^(?!(?:get|have|be|need|want|add|put|create|delete|del|erase|remove|trash|discard|throw|bin|scrap|drop|restore|move|list|hide)\b)(.+?)\s+done$/i,
    false,
  ],
  ['complete', /^(?:✅|✔️?|☑️?)\s*(.+)$/u, true],
  ['complete', /^(.+?)(?:\s+(?:is\s+)?done)?\s*(?:✅|✔️?|☑️?)$/iu, true],
  ['complete', /^(?:finish|close|clear)\s+(.+)$/i, true],
  [
    'delete',
    /^(?:delete|del|erase|discard|trash|get rid of|throw away|bin)\s+(.+?)(?: from (?:my|the) (?:list|tasks))?$/i,
    false,
  ],
  [
    'delete',
    /^(?:remove|scratch|drop(?! off\b)|scrap)\s+(.+?)(?: from (?:my|the) (?:list|tasks))?$/i,
    false,
  ],
  ['delete', /^take\s+(.+?)\s+off (?:my|the) (?:list|tasks)$/i, false],
  ['delete', /^forget(?: about)?\s+(.+)$/i, false],
  ['skip', /^skip\s+(.+?)(?:\s+(?:this (?:time|once|week|month)|today|once|for now))?$/i, true],
  ['delete', /^cancel\s+(.+)$/i, true],
];

const DOING: Record<string, string> = {
  bought: 'buy',
  paid: 'pay',
  sent: 'send',
  wrote: 'write',
  got: 'get',
  made: 'make',
  took: 'take',
  met: 'meet',
  ran: 'run',
  told: 'tell',
  found: 'find',
  went: 'go',
  read: 'read',
  fed: 'feed',
  brought: 'bring',
  gave: 'give',
  spoke: 'speak',
  sold: 'sell',
  built: 'build',
  cut: 'cut',
  put: 'put',
};
const PAST = new RegExp(
  `^i(?:['’]?ve| have)?(?: just| already)? (${Object.keys(DOING).join('|')}|(?!need|feed|speed|weed|embed)[a-z]{2,15}ed)\\s+(?:to\\s+)?(.+?)(?: already| today| just now)?$`,
  'i',
);
const PASSIVE =
  /^(?!(?:what|which|how|when|who|is|are|i|you)\b)(.+?) (?:is|are|has been|have been|was|were|got) (?:already )?(?:paid|bought|sent|written|booked|called|cleaned|washed|ordered|submitted|filed|fixed)(?: now| already)?$/i;

/** "Paid the rent": the same without its "I", or a task of its own. */
const TOLD =
  /^(bought|paid|sent|wrote|told|fed|sold|spoke|called|emailed|texted|washed|watered|cleaned|ordered|submitted|returned)\s+(?:to\s+)?(.{2,60}?)(?: already| today| just now)?$/i;

/** "Got the milk", "picked up the parcel": short for "I got the milk". */
const GOT =
  /^(?:got|grabbed|picked up|took care of|dealt with|handled|sorted(?: out)?|did|took out|dropped off)\s+(?!(?:to|an?|it|that|up|back|home)\b)(.{2,60}?)(?: already| today| just now)?$/i;

/** "I bought the milk", "the rent is paid": done, when a task says just that. */
function readReport(text: string, said: string, options: LanguageOptions): Act | null {
  const past = PAST.exec(text);
  if (past?.[1] && past[2]) {
    const verb = DOING[past[1].toLowerCase()] ?? past[1];
    return { verb: 'complete', phrase: `${verb} ${past[2]}`, object: past[2], sureOnly: true };
  }
  const got = GOT.exec(text)?.[1];
  if (got && !parseTask(text, options).dueDate)
    return { verb: 'complete', phrase: `get ${got}`, object: got, sureOnly: true };
  const told = TOLD.exec(text);
  if (told?.[1] && told[2]) {
    const verb = DOING[told[1].toLowerCase()] ?? told[1];
    return { verb: 'complete', phrase: `${verb} ${told[2]}`, object: told[2], orAdd: said };
  }
  const passive = PASSIVE.exec(text)?.[1];
  return passive ? { verb: 'complete', phrase: passive, sureOnly: true } : null;
}

const CLEAR_ALL =
  /^(?:nuke|wipe|clear|empty)\s+(?:everything|all(?: (?:my |the )?tasks)?|(?:my |the )?(?:whole |entire |to-?do |task )?list)$/i;

function readAct(text: string, said: string, options: LanguageOptions): Act | null {
  // "Clear my list" may mean less than it says, so it is asked about.
  if (CLEAR_ALL.test(text)) return { verb: 'delete', phrase: 'all tasks', sureOnly: true };
  for (const [verb, pattern, mayBeTask] of ACTS) {
    const phrase = pattern.exec(text)?.[1]?.trim();
    // "Finish the report by friday" is a task: an order about a task has no date of its own.
    if (phrase && mayBeTask && verb !== 'skip' && parseTask(text, options).dueDate) return null;
    if (phrase) return { verb, phrase, ...(mayBeTask && { orAdd: said }) };
  }
  return readReport(text, said, options);
}
