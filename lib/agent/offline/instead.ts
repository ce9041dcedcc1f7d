import { parseTask } from '@/lib/language';
import { addFrom } from './add';
import { find } from './find';
import { withoutLead } from './lead';
import { matchTasks } from './match';
import type { Destination } from './move';
import { notFound } from './not-found';
import type { Again, Context, Plan } from './plan';
import type { Task } from './results';
import { sayUndone } from './undo';
import { names } from './wording';
import { repeatable, write } from './writes';

/** "No, I meant mom": takes back what was just done to one task, and does it to another. */
export function* insteadOf(
  phrase: string,
  { again, batchId }: { again: Again; batchId: string },
  context: Context,
  orAdd?: string,
): Plan {
  const then = (tasks: Task[]) => swap(tasks, again, batchId, context);
  const ask = 'Which one did you mean?';
  const found = yield* find(phrase, context, { status: again.status, then, ask });
  if (found.kind === 'reply') return found.reply;
  if (found.kind === 'tasks' && found.sure) return yield* then(found.tasks);
  if (orAdd) return yield* addFrom(orAdd, context);
  return {
    text: `I couldn’t find a task like “${phrase.trim()}”, so ${names(context.memory.focus)} stays as it is now. Say “undo” to take that back.`,
  };
}

function* swap(tasks: Task[], again: Again, batchId: string, context: Context): Plan {
  const undone = yield* write([{ name: 'undo', input: { batch_id: batchId } }]);
  const said = yield* repeatable(again.run(tasks), again);
  return { ...said, text: `${sayUndone(undone.tasks, context)} ${said.text}` };
}

/** "Same for mom": the change that was just made, for another task. */
export function* sameFor(phrase: string, again: Again, context: Context): Plan {
  const ask = 'Which one do you mean?';
  const then = (tasks: Task[]) => repeatable(again.run(tasks), again);
  const found = yield* find(phrase, context, { status: again.status, then, ask });
  if (found.kind === 'reply') return found.reply;
  if (found.kind === 'none' || !found.sure) return notFound(phrase, again.status);
  return yield* then(found.tasks);
}

/** What "same for …" is said of; null for other words. */
export function readSame(said: string): string | null {
  return (
    /^(?:(?:and )?(?:do )?(?:the )?same(?: thing)?|likewise|ditto)\s+(?:for|with|to)\s+(.{1,80}?)[.!]*$/i.exec(
      said,
    )?.[1] ?? null
  );
}

/** "Buy milk today instead", said of the milk that was just added: the other day for it, not more milk. */
export function readOtherDay(
  said: string,
  context: Context,
): { tasks: Task[]; to: Destination } | null {
  const { focus, fresh } = context.memory;
  const lead = withoutLead(said);
  if (!fresh || (lead === null && !INSTEAD.test(said))) return null;
  const read = parseTask((lead ?? said).replace(INSTEAD, ''), context.options);
  if (!read.dueDate || read.title === '') return null;
  const { tasks, sure } = matchTasks(read.title, focus);
  const open = tasks.every((task) => !task.completed && !task.deleted);
  if (tasks.length !== 1 || !sure || !open) return null;
  return { tasks, to: { kind: 'date', date: { ...read, rest: '' } } };
}

const INSTEAD = /[\s,]+(?:instead|rather)[.!]*$/i;
