import { startsWithVerb } from '@/lib/language';
import { readCommand } from './commands';
import { remember } from './memory';
import { type Context, type Plan, type Reply, sayRefusal } from './plan';
import { readQuestion } from './questions';
import { readReference } from './references';
import { CallDenied, CallFailed, type Task } from './results';
import { paragraphs } from './wording';

const JOINT = /\s*(?:[;.]|,?\s+and then|,?\s+then|,?\s+and also|,\s*and|,|\s+and)\s+/gi;
const STRONG =
  /^(?:please\s+)?(?:add|remind me|set|postpone|snooze|stop repeating|skip|tag|label|mark|complete|check off|tick(?: off)?|delete|remove|move|push|reschedule|postpone|rename|reopen|restore|undo|show|list|make (?:it|that)|set (?:it|that)|what|change)\b/i;

/** Several orders in one sentence, as in "mark milk done and move the dentist to friday"; null for one. */
export function readSequence(text: string, context: Context): string[] | null {
  if (text.length > 500 || text.includes('\n')) return null;
  const parts: string[] = [];
  let at = 0;
  let verb = '';
  for (const joint of text.matchAll(JOINT)) {
    if (isQuoted(text, joint.index)) continue;
    const rest = text.slice(joint.index + joint[0].length);
    const before = verb + text.slice(at, joint.index);
    const strong =
      STRONG.test(rest) &&
      (isOrder(rest, context) || isOrder(nextOf(rest), context) || isAdding(rest));
    const shared = strong ? '' : sharedVerb(before, rest, context);
    if (!strong && !shared) continue;
    parts.push(before);
    verb = shared;
    at = joint.index + joint[0].length;
  }
  if (parts.length === 0) return null;
  parts.push(verb + text.slice(at).replace(/^(add\s.+?)\s+instead$/i, '$1'));
  const [first = ''] = parts;
  if (!isAdding(first) && isOrder(first, context)) return parts;
  if (!isAdding(first) && !startsWithVerb(first)) return null;
  const later = isAdding(first) ? isNamed : isPlain;
  return parts
    .slice(1)
    .every((part) => isAdding(part) || readQuestion(part, context.options) || later(part, context))
    ? parts
    : null;
}

/** What is in quotation marks is somebody's words, no order. */
function isQuoted(text: string, at: number): boolean {
  const before = text.slice(0, at);
  return (before.match(/["“”]/g)?.length ?? 0) % 2 === 1;
}

/** Words that can only ask for a new task. */
export function isAdding(text: string): boolean {
  return /^(?:please\s+)?(?:add|remind me(?! (?:about|of) (?:it|that)\b)|new task|create an?|don['’]?t forget|remember to)\s/i.test(
    text,
  );
}

/** "Add X and complete everything" is rather a strange title than an order to change what exists. */
function isNamed(text: string, context: Context): boolean {
  const command = readCommand(text, context);
  if (!command || !('phrase' in command) || !isWhole(text, context)) return false;
  return readReference(command.phrase, context.options).kind !== 'filter';
}

/** After a task without "add", only what no task is called. */
function isPlain(text: string, context: Context): boolean {
  return PLAIN.test(text) && isNamed(text, context);
}

const PLAIN = /^(?:mark|reschedule|postpone|rename|snooze|move\s.+\sto)\b/i;

const SHARED =
  /^(?:please\s+)?(?:move|push|reschedule|postpone|shift|mark|make|set|change|rename|give)\s+/i;

const LONGEST_ORDER = 100;

/** The verb of "move 1 to tomorrow" counts for "2 to friday" after it; '' where that makes no order. */
function sharedVerb(before: string, rest: string, context: Context): string {
  const verb = SHARED.exec(before)?.[0] ?? '';
  // Orders are short, and every joint of a long text would be read again from its start.
  if (!verb || before.length > LONGEST_ORDER || !isWhole(before, context)) return '';
  const next = nextOf(rest);
  return isWhole(verb + next, context) ? verb : '';
}

function nextOf(rest: string): string {
  return rest.split(JOINT)[0] ?? '';
}

/** An order that says what to do with which task, and can be nothing else. */
function isWhole(text: string, context: Context): boolean {
  const command = readCommand(text, context);
  if (command?.kind === 'move') return command.to !== null;
  return command !== null && !('orAdd' in command && command.orAdd !== undefined);
}

function isOrder(text: string, context: Context): boolean {
  const command = readCommand(text, context);
  return command !== null || readQuestion(text, context.options) !== null;
}

/** One after the other; a question ends it, because what follows may depend on the answer. */
export function* inSequence(
  parts: string[],
  context: Context,
  plan: (part: string, context: Context) => Plan,
): Plan {
  let memory = context.memory;
  let last: Reply = { text: '' };
  const texts: string[] = [];
  const replies: Reply[] = [];
  for (const [index, part] of parts.entries()) {
    last = yield* attempt(plan(part, { ...context, memory }));
    memory = remember(memory, last);
    texts.push(last.text);
    replies.push(last);
    const left = parts.slice(index + 1).join(', then ');
    if (last.pending && left) {
      texts.push(`I haven’t done the rest yet: “${left}”.`);
      break;
    }
  }
  return {
    ...last,
    ...(areAlike(replies) && { focus: together(replies) }),
    text: paragraphs(...texts),
  };
}

/** "Both" after "add bread and add milk" are the two of them. */
function areAlike(replies: Reply[]): boolean {
  return replies.every(({ wrote }) => wrote && wrote.tool === replies[0]?.wrote?.tool);
}

function together(replies: Reply[]): Task[] {
  const tasks = replies.flatMap(({ focus }) => focus ?? []);
  return [...new Map(tasks.map((task) => [task.id, task])).values()];
}

/** What was refused must not hide what an earlier order did. */
function* attempt(plan: Plan): Plan {
  try {
    return yield* plan;
  } catch (error) {
    if (error instanceof CallDenied || error instanceof CallFailed) {
      return { text: sayRefusal(error) };
    }
    throw error;
  }
}
