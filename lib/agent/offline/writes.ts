import {
  type Again,
  type Call,
  type Plan,
  type Refusal,
  type Reply,
  type SubPlan,
  sayRefusal,
} from './plan';
import { CallDenied, CallFailed, readWrite, type Task, type WriteResult } from './results';
import { failures, paragraphs } from './wording';

/** As many calls as the limit of one call asks for, read as one result. */
export function* write(calls: Call[]): SubPlan<WriteResult> {
  const outcomes = yield calls;
  const results: WriteResult[] = [];
  const refusals: Refusal[] = [];
  for (const [index] of calls.entries()) {
    try {
      results.push(readWrite(outcomes[index]));
    } catch (error) {
      if (!(error instanceof CallDenied || error instanceof CallFailed)) throw error;
      refusals.push(error);
    }
  }
  const [refusal] = refusals;
  if (refusal && results.length === 0) throw refusal;
  return {
    tasks: results.flatMap(({ tasks }) => tasks),
    failures: [
      ...results.flatMap((result) => result.failures),
      ...refusals.map((error) => ({ error: `Some were not changed: ${sayRefusal(error)}` })),
    ],
    batch_id: results.findLast(({ batch_id }) => batch_id !== null)?.batch_id ?? null,
  };
}

export function chunks<T>(items: T[], size = 50): T[][] {
  return Array.from({ length: Math.ceil(items.length / size) }, (_, n) =>
    items.slice(n * size, (n + 1) * size),
  );
}

/** A change that can be made to other tasks instead. */
export function* repeatable(change: Plan, again: Again): Plan {
  const said = yield* change;
  return said.wrote ? { ...said, wrote: { ...said.wrote, again } } : said;
}

/** What to say about a write: what its tasks show, then what was refused. */
export function reply(
  tool: string,
  result: WriteResult,
  known: Task[],
  tellChanged: (changed: Task[]) => string,
  named: (string | undefined)[] = [],
): Reply {
  const before = new Map(known.map((task) => [task.id, JSON.stringify(task)]));
  const changed = result.tasks.filter((task) => before.get(task.id) !== JSON.stringify(task));
  const same = result.tasks.length - changed.length;
  const text =
    changed.length === 0 || same === 0 || result.batch_id === null
      ? result.tasks.length > 0 && tellChanged(result.tasks)
      : `${tellChanged(changed)} ${same} needed no change.`;
  return {
    text: paragraphs(text, failures(result, named, known)) || 'Nothing has changed.',
    ...(result.tasks.length > 0 && { focus: result.tasks }),
    ...(result.batch_id !== null && { wrote: { tool, batchId: result.batch_id } }),
  };
}
