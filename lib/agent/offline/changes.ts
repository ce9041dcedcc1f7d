import type { LanguageOptions } from '@/lib/language';
import { addFrom } from './add';
import { isNo, isYes } from './choice';
import { find } from './find';
import { missing } from './not-found';
import { type Again, type Context, type Plan, type Reply, say } from './plan';
import type { Task } from './results';
import { are, due, names, numbered, paragraphs, tally } from './wording';
import { chunks, repeatable, reply, write } from './writes';

export type Verb = 'complete' | 'skip' | 'reopen' | 'delete' | 'restore';

interface VerbWords {
  tool: string;
  status: 'open' | 'done' | 'deleted' | 'all';
  /** The state that the result must show before the change is claimed. */
  holds: (task: Task) => boolean;
  done: (tasks: Task[], options: LanguageOptions) => string;
  already: string;
}

const VERBS: Record<Verb, VerbWords> = {
  complete: {
    tool: 'complete_task',
    status: 'open',
    // One that repeats is open again, for its next day.
    holds: (task) => task.completed || task.recurrence !== null,
    done: (tasks, options) =>
      tasks.length === 1
        ? `Done: ${names(tasks)}.${sayNext(tasks, options)}`
        : `Completed ${tally(tasks)}.`,
    already: 'done already',
  },
  skip: {
    tool: 'skip_task',
    status: 'open',
    holds: () => true,
    done: (tasks, options) => `Skipped ${names(tasks)} this time.${sayNext(tasks, options)}`,
    already: 'at its last turn already',
  },
  reopen: {
    tool: 'reopen_task',
    status: 'done',
    holds: (task) => !task.completed,
    done: (tasks) =>
      tasks.length === 1 ? `Open again: ${names(tasks)}.` : `Reopened ${tally(tasks)}.`,
    already: 'open already',
  },
  delete: {
    tool: 'delete_task',
    status: 'open',
    holds: () => true,
    done: (tasks) => `Deleted ${tasks.length === 1 ? names(tasks) : tally(tasks)}.`,
    already: 'deleted already',
  },
  restore: {
    tool: 'restore_task',
    status: 'deleted',
    holds: (task) => !task.deleted,
    done: (tasks) => `Restored ${tasks.length === 1 ? names(tasks) : tally(tasks)}.`,
    already: 'not deleted',
  },
};

/** Where a repeating task goes on. */
function sayNext([task, ...others]: Task[], options: LanguageOptions): string {
  if (!task || others.length > 0 || task.completed || !task.recurrence || !task.due_date) return '';
  return ` Next is ${due(task, options)}.`;
}

export interface Act {
  verb: Verb;
  phrase: string;
  /** The whole sentence, when it may be a task instead: "finish the report". */
  orAdd?: string;
  /** The thing alone: "got the milk" may be what "buy milk" asked for. */
  object?: string;
  /** The words only tell something, so a guess is asked about. */
  sureOnly?: boolean;
}

/** Completes, reopens, deletes or restores the tasks that the phrase means. */
export function* act({ verb, phrase, object, orAdd, sureOnly }: Act, context: Context): Plan {
  const { status, already } = VERBS[verb];
  const again: Again = { status, run: (tasks) => carryOut(verb, tasks, context) };
  const then = (tasks: Task[]) => repeatable(carryOut(verb, tasks, context), again);
  const ask = `Which one should I ${verb}?`;
  let found = yield* find(phrase, context, { status, then, ask });
  if (object && (found.kind === 'none' || (found.kind === 'tasks' && !found.sure)))
    found = yield* find(object, context, { status, then, ask });
  if (found.kind === 'reply') return found.reply;
  if (found.kind === 'none') {
    if (orAdd) return yield* addFrom(orAdd, context);
    if (sureOnly)
      return { text: 'I couldn’t find an open task for that. Say “show my tasks” to see them.' };
    const nothing = { ...found, status, verb, then };
    if (status !== 'open') return missing(nothing, context);
    const done = yield* find(phrase, context, { status: 'done', then, ask });
    if (done.kind === 'reply') return done.reply;
    if (done.kind === 'none') return missing(nothing, context);
    if (verb === 'complete')
      return { text: `${sentence(done.tasks)} ${already}.`, focus: done.tasks };
    if (!done.sure) return confirm(verb, done.tasks, context);
    return yield* then(done.tasks);
  }
  // "Cancel the dentist" may be a task of its own, and a deletion is never a guess.
  if (
    (!found.sure || verb === 'delete') &&
    (orAdd || sureOnly || (!found.sure && verb === 'delete'))
  )
    return confirm(verb, found.tasks, context, orAdd);
  return yield* then(found.tasks);
}

function sentence(tasks: Task[]): string {
  return `${names(tasks)} ${are(tasks.length)}`;
}

/** A guess is enough for what is undone in a word; for a deletion it is asked about. */
function confirm(verb: Verb, tasks: Task[], context: Context, orAdd?: string): Reply {
  return {
    text: paragraphs(
      `Do you mean ${tasks.length === 1 ? 'this one' : 'these'}? Say “yes” and I’ll ${verb} ${tasks.length === 1 ? 'it' : 'them'}.`,
      orAdd && `Or say “add it” to make “${orAdd.trim()}” a task.`,
      numbered(tasks, context.options),
    ),
    shown: tasks,
    focus: tasks,
    pending: {
      accept: (answer) => {
        if (isYes(answer)) return carryOut(verb, tasks, context);
        if (orAdd && /^\s*(?:no,?\s+)?add (?:it|that)\b/i.test(answer)) {
          return addFrom(orAdd, context);
        }
        return isNo(answer) ? say('OK, nothing has changed.') : null;
      },
    },
  };
}

function* carryOut(verb: Verb, tasks: Task[], { options }: Context): Plan {
  const words = VERBS[verb];
  const ids = tasks.map(({ id }) => id);
  const calls = chunks(ids).map((part) => ({ name: words.tool, input: { ids: part } }));
  const result = yield* write(calls);
  return reply(words.tool, result, tasks, (changed) =>
    result.batch_id === null
      ? `${sentence(changed)} ${words.already}.`
      : claim(words, changed.filter(words.holds), options),
  );
}

/** Only what the result shows is claimed. */
function claim(words: VerbWords, changed: Task[], options: LanguageOptions): string {
  return changed.length > 0 ? words.done(changed, options) : '';
}
