import { asName } from './details';
import { editTasks } from './edit';
import { find } from './find';
import type { Context, Plan, SubPlan } from './plan';
import { readList, type Task } from './results';
import { count, name } from './wording';
import { chunks, reply, write } from './writes';

/** "Rename the project Home to House": another name for what tasks are filed under. */
export interface RenameFiling {
  kind: 'project' | 'label';
  from: string;
  to: string;
  /** The words as they are where a task may be meant: "rename the project plan to ...". */
  phrase: string;
}

/** Reads an order to rename a project or a label; null for other words. */
export function readRenameFiling(text: string): RenameFiling | null {
  const [, phrase = '', to = ''] = RENAME.exec(text) ?? [];
  const [, mark, marked] = MARKED.exec(phrase) ?? [];
  const [, before, after] = NAMED.exec(phrase) ?? [];
  const [, first, last] = NAMED_AFTER.exec(phrase) ?? [];
  const noun = mark ?? before ?? last;
  const from = marked ?? after ?? first;
  if (!noun || !from || !to) return null;
  const kind = /^(?:project|\+)$/i.test(noun) ? 'project' : 'label';
  return { kind, from: bare(from), to: bare(to), phrase };
}

const RENAME = /^(?:rename|change)\s+(.{2,80}?)\s+(?:to|into|as)\s+(.{1,60})$/i;
const MARKED = /^([#+])([^\s#+]+)$/;
const NAMED = /^(?:the |my )?(project|label|tag)\s+(.+)$/i;
const NAMED_AFTER = /^(?:the |my )?(?!(?:the|my|a|this|that)\s)(.+?)\s+(project|label|tag)$/i;

function bare(words: string): string {
  return words.replace(/^["“#+]+|["”]+$/g, '').trim();
}

/** Files every task that had the name under the other one: a change of tasks, with its history and its undo. */
export function* renameFiling(order: RenameFiling, context: Context): Plan {
  const { kind, from, to, phrase } = order;
  const { tasks, more } = yield* filedUnder(kind, from, 5);
  const [first] = tasks;
  if (!first) return yield* orTask(order, context);
  const already = yield* filedUnder(kind, to, 1);
  const changes = tasks.map((task) => ({ id: task.id, ...refiled(task, order) }));
  const calls = chunks(changes).map((part) => ({ name: 'update_task', input: { tasks: part } }));
  const result = yield* write(calls);
  const others = already.tasks.filter(({ id }) => !tasks.some((task) => task.id === id)).length;
  const had = already.more ? 'many others' : count(others);
  return reply('update_task', result, tasks, (changed) => {
    if (result.batch_id === null)
      return `The ${kind} keeps the spelling that it was first written in, so ${phrase} stays as it is.`;
    const shared = others > 0 ? `, where ${had} had it already` : '';
    return `Renamed the ${kind} ${name({ title: from })} to ${name({ title: to })} on ${count(changed.length)}${shared}.${more ? ' That is as many as I change at once: say the same again for the rest, which still has the old name.' : ''}`;
  });
}

function refiled(task: Task, { kind, from, to }: RenameFiling) {
  if (kind === 'project') return { project: asName(to) };
  return { labels: task.labels.map((label) => (isSame(label, from) ? to : label)) };
}

function isSame(one: string, other: string): boolean {
  return one.toLowerCase() === other.toLowerCase();
}

/** The first tasks filed under this name, and whether there are more. Each page takes one of the turn's steps. */
function* filedUnder(
  kind: RenameFiling['kind'],
  named: string,
  most: number,
): SubPlan<{ tasks: Task[]; more: boolean }> {
  const tasks: Task[] = [];
  let cursor: string | null | undefined;
  for (let pages = 0; cursor !== null && pages < most; pages++) {
    const input = { status: 'all', [kind]: named, shown: false, limit: 100 };
    const call = { name: 'list_tasks', input: { ...input, ...(cursor && { cursor }) } };
    const page = readList((yield [call])[0]);
    tasks.push(...page.tasks);
    cursor = page.next_cursor;
  }
  return { tasks, more: cursor !== null };
}

/** Nothing is filed under it. A task is meant only where its name has the whole words, "project" among them. */
function* orTask({ kind, from, to, phrase }: RenameFiling, context: Context): Plan {
  const then = (tasks: Task[]) => editTasks(tasks, { kind: 'rename', title: to }, context);
  const ask = 'Which one should I change?';
  const found = yield* find(phrase, context, { status: 'open', then, ask });
  if (found.kind === 'tasks' && found.tasks.every((task) => isCalled(task, phrase)))
    return yield* then(found.tasks);
  if (
    found.kind === 'reply' &&
    found.reply.pending &&
    found.reply.shown?.every((task) => isCalled(task, phrase))
  )
    return found.reply;
  return { text: `There is no ${kind} called ${name({ title: from })}, so nothing has changed.` };
}

function isCalled({ title }: Task, phrase: string): boolean {
  const words = phrase.replace(/^(?:the|my)\s+/i, '').toLowerCase();
  return ` ${title.toLowerCase()} `.includes(` ${words} `);
}
