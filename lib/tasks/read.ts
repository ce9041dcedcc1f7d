import { and, desc, eq, inArray, sql } from 'drizzle-orm';
import { tasks, taskUpdates } from '@/db/schema';
import type { Clock } from '@/lib/clock';
import type { Scope } from '@/lib/scope';
import { type TaskView, taskColumns, toView } from './view';

/** The user's task, or null when there is none of this id. A task in the trash is found too. */
export async function getTask(scope: Scope, id: string, clock: Clock): Promise<TaskView | null> {
  const [row] = await scope.run((tx) =>
    tx
      .select(taskColumns)
      .from(tasks)
      .where(and(eq(tasks.userId, scope.userId), eq(tasks.id, id)))
      .limit(1),
  );
  return row ? toView(row, clock) : null;
}

/** The user's tasks of these ids, also done ones and those in the trash; other ids are left out. */
export async function getTasks(scope: Scope, ids: string[], clock: Clock): Promise<TaskView[]> {
  const rows = await scope.run((tx) =>
    tx
      .select(taskColumns)
      .from(tasks)
      .where(and(eq(tasks.userId, scope.userId), inArray(tasks.id, ids)))
      .orderBy(tasks.id),
  );
  return rows.map((row) => toView(row, clock));
}

/** One change in the history of a task. */
type HistoryEntry = {
  task_id: string;
  actor: string;
  update_type: string;
  /** One sentence, in the past tense. */
  content: string;
  batch_id: string;
  undone: boolean;
  /** ISO 8601, UTC. */
  created_at: string;
};

/** What changed, newest first: of one task, or of all the user's tasks. `limit`: 1 to 100. */
export async function taskHistory(
  scope: Scope,
  options: { id?: string; limit: number },
): Promise<HistoryEntry[]> {
  const rows = await scope.run((tx) =>
    tx
      .select()
      .from(taskUpdates)
      .where(
        and(
          eq(taskUpdates.userId, scope.userId),
          options.id ? eq(taskUpdates.taskId, options.id) : undefined,
        ),
      )
      .orderBy(desc(taskUpdates.id))
      .limit(options.limit),
  );
  return rows.map((row) => ({
    task_id: row.taskId,
    actor: row.actor,
    update_type: row.updateType,
    content: row.content,
    batch_id: row.batchId,
    undone: row.undoneAt !== null,
    created_at: row.createdAt.toISOString(),
  }));
}

/** How many changes of each of these batches stand: 0 for one that has been taken back whole. */
export async function standingChanges(
  scope: Scope,
  batchIds: string[],
): Promise<Map<string, number>> {
  if (batchIds.length === 0) return new Map();
  const rows = await scope.run((tx) =>
    tx
      .select({
        batchId: taskUpdates.batchId,
        standing: sql<number>`(count(*) filter (where ${taskUpdates.undoneAt} is null))::int`,
      })
      .from(taskUpdates)
      .where(and(eq(taskUpdates.userId, scope.userId), inArray(taskUpdates.batchId, batchIds)))
      .groupBy(taskUpdates.batchId),
  );
  return new Map(rows.map((row) => [row.batchId, row.standing]));
}
