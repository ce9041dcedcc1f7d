import { and, eq, inArray, sql } from 'drizzle-orm';
import { v7 as uuidv7 } from 'uuid';
import type { Transaction } from '@/db';
import { type FieldChanges, type FieldValue, tasks, taskUpdates } from '@/db/schema';
import type { Clock } from '@/lib/clock';
import { requireRoom } from '@/lib/quota';
import type { Scope } from '@/lib/scope';
import { asStored, type KnownNames, projectIdOf, settleNames, writeLabels } from './filing';
import { type TaskRow, type TaskView, taskColumns, toView } from './view';

/** Who changes tasks, on whose behalf and when. One a sentence or click. */
export type ChangeContext = {
  actor: (typeof taskUpdates.$inferInsert)['actor'];
  /** What `undo` takes back together. */
  batchId: string;
  clock: Clock;
  /** The chat turn behind the change, when there is one. */
  source?: { conversationId: string; messageId: string; toolCallId: string };
};

/** Why one item of a write was refused; the others went through. */
export type Failure = { id?: string; index?: number } & Refusal;
/** Why something can't be done, and what may be done instead. */
export type Refusal = { error: string; try_next: string };

/** What a write did. `sentences` say it in the past tense, one a task that changed. */
export type WriteOutcome = {
  tasks: TaskView[];
  failures: Failure[];
  /** Null when nothing changed. */
  batch_id: string | null;
  sentences: string[];
};

type UpdateType = (typeof taskUpdates.$inferInsert)['updateType'];
/** What a change may touch: columns, and what a task is filed under by its names. */
export type TaskPatch = Partial<
  Pick<
    TaskRow,
    | 'title'
    | 'description'
    | 'priority'
    | 'dueDate'
    | 'dueTime'
    | 'timeZone'
    | 'deadline'
    | 'durationMinutes'
    | 'project'
    | 'labels'
    | 'recurrence'
    | 'recurrenceFrom'
    | 'recurrenceStart'
    | 'turnDate'
    | 'turnTime'
    | 'turnsOver'
    | 'lastTurnAt'
    | 'completedAt'
    | 'deletedAt'
  >
>;
export type Decision =
  | { type: UpdateType; patch: TaskPatch; sentence: string }
  /** Already as wanted. */
  | 'unchanged'
  | Refusal;

export const IN_TRASH = {
  error: 'This task is in the trash.',
  try_next: 'call restore_task first.',
};

export const OUT_OF_REACH = {
  error: 'That date is out of reach.',
  try_next: 'choose one from 1900 to 9999.',
};

export const NO_SUCH_TASK = {
  error: 'There is no task with this id.',
  try_next: 'call list_tasks to find the id.',
};

/**
 * Locks the named tasks, asks `decide` what to do with each, and writes the changes with their
 * history in one transaction. What `decide` reads besides a task it reads under the lock. An id that
 * isn't the user's is a failure of that item alone.
 */
export function changeTasks(
  scope: Scope,
  context: ChangeContext,
  ids: string[],
  decide: (task: TaskRow, tx: Transaction) => Decision | Promise<Decision>,
): Promise<WriteOutcome> {
  return scope.run(async (tx) => {
    const rows = await lockTasks(tx, scope, ids);
    const decisions: { id: string; row: TaskRow | undefined; decision: Decision }[] = [];
    for (const id of new Set(ids)) {
      const row = rows.get(id);
      decisions.push({ id, row, decision: row ? await decide(row, tx) : NO_SUCH_TASK });
    }
    await requireRoomFor(tx, scope, decisions);
    const known = await settleNames(
      tx,
      scope,
      decisions.flatMap(({ decision }) => (isChange(decision) ? [decision.patch] : [])),
    );
    const outcome: WriteOutcome = { tasks: [], failures: [], batch_id: null, sentences: [] };
    const updates: (typeof taskUpdates.$inferInsert)[] = [];
    for (const { id, row, decision } of decisions) {
      if (!row || (typeof decision === 'object' && 'error' in decision)) {
        outcome.failures.push({
          id,
          ...(typeof decision === 'object' && 'error' in decision ? decision : NO_SUCH_TASK),
        });
        continue;
      }
      const patch = decision === 'unchanged' ? {} : asStored(decision.patch, known);
      const changes = diff(row, patch);
      if (decision === 'unchanged' || Object.keys(changes).length === 0) {
        outcome.tasks.push(toView(row, context.clock));
        continue;
      }
      const written = await writePatch(tx, scope, row, patch, known, context.clock);
      outcome.tasks.push(toView(written, context.clock));
      outcome.sentences.push(decision.sentence);
      updates.push(historyRow(scope, context, row.id, decision.type, decision.sentence, changes));
    }
    if (updates.length > 0) {
      await tx.insert(taskUpdates).values(updates);
      outcome.batch_id = context.batchId;
    }
    return outcome;
  });
}

/** Of the ways in which a task changes, two take up room: longer words, and leaving the trash. */
async function requireRoomFor(
  tx: Transaction,
  scope: Scope,
  decisions: { row: TaskRow | undefined; decision: Decision }[],
): Promise<void> {
  const wanted = { tasks: 0, bytes: 0 };
  for (const { row, decision } of decisions) {
    if (!isChange(decision)) continue;
    const { title = '', description = '', deletedAt } = decision.patch;
    wanted.bytes += Buffer.byteLength(title + description);
    if (row?.deletedAt && deletedAt === null) wanted.tasks += 1;
  }
  if (wanted.bytes > 0 || wanted.tasks > 0) await requireRoom(tx, scope, wanted);
}

function isChange(decision: Decision): decision is Exclude<Decision, string | { error: string }> {
  return typeof decision === 'object' && 'patch' in decision;
}

/**
 * The user's tasks by id, locked until the transaction ends, in one order against deadlocks.
 *
 * A statement that had to wait for a lock has the row as it is now, but the names beside it as they
 * were when it began (READ COMMITTED). The version that its own snapshot saw tells the two apart,
 * because every change of names counts it up; only then are the names read once more.
 */
export async function lockTasks(
  tx: Transaction,
  scope: Scope,
  ids: string[],
): Promise<Map<string, TaskRow>> {
  const mine = and(eq(tasks.userId, scope.userId), inArray(tasks.id, ids));
  const locked = await tx
    .select({ ...taskColumns, versionBefore })
    .from(tasks)
    .where(mine)
    .orderBy(tasks.id)
    .for('update');
  const hasWaited = locked.some((row) => row.version !== row.versionBefore);
  const rows = hasWaited ? await tx.select(taskColumns).from(tasks).where(mine) : locked;
  return new Map(rows.map((row) => [row.id, row]));
}

const versionBefore = sql<number>`(
  select seen.version from ${tasks} seen
  where seen.user_id = ${tasks}.user_id and seen.id = ${tasks}.id)`;

/** Writes `patch`, whose names are known and as they are stored, and counts the version up. */
export async function writePatch(
  tx: Transaction,
  scope: Scope,
  row: TaskRow,
  { project, labels, ...columns }: TaskPatch,
  known: KnownNames,
  clock: Clock,
): Promise<TaskRow> {
  const [written] = await tx
    .update(tasks)
    .set({
      ...columns,
      ...(project !== undefined && { projectId: projectIdOf(project, known) }),
      updatedAt: clock.now,
      version: sql`${tasks.version} + 1`,
    })
    .where(and(eq(tasks.userId, scope.userId), eq(tasks.id, row.id)))
    .returning();
  if (!written) throw new Error('A locked task is gone.');
  if (labels) await writeLabels(tx, scope, [{ taskId: row.id, labels }], known);
  return {
    ...written,
    project: project === undefined ? row.project : project,
    labels: labels ?? row.labels,
  };
}

export function historyRow(
  scope: Scope,
  context: ChangeContext,
  taskId: string,
  updateType: UpdateType,
  content: string,
  changes: FieldChanges,
): typeof taskUpdates.$inferInsert {
  return {
    userId: scope.userId,
    id: uuidv7(),
    taskId,
    conversationId: context.source?.conversationId,
    messageId: context.source?.messageId,
    toolCallId: context.source?.toolCallId,
    actor: context.actor,
    updateType,
    content,
    changes,
    batchId: context.batchId,
    createdAt: context.clock.now,
  };
}

/** The fields of `patch` that differ from `row`, as JSON values before and after. */
export function diff(row: TaskRow, patch: TaskPatch): FieldChanges {
  const changes: FieldChanges = {};
  for (const key of Object.keys(patch) as (keyof TaskPatch)[]) {
    const before = plain(key, row[key]);
    const after = plain(key, patch[key] ?? null);
    if (!isSame(before, after)) changes[key] = { before, after };
  }
  return changes;
}

/** A field's value as JSON: instants in ISO, times of day as 'HH:mm'. */
export function plain(key: keyof TaskPatch, value: FieldValue | Date): FieldValue {
  if (value instanceof Date) return value.toISOString();
  const isTime = key === 'dueTime' || key === 'turnTime';
  return isTime && typeof value === 'string' ? value.slice(0, 5) : value;
}

/** Whether two values of a field are the same; lists of names are kept in order. */
export function isSame(a: FieldValue, b: FieldValue): boolean {
  return JSON.stringify(a) === JSON.stringify(b);
}
