import { and, desc, eq, gt, inArray, isNull, ne } from 'drizzle-orm';
import { v7 as uuidv7 } from 'uuid';
import type { Transaction } from '@/db';
import { type FieldChanges, taskUpdates } from '@/db/schema';
import type { Scope } from '@/lib/scope';
import {
  type ChangeContext,
  historyRow,
  isSame,
  lockTasks,
  NO_SUCH_TASK,
  plain,
  type TaskPatch,
  type WriteOutcome,
  writePatch,
} from './changes';
import { asStored, settleNames } from './filing';
import { type TaskRow, toView } from './view';

type Update = typeof taskUpdates.$inferSelect;

/**
 * Takes back every field that a batch changed; without `batchId`, the user's last batch. A task
 * that was changed again since is left as it is and reported. The undo is a batch of its own, so
 * undoing its id redoes.
 */
export function undo(
  scope: Scope,
  context: ChangeContext,
  batchId?: string,
): Promise<WriteOutcome> {
  return scope.run(async (tx) => {
    const outcome: WriteOutcome = { tasks: [], failures: [], batch_id: null, sentences: [] };
    const target = batchId ?? (await lastBatch(tx, scope));
    const updates = target ? await batchUpdates(tx, scope, target) : [];
    if (updates.length === 0) {
      outcome.failures.push({
        error: batchId
          ? 'There is nothing left to undo in that batch.'
          : 'There is nothing to undo.',
        try_next: 'call task_history to see what changed.',
      });
      return outcome;
    }
    const undoBatchId = uuidv7();
    const rows = await lockTasks(tx, scope, [...new Set(updates.map((update) => update.taskId))]);
    const changedLater = await tasksChangedLater(tx, scope, updates);
    const touched = new Set<string>();
    const refused = new Set<string>();
    // Newest first, so that several changes of one task unwind in order.
    for (const update of updates) {
      const row = rows.get(update.taskId);
      if (refused.has(update.taskId)) continue;
      const refusal = row ? conflict(row, update, changedLater) : NO_SUCH_TASK;
      if (!row || refusal) {
        refused.add(update.taskId);
        outcome.failures.push({ id: update.taskId, ...(refusal ?? NO_SUCH_TASK) });
        continue;
      }
      const { patch, changes } = reversed(update, context.clock.now);
      const { type, sentence } = saying(update, changes);
      const known = await settleNames(tx, scope, [patch]);
      const stored = asStored(patch, known);
      rows.set(row.id, await writePatch(tx, scope, row, stored, known, context.clock));
      await tx
        .update(taskUpdates)
        .set({ undoneAt: context.clock.now })
        .where(and(eq(taskUpdates.userId, scope.userId), eq(taskUpdates.id, update.id)));
      await tx
        .insert(taskUpdates)
        .values(
          historyRow(scope, { ...context, batchId: undoBatchId }, row.id, type, sentence, changes),
        );
      touched.add(row.id);
      outcome.sentences.push(sentence);
    }
    if (touched.size > 0) outcome.batch_id = undoBatchId;
    for (const id of touched) {
      const row = rows.get(id);
      if (row) outcome.tasks.push(toView(row, context.clock));
    }
    return outcome;
  });
}

async function lastBatch(tx: Transaction, scope: Scope): Promise<string | undefined> {
  const [last] = await tx
    .select({ batchId: taskUpdates.batchId })
    .from(taskUpdates)
    .where(
      and(
        eq(taskUpdates.userId, scope.userId),
        isNull(taskUpdates.undoneAt),
        ne(taskUpdates.updateType, 'undone'),
      ),
    )
    .orderBy(desc(taskUpdates.id))
    .limit(1);
  return last?.batchId;
}

function batchUpdates(tx: Transaction, scope: Scope, batchId: string): Promise<Update[]> {
  return tx
    .select()
    .from(taskUpdates)
    .where(
      and(
        eq(taskUpdates.userId, scope.userId),
        eq(taskUpdates.batchId, batchId),
        isNull(taskUpdates.undoneAt),
      ),
    )
    .orderBy(desc(taskUpdates.id))
    .for('update');
}

/** The tasks that other batches changed after these updates, and that are not taken back. */
async function tasksChangedLater(tx: Transaction, scope: Scope, updates: Update[]) {
  const [first] = updates.toReversed();
  if (!first) return new Set<string>();
  const rows = await tx
    .select({ taskId: taskUpdates.taskId })
    .from(taskUpdates)
    .where(
      and(
        eq(taskUpdates.userId, scope.userId),
        inArray(
          taskUpdates.taskId,
          updates.map((update) => update.taskId),
        ),
        gt(taskUpdates.id, first.id),
        ne(taskUpdates.batchId, first.batchId),
        ne(taskUpdates.updateType, 'undone'),
        isNull(taskUpdates.undoneAt),
      ),
    );
  return new Set(rows.map((row) => row.taskId));
}

/** A field that no longer holds what the update wrote has been changed since. */
function conflict(row: TaskRow, update: Update, changedLater: Set<string>) {
  const changed =
    update.updateType === 'added'
      ? row.deletedAt !== null || changedLater.has(row.id)
      : entries(update.changes).some(([key, { after }]) => !isSame(plain(key, row[key]), after));
  if (!changed) return null;
  return {
    error: `“${row.title}” was changed again since, so it was left as it is.`,
    try_next: 'call get_task and change the fields that you mean.',
  };
}

function reversed(update: Update, now: Date): { patch: TaskPatch; changes: FieldChanges } {
  if (update.updateType === 'added') {
    return {
      patch: { deletedAt: now },
      changes: { deletedAt: { before: null, after: now.toISOString() } },
    };
  }
  const patch: Record<string, unknown> = {};
  const changes: FieldChanges = {};
  for (const [key, { before, after }] of entries(update.changes)) {
    patch[key] = INSTANTS.has(key) && typeof before === 'string' ? new Date(before) : before;
    changes[key] = { before: after, after: before };
  }
  // Keys and values are those that `diff` wrote for this row's own columns.
  return { patch: patch as TaskPatch, changes };
}

/** Taking an undo back is redoing: a change like any other, which the next undo takes back. */
function saying(update: Update, changes: FieldChanges) {
  const said = update.content.replace(/^(Undid|Redid): /, '');
  return update.updateType === 'undone'
    ? { type: kindOf(changes), sentence: `Redid: ${said}` }
    : { type: 'undone' as const, sentence: `Undid: ${said}` };
}

const INSTANTS = new Set<keyof TaskPatch>(['completedAt', 'deletedAt', 'lastTurnAt']);

function kindOf({ completedAt, deletedAt, lastTurnAt, turnsOver }: FieldChanges) {
  if (turnsOver && isNext(turnsOver)) {
    return lastTurnAt || completedAt ? ('completed' as const) : ('skipped' as const);
  }
  if (completedAt) return completedAt.after ? ('completed' as const) : ('reopened' as const);
  if (deletedAt) return deletedAt.after ? ('deleted' as const) : ('restored' as const);
  return 'updated' as const;
}

function isNext({ before, after }: FieldChanges[string]): boolean {
  return typeof before === 'number' && after === before + 1;
}

function entries(changes: FieldChanges) {
  return Object.entries(changes) as [keyof TaskPatch, FieldChanges[string]][];
}
