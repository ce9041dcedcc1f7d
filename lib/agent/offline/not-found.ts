import { type ParsedTask, parseTask } from '@/lib/language';
import { add } from './add';
import { isNo, isYes, readChoice } from './choice';
import { type Context, type Plan, type Reply, say } from './plan';
import type { Task } from './results';
import { line, name, numbered, paragraphs, when } from './wording';

interface Missing {
  phrase: string;
  status: string;
  near: Task[];
  /** What was to happen, for the nearest names: "move", and how it goes on with the one that is meant. */
  verb: string;
  then: (tasks: Task[]) => Plan;
  /** What the order says of the task, where there may be a new one instead. */
  asNew?: Partial<ParsedTask>;
}

/** That no task has the name, with the nearest ones and, where it makes sense, the offer to add it. */
export function missing(
  { phrase, status, near, verb, then, asNew }: Missing,
  context: Context,
): Reply {
  const added = asNew && newTask(phrase, asNew, context);
  const adding = added && sayAdding(added, context);
  const [only] = near;
  const intro = `I couldn’t find ${kindOf(status)} called “${phrase.trim()}”.`;
  const text =
    near.length === 0
      ? `${intro} ${added ? `Say “add it” to ${adding}, or “show my tasks” to see them.` : 'Say “show my tasks” to see them.'}`
      : near.length === 1 && only
        ? `${intro} The nearest is ${line(only, context.options)}. Say “yes” to ${verb} that one${added ? `, or “add it” to ${adding}` : ''}.`
        : paragraphs(
            `${intro} These are the nearest. Which one should I ${verb}?`,
            numbered(near, context.options),
            adding ? `Or say “add it” to ${adding}.` : '',
          );
  return {
    text,
    ...(near.length > 0 && { shown: near, focus: near.length === 1 ? near : [] }),
    pending: {
      choose: (answer) => chosen(answer, near, context),
      accept: (answer) => {
        if (added && ADD.test(answer)) return add([added], context);
        if (isNo(answer)) return say('OK, nothing has changed.');
        const tasks = chosen(answer, near, context);
        return tasks && then(tasks);
      },
    },
  };
}

/** Said when nothing matches, and there is nothing to offer. */
export function notFound(phrase: string, status: string): Reply {
  return {
    text: `I couldn’t find ${kindOf(status)} called “${phrase.trim()}”. Say “show my tasks” to see them.`,
  };
}

const ADD = /^\s*(?:(?:yes|no|ok(?:ay)?),?\s+)?(?:please )?add (?:it|that|one)\b/i;

function kindOf(status: string): string {
  if (status === 'all') return 'a task';
  return status === 'open' ? 'an open task' : `a ${status} task`;
}

function chosen(answer: string, near: Task[], { options }: Context): Task[] | null {
  if (near.length === 0) return null;
  if (near.length === 1 && isYes(answer)) return near;
  return readChoice(answer, near, options);
}

function sayAdding(task: ParsedTask, { options }: Context): string {
  const day = when(task.dueDate, task.dueTime, options);
  return `add ${name(task)}${day && ` for ${day}`}`;
}

function newTask(
  phrase: string,
  said: Partial<ParsedTask>,
  { options }: Context,
): ParsedTask | null {
  const read = parseTask(phrase.trim().replace(/^(?:the|my)\s+/i, ''), options);
  return read.title === '' ? null : { ...read, ...said };
}
