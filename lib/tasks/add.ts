import { and, eq, inArray } from 'drizzle-orm';
import { v7 as uuidv7 } from 'uuid';
import type { Transaction } from '@/db';
import { type FieldChanges, tasks, taskUpdates } from '@/db/schema';
import { describeRule } from '@/lib/language';
import { requireRoom } from '@/lib/quota';
import type { Scope } from '@/lib/scope';
import {
  type ChangeContext,
  type Failure,
  historyRow,
  OUT_OF_REACH,
  type Refusal,
  type WriteOutcome,
} from './changes';
import { isRealDate, sayDay, sayDue } from './dates';
import { asStored, type KnownNames, projectIdOf, settleNames, writeLabels } from './filing';
import { beginSeries } from './repeating';
import { type TaskRow, taskColumns, toView } from './view';

/** A task to add; `id` is the client's when it shows the task before it is saved. */
export type TaskDraft = {
  id?: string;
  title: string;
  description?: string;
  due_date?: string;
  due_time?: string;
  time_zone?: string;
  priority?: TaskRow['priority'];
  /** RRULE body; the task is due on the rule's first day, on or after `due_date`. */
  recurrence?: string;
  recurrence_from?: TaskRow['recurrenceFrom'];
  deadline?: string;
  duration_minutes?: number;
  project?: string;
  labels?: string[];
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
    const rows: NewTask[] = [];
    for (const [index, draft] of drafts.entries()) {
      const row = newTask(context, draft, index);
      if ('error' in row) failures.push({ index, ...row });
      else rows.push(row);
    }
    if (rows.length === 0) return { tasks: [], failures, batch_id: null, sentences: [] };

    await requireRoom(tx, scope, { tasks: rows.length, bytes: sizeOf(rows) });
    const known = await settleNames(tx, scope, rows);
    const filed = rows.map((row) => asStored(row, known));
    const added = await insertTasks(tx, scope, filed, known);
    if (added.length > 0) {
      await tx
        .insert(taskUpdates)
        .values(
          added.map((row) =>
            historyRow(scope, context, row.id, 'added', sayAdded(row), initialValues(row)),
          ),
        );
    }
    const stored = added.length === rows.length ? added : await readTasks(tx, scope, rows);
    const byId = new Map(stored.map((row) => [row.id, row]));
    const addedIds = new Set(added.map((row) => row.id));
    const inOrder = rows.map((row) => byId.get(row.id)).filter((row) => row !== undefined);
    return {
      tasks: inOrder.map((row) => toView(row, context.clock)),
      failures,
      batch_id: added.length > 0 ? context.batchId : null,
      sentences: inOrder.filter((row) => addedIds.has(row.id)).map(sayAdded),
    };
  });
}

/** In bytes, with what the history says of them. */
function sizeOf(rows: NewTask[]): number {
  const texts = rows.map(({ title, description }) => `${title}${description}`);
  return 2 * Buffer.byteLength(texts.join(''));
}

type NewTask = Omit<typeof tasks.$inferInsert, 'userId' | 'id'> & {
  id: string;
  project: string | null;
  labels: string[];
};

function newTask(context: ChangeContext, draft: TaskDraft, index: number): NewTask | Refusal {
  const refusal = refuse(draft);
  if (refusal) return refusal;
  const due = {
    dueDate: draft.due_date ?? null,
    dueTime: draft.due_time ?? null,
    timeZone: draft.time_zone ?? null,
  };
  const { recurrence, recurrence_from: recurrenceFrom = 'due' } = draft;
  const series = recurrence
    ? beginSeries({ ...due, recurrence, recurrenceFrom }, context.clock)
    : {};
  if ('error' in series) return series;
  return {
    id: draft.id ?? uuidv7(),
    title: draft.title,
    description: draft.description ?? '',
    priority: draft.priority ?? 'none',
    deadline: draft.deadline ?? null,
    durationMinutes: draft.duration_minutes ?? null,
    project: draft.project ?? null,
    labels: draft.labels ?? [],
    ...due,
    ...series,
    // New tasks go last: the moment, then their order within the batch.
    position: context.clock.now.getTime() + index / 100,
    createdAt: context.clock.now,
    updatedAt: context.clock.now,
  };
}

function refuse(draft: TaskDraft) {
  const days = [draft.due_date, draft.deadline].filter((day) => day !== undefined);
  if (!days.every(isRealDate)) return OUT_OF_REACH;
  // A rule finds its own first day.
  if (draft.due_time && !draft.due_date && !draft.recurrence)
    return { error: 'A time needs a date.', try_next: 'send due_date together with due_time.' };
  if (draft.time_zone && !draft.due_time)
    return {
      error: 'A time zone needs a time.',
      try_next: 'send due_time, or leave time_zone out.',
    };
  return null;
}

/** Inserts those that are not there yet, with their labels, and gives them. */
async function insertTasks(
  tx: Transaction,
  scope: Scope,
  rows: NewTask[],
  known: KnownNames,
): Promise<TaskRow[]> {
  const inserted = await tx
    .insert(tasks)
    .values(
      rows.map(({ project, labels, ...row }) => ({
        ...row,
        userId: scope.userId,
        projectId: projectIdOf(project, known),
      })),
    )
    .onConflictDoNothing()
    .returning();
  const byId = new Map(rows.map((row) => [row.id, row]));
  const added = inserted.map((row) => {
    const { project = null, labels = [] } = byId.get(row.id) ?? {};
    return { ...row, project, labels };
  });
  await writeLabels(
    tx,
    scope,
    added.map(({ id, labels }) => ({ taskId: id, labels, isNew: true })),
    known,
  );
  return added;
}

function readTasks(tx: Transaction, scope: Scope, rows: NewTask[]): Promise<TaskRow[]> {
  const ids = rows.map(({ id }) => id);
  return tx
    .select(taskColumns)
    .from(tasks)
    .where(and(eq(tasks.userId, scope.userId), inArray(tasks.id, ids)));
}

function initialValues(row: TaskRow): FieldChanges {
  const values = {
    title: row.title,
    description: row.description || null,
    dueDate: row.dueDate,
    dueTime: row.dueTime?.slice(0, 5) ?? null,
    timeZone: row.timeZone,
    priority: row.priority === 'none' ? null : row.priority,
    deadline: row.deadline,
    durationMinutes: row.durationMinutes,
    project: row.project,
    labels: row.labels.length > 0 ? row.labels : null,
    recurrence: row.recurrence,
    recurrenceFrom: row.recurrence && row.recurrenceFrom,
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
  const others = [
    row.recurrence && `, ${describeRule(row.recurrence, row.recurrenceFrom)}`,
    row.deadline && `, deadline ${sayDay(row.deadline)}`,
    row.durationMinutes && `, ${row.durationMinutes} min`,
    row.project && `, in project ${row.project}`,
    row.labels.length > 0 && `, labelled ${row.labels.join(', ')}`,
  ];
  return `Added “${row.title}”${due}${priority}${others.filter(Boolean).join('')}.`;
}
