import { parseTask, parseTasks, startsWithVerb } from '@/lib/language';
import { addFrom } from './add';
import { askEdit } from './ask-edit';
import { act } from './changes';
import { isNo, isYes } from './choice';
import { type Command, readCommand } from './commands';
import { type Correction, readCorrection, readFix } from './corrections';
import { PLAN_DAY, planDay } from './day-plan';
import { edit, editTasks } from './edit';
import { insteadOf, readOtherDay, readSame, sameFor } from './instead';
import { withoutLead } from './lead';
import { about, list, whatNext } from './lists';
import { finishedIn, history } from './looking-back';
import { move, moveTo } from './move';
import { type Context, type Pending, type Plan, say } from './plan';
import { type Asked, readQuestion } from './questions';
import { renameFiling } from './rename-filing';
import type { Task } from './results';
import { inSequence, isAdding, readSequence } from './sequence';
import { readSmallTalk } from './small-talk';
import { CLOCK, notUnderstood, sayClock, talk } from './talk';
import { mendOrders } from './typos';
import { redo, undo } from './undo';
import { names } from './wording';

/** Decides what one sentence asks for. The order matters: an answer before a new wish, an order before a task. */
export function respond(said: string, context: Context): Plan {
  // Neither NUL nor half a surrogate pair can be stored.
  const storable = said.replaceAll('\0', '').toWellFormed();
  const text = mendOrders(storable.trim().replace(/[^\S\n]+/g, ' '));
  const { pending, focus, fresh } = context.memory;
  if (/^[\p{P}\s]*$/u.test(text) && !text.includes('?'))
    return say('I’m listening. Tell me what you need to do.');
  if (pending && !(pending.greedy && isOrder(text, context))) {
    const plan = pending.accept(text) ?? chosenAndMore(text, pending, context);
    if (plan) return plan;
  }
  if (CLOCK.test(text)) return sayClock(context);
  if (PLAN_DAY.test(text)) return planDay(context);
  const turns = SKIP.test(text) ? focus.filter(({ recurrence }) => recurrence) : [];
  // After several were added, only what repeats has a turn to skip.
  const among = { ...context, memory: { ...context.memory, focus: turns } };
  if (turns.length > 0) return act({ verb: 'skip', phrase: 'it' }, among);
  const topic = readSmallTalk(text);
  if (topic) return talk(topic, context);
  const correction = readCorrection(text, context);
  if (correction && focus.length === 0) return say(WHICH);
  // "Make it friday" after several were added doesn't say which.
  const vague = focus.length > 1 && /\b(?:it|that)\b/i.test(text);
  if (correction && !vague) return correct(correction, focus, context);
  const number = /^#?\d{1,3}$/.test(text);
  const fix = fresh && focus.length > 0 && !vague && !number ? readFix(text, context) : null;
  if (fix && !dated(fix, focus)) return correct(fix, focus, context);
  if (fix && !readQuestion(text, context.options)) return askIfMeant(fix, context);
  const same = fresh && context.memory.wrote?.again ? readSame(text) : null;
  if (same && context.memory.wrote?.again)
    return sameFor(same, context.memory.wrote.again, context);
  const otherDay = readOtherDay(text, context);
  if (otherDay) return moveTo(otherDay.tasks, otherDay.to, context);
  return bareOrder(text, context) ?? order(text, context) ?? addOrAsk(text, context);
}

/** Of a task that repeats it means its turn; to a question it is a no. */
const SKIP =
  /^\s*skip(?: (?:it|this|that)(?: one)?)?(?: (?:this time|once|today))?(?:,? please)?[.!]*\s*$/i;
const UNSURE =
  'I’m not sure what to change. Say “undo” to take back the last change, “call it …” to rename it, or name the day.';
const WHICH = 'Which task do you mean? Name it, like “move the dentist to friday”.';

/** "Delete", alone: asks what, and takes the next words for it. */
function bareOrder(text: string, context: Context): Plan | null {
  const verb = BARE.exec(text)?.[1]?.toLowerCase();
  if (verb === 'add') return addFrom('add a task', context);
  if (!verb) return null;
  return say({
    text: `Which task should I ${verb}?`,
    pending: {
      accept(answer) {
        const command = isOrder(answer, context) ? null : readCommand(`${verb} ${answer}`, context);
        return isNo(answer)
          ? say('OK, nothing has changed.')
          : command && carryOut(command, context);
      },
    },
  });
}

const BARE =
  /^\s*(add|complete|delete|remove|move|reschedule|postpone|reopen|restore)\s*[.!?]*\s*$/i;

function isOrder(text: string, context: Context): boolean {
  const command = readCommand(text, context);
  if (command) return !('orAdd' in command && command.orAdd);
  return (
    BARE.test(text) || readQuestion(text, context.options) !== null || readSmallTalk(text) !== null
  );
}

/** What the words order or ask, said alone or several in a row. */
function order(text: string, context: Context): Plan | null {
  const lead = withoutLead(text);
  const parts = readSequence(text, context);
  if (parts) {
    const [first = ''] = parts;
    // After "add ...", "complete the form" is a task to add where there is none to complete.
    const orAdd = isAdding(first) || startsWithVerb(first);
    return inSequence(parts, context, (part, then) => {
      const mayAdd = orAdd && part !== first && startsWithVerb(part) && !isAdding(part);
      return single(part, then, mayAdd ? part : undefined) ?? addOrAsk(part, then);
    });
  }
  return (lead === null ? null : single(lead, context)) ?? single(text, context);
}

function single(text: string, context: Context, orAdd?: string): Plan | null {
  // Orders are one line; several lines are a paste.
  if (text.includes('\n') || text.length > 500) return null;
  const asked = readQuestion(text, context.options);
  if (asked) return answer(asked, context);
  const command = readCommand(text, context);
  if (command?.kind === 'act' && orAdd) return act({ orAdd, ...command }, context);
  return command && carryOut(command, context);
}

function answer(asked: Asked, context: Context): Plan {
  switch (asked.kind) {
    case 'list':
      return list(asked.query, context, asked.orAdd);
    case 'about':
      return about(asked.phrase, context);
    case 'finished':
      return finishedIn(asked.days);
    case 'next':
      return whatNext(context);
    case 'history':
      return history(asked.last);
  }
}

function carryOut(command: Command, context: Context): Plan {
  switch (command.kind) {
    case 'act':
      return act(command, context);
    case 'move':
      return move(command, context);
    case 'edit':
      return edit(command, context);
    case 'undo':
      return undo(command.that, context);
    case 'ask_edit':
      return askEdit(command.phrase, command.orAdd, context);
    case 'redo':
      return redo(context);
    case 'rename_filing':
      return renameFiling(command.order, context);
  }
}

function correct(fix: Correction, tasks: Task[], context: Context): Plan {
  if (fix.kind === 'move') return moveTo(tasks, fix.to, context);
  return editTasks(tasks, fix, context);
}

/** "The first one, to saturday", when it was asked which: that one, and what is to change of it. */
function chosenAndMore(answer: string, { choose }: Pending, context: Context): Plan | null {
  if (!choose || answer.length > 200) return null;
  for (const joint of answer.matchAll(CHOICE_END)) {
    const choice = choose(answer.slice(0, joint.index));
    const fix = choice && readFix(answer.slice(joint.index + joint[0].length), context);
    if (choice && fix) return correct(fix, choice, context);
  }
  return null;
}

const CHOICE_END =
  /\s*[,:;–—]\s*(?:and\s+)?|\s+(?:and\s+)?(?=(?:to|on|at|for|by|is|as|make it)\s)/gi;

/** A bare "friday" after "added X for tomorrow" may correct it, or begin something new. */
function dated(fix: Correction, tasks: Task[]): boolean {
  const day =
    fix.kind === 'details'
      ? fix.details.due_date !== undefined && fix.details.recurrence === undefined
      : fix.kind === 'move' && fix.to.kind === 'date' && fix.to.date.dateGiven;
  return day && tasks.some((task) => task.due_date !== null);
}

function askIfMeant(fix: Correction, context: Context): Plan {
  const { focus } = context.memory;
  return say({
    text: `Shall I move ${names(focus)} there? If it’s for a new task, tell me what to add.`,
    pending: {
      accept(answer) {
        if (isYes(answer)) return correct(fix, focus, context);
        return isNo(answer) ? say('OK, nothing has changed.') : null;
      },
    },
  });
}

function addOrAsk(text: string, context: Context): Plan {
  const { fresh, wrote } = context.memory;
  const more = fresh && wrote?.tool === 'add_task' && /^\s*(?:and|also|plus)\s/i.test(text);
  const lead = withoutLead(text);
  if (lead !== null && fresh && wrote?.again && wrote.batchId !== null && !/\n/.test(text)) {
    const last = { again: wrote.again, batchId: wrote.batchId };
    return insteadOf(lead, last, context, isTask(lead, context) ? lead : undefined);
  }
  // "No, oat milk" must not become tasks called "no" and "oat milk".
  if (lead !== null) return isTask(lead, context) ? addFrom(lead, context) : say(UNSURE);
  if (more && !/\?\s*$/.test(text)) return addFrom(text, context);
  return isTask(text, context) ? addFrom(text, context) : notUnderstood(text, context);
}

/** A task has an opener ("add", "remind me to"), a date, a priority, or begins with a verb; a list is tasks too. */
function isTask(text: string, { options }: Context): boolean {
  const first = parseTask(text, options);
  const opener = first.spans.some(
    ({ kind, start, end }) => kind === 'opener' && OPENER.test(text.slice(start, end)),
  );
  if (opener || /\n/.test(text)) return true;
  if (CHAT.test(text) || /\?\s*$/.test(text)) return false;
  if (first.dueDate || first.priority !== 'none' || first.questions.length > 0) return true;
  return startsWithVerb(first.title) || parseTasks(text, options).length > 1;
}

const OPENER =
  /\b(?:add(?:ing)?|create|make|set|put|note|jot|write|log|record|capture|save|new|another|to-?\s?dos?|tasks?|remind|forget|forgot|remember|need|have|got|ought|must|should|gotta|wanna|want|plan)\b/i;
const CHAT =
  /^\s*(?:i(?:['’]m| am| feel| think| like| love| hate| don['’]?t| can['’]?t| was| just)|you|your|he|she|we(?:['’]re| are)?|they|it(?:['’]?s| is)?|this is|that(?:['’]?s| is)|there|my name|tell me|sing|why|how|who|whose|what|where|when|which|is|are|am|was|were|(?:does|did|can|could|should|would|will|has|have)(?= (?:i|you|we|they|he|she|it|the|my|anyone|this|that)\b)|do (?:i|you|we|they)|if)\b/i;
