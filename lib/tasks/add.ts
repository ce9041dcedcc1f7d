import { and, eq, inArray } from 'drizzle-orm';
import { v7 as uuidv7 } from 'uuid';
import { type FieldChanges, tasks, taskUpdates } from '@/db/schema';
import type { Scope } from '@/lib/scope';
import { type ChangeContext, type Failure, historyRow, type WriteOutcome } from './changes';
import { sayDue } from './dates';
import { type TaskRow, toView } from './view';

/** A task to add; `id` is the client's when it shows the task before it is saved. */
export type TaskDraft = {
  id?: string;
  title: string;
  description?: string;
  due_date?: string;
  due_time?: string;
  time_zone?: string;
  priority?: TaskRow['priority'];
};

/**
 * Adds tasks in one transaction and answers per item. A draft whose id is already stored adds
 * nothing and answers with what is there, so that a retry is safe.
 */
export function addTasks(
  scope: Scope,
  context: ChangeContext,
  drafts: TaskDraft[],
): Promise<WriteOutcome> {
  return scope.run(async (tx) => {
    const failures: Failure[] = [];
    const rows: (typeof tasks.$inferInsert & { id: string })[] = [];
    for (const [index, draft] of drafts.entries()) {
      const refusal = refuse(draft);
      if (refusal) failures.push({ index, ...refusal });
      else rows.push(newRow(scope, context, draft, index));
    }
    if (rows.length === 0) return { tasks: [], failures, batch_id: null, sentences: [] };

    const added = await tx.insert(tasks).values(rows).onConflictDoNothing().returning();
    const addedIds = new Set(added.map((row) => row.id));
    if (added.length > 0) {
      await tx
        .insert(taskUpdates)
        .values(
          added.map((row) =>
            historyRow(scope, context, row.id, 'added', sayAdded(row), initialValues(row)),
          ),
        );
    }
    const stored =
      added.length === rows.length
        ? added
        : await tx
            .select()
            .from(tasks)
            .where(
              and(
                eq(tasks.userId, scope.userId),
                inArray(
                  tasks.id,
                  rows.map((row) => row.id),
                ),
              ),
            );
    const byId = new Map(stored.map((row) => [row.id, row]));
    const inOrder = rows.map((row) => byId.get(row.id)).filter((row) => row !== undefined);
    return {
      tasks: inOrder.map((row) => toView(row, context.clock)),
      failures,
      batch_id: added.length > 0 ? context.batchId : null,
      sentences: inOrder.filter((row) => addedIds.has(row.id)).map(sayAdded),
    };
  });
}

function refuse(draft: TaskDraft) {
  if (draft.due_time && !draft.due_date)
    return { error: 'A time needs a date.', try_next: 'send due_date together with due_time.' };
  if (draft.time_zone && !draft.due_time)
    return {
      error: 'A time zone needs a time.',
      try_next: 'send due_time, or leave time_zone out.',
    };
  return null;
}

function newRow(scope: Scope, context: ChangeContext, draft: TaskDraft, index: number) {
  return {
    userId: scope.userId,
    id: draft.id ?? uuidv7(),
    title: draft.title,
    description: draft.description ?? '',
    dueDate: draft.due_date ?? null,
    dueTime: draft.due_time ?? null,
    timeZone: draft.time_zone ?? null,
    priority: draft.priority ?? ('none' as const),
    // New tasks go last: the moment, then their order within the batch.
    position: context.clock.now.getTime() + index / 100,
    createdAt: context.clock.now,
    updatedAt: context.clock.now,
  };
}

function initialValues(row: TaskRow): FieldChanges {
  const values = {
    title: row.title,
    description: row.description || null,
    dueDate: row.dueDate,
    dueTime: row.dueTime?.slice(0, 5) ?? null,
    timeZone: row.timeZone,
    priority: row.priority === 'none' ? null : row.priority,
  };
  return Object.fromEntries(
    Object.entries(values)
      .filter(([, after]) => after !== null)
      .map(([key, after]) => [key, { before: null, after }]),
  );
}

function sayAdded(row: TaskRow): string {
  const due = row.dueDate
    ? `, due ${sayDue({ ...row, dueTime: row.dueTime?.slice(0, 5) ?? null })}`
    : '';
  const priority = row.priority === 'none' ? '' : `, ${row.priority} priority`;
  return `Added “${row.title}”${due}${priority}.`;
}
