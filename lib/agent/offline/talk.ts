import { describeDate, parseTask } from '@/lib/language';
import { addFrom } from './add';
import { isNo, isYes } from './choice';
import { type Context, type Plan, type Reply, say } from './plan';
import { readReference } from './references';
import { name } from './wording';

export type Topic =
  | 'hello'
  | 'thanks'
  | 'bye'
  | 'help'
  | 'how_are_you'
  | 'who_are_you'
  | 'yes'
  | 'no'
  | 'praise'
  | 'oops'
  | 'undo_all'
  | 'limits';

const WORDS: Record<Topic, string> = {
  hello: 'Hello! Tell me what you need to do, or ask “what’s due today?”',
  thanks: 'You’re welcome.',
  bye: 'See you. Everything is saved.',
  how_are_you: 'All well here, thank you. What would you like to get done?',
  who_are_you:
    'I’m Saydo’s built-in assistant. I run on this server without a language model, and I look after your task list.',
  yes: 'All right. What would you like to do next?',
  no: 'OK, nothing has changed.',
  praise: 'Glad to help.',
  limits:
    'Not yet: I keep your tasks, with dates, labels and priority, and can repeat them, but I can’t send reminders or reach other apps.',
  undo_all:
    'I undo one step at a time: say “undo” for the last change, and again for the one before it.',
  oops: 'Sorry if that was wrong. Say “undo” to take back the last change.',
  help: `I keep your task list. For example:

- “buy milk tomorrow at 5pm, high priority”
- “what’s due this week?”, “show overdue”, “how many are open?”
- “mark the milk one done”, “delete the second one”
- “move everything overdue to tomorrow”, “no, friday”
- “rename it to …”, “add a note to the dentist: …”, “make it urgent”
- “water the plants every 3 days”, “skip this one”, “stop repeating the plants”
- “plan my day”, “what did I finish this week?”
- “undo”

I can’t send reminders yet.`,
};

export function talk(topic: Topic, { memory }: Context): Plan {
  // "Never mind" right after a change must not sound as if there was none.
  if (topic === 'no' && memory.fresh) return say(STAYS);
  return say(WORDS[topic]);
}

const STAYS = 'OK. The last change stays; say “undo” to take it back.';

/** Asks for the time or the date. */
export const CLOCK =
  /^\s*(?:what time is it|what(?:['’]?s| is) the (?:time|date)|what day is (?:it|today)|what(?:['’]?s| is) today['’]?s date)(?: now| today)?\s*[?.!]*\s*$/i;

export function sayClock({ options }: Context): Plan {
  const [date = '', time = ''] = options.now.split('T');
  return say(`It’s ${describeDate(date, time, options).replace(/^Today, /, '')}.`);
}

/** When the words are not understood: says so, and offers to add them when they could be a task. */
export function notUnderstood(text: string, context: Context): Plan {
  const read = parseTask(text, context.options);
  const short = read.title !== '' && read.title.split(/\s+/).length <= 8 && !/[?]\s*$/.test(text);
  if (!short || QUESTION.test(text) || CHATTER.test(text)) return say(PLAIN);
  const reference = readReference(text, context.options);
  if (reference.kind !== 'words' && reference.kind !== 'filter') return say(WHAT_WITH);
  const reply: Reply = {
    text: `I’m not sure what you’d like me to do with that. Shall I add ${name(read)} as a task?`,
    pending: {
      accept: (answer) => {
        if (isYes(answer) || /^\s*(?:yes,?\s+)?add (?:it|that)\b/i.test(answer))
          return addFrom(text, context);
        return isNo(answer) ? say('OK, nothing was added.') : null;
      },
    },
  };
  return say(reply);
}

const QUESTION =
  /^\s*(?:who|whose|what|when|where|which|why|how|tell me|can|could|would|will|do|does|did|is|are)\b/i;
/** Said about oneself or to me: nothing to do. */
const CHATTER =
  /^\s*(?:i['’]?m|i am|i feel|you(?:['’]?re| are)?|this is|that(?:['’]?s| is| was)|it(?:['’]?s| is)|he|she|they|hello|hi|hey)\b/i;
const WHAT_WITH =
  'What should I do with that? For example “complete the first one” or “move it to friday”.';
const PLAIN =
  'I didn’t understand that. I only know your task list: try “add buy milk tomorrow”, “what’s due today?” or “mark milk done”. Say “help” for more.';
