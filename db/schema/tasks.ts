import { type SQL, sql } from 'drizzle-orm';
import {
  boolean,
  check,
  date,
  doublePrecision,
  foreignKey,
  index,
  integer,
  jsonb,
  pgEnum,
  pgTable,
  primaryKey,
  text,
  time,
  timestamp,
  uniqueIndex,
  uuid,
} from 'drizzle-orm/pg-core';
import { conversations, messages, toolCalls } from './conversations';
import { createdAt, ownedColumns, ownerPolicy, updatedAt } from './ownership';

/** From lowest to highest: comparisons in SQL follow this order. */
export const taskPriority = pgEnum('task_priority', ['none', 'low', 'medium', 'high', 'urgent']);

/** What the next occurrence of a repeating task is counted from: its rule's days, or when it was done. */
export const recurrenceFrom = pgEnum('recurrence_from', ['due', 'completion']);

/** What tasks are filed under. Made when it is first named; a task has one or none. */
export const projects = pgTable(
  'projects',
  { ...ownedColumns(), name: text('name').notNull(), createdAt: createdAt() },
  (t) => [
    primaryKey({ columns: [t.userId, t.id] }),
    ownerPolicy('projects_owner', t.userId),
    // drizzle-kit reads every column of such an index as an expression, so all are written as one.
    uniqueIndex('projects_name_idx').on(sql`user_id`, sql`lower(name)`),
    check('projects_name_not_blank', sql`${t.name} ~ '\\S'`),
    check('projects_name_length', sql`char_length(${t.name}) <= 60`),
  ],
).enableRLS();

export const tasks = pgTable(
  'tasks',
  {
    ...ownedColumns(),
    title: text('title').notNull(),
    description: text('description').notNull().default(''),
    completedAt: timestamp('completed_at', { withTimezone: true }),
    completed: boolean('completed')
      .notNull()
      .generatedAlwaysAs((): SQL => sql`(completed_at is not null)`),
    priority: taskPriority('priority').notNull().default('none'),
    dueDate: date('due_date', { mode: 'string' }),
    /** Null: all day. */
    dueTime: time('due_time', { precision: 0 }),
    /** IANA name; null: floating, the same wall time wherever the user is. */
    timeZone: text('time_zone'),
    /** The day by which it must be done, whatever day it is planned for. */
    deadline: date('deadline', { mode: 'string' }),
    durationMinutes: integer('duration_minutes'),
    projectId: uuid('project_id'),
    /** RRULE body (RFC 5545); null: it happens once. */
    recurrence: text('recurrence'),
    recurrenceFrom: recurrenceFrom('recurrence_from').notNull().default('due'),
    /** The day from which the rule is counted. It stays when one occurrence is moved. */
    recurrenceStart: date('recurrence_start', { mode: 'string' }),
    /** The occurrence that is open, as the rule gave it; the due date may have been moved since. */
    turnDate: date('turn_date', { mode: 'string' }),
    turnTime: time('turn_time', { precision: 0 }),
    /** How many occurrences are over: "10 times, from completion" ends by it. */
    turnsOver: integer('turns_over').notNull().default(0),
    /** When the last occurrence was finished; the task itself is open again. */
    lastTurnAt: timestamp('last_turn_at', { withTimezone: true }),
    /** When it was last done: the order of what is done. */
    doneAt: timestamp('done_at', { withTimezone: true }).generatedAlwaysAs(
      (): SQL => sql`(coalesce(completed_at, last_turn_at))`,
    ),
    /** Order by hand within a list; a new task goes last. */
    position: doublePrecision('position').notNull(),
    createdAt: createdAt(),
    updatedAt: updatedAt(),
    deletedAt: timestamp('deleted_at', { withTimezone: true }),
    /** Counts changes; an edit that names an older version is refused. */
    version: integer('version').notNull().default(1),
  },
  (t) => [
    primaryKey({ columns: [t.userId, t.id] }),
    ownerPolicy('tasks_owner', t.userId),
    index('tasks_open_idx')
      .on(t.userId, t.dueDate)
      .where(sql`completed_at is null and deleted_at is null`),
    index('tasks_done_idx')
      .on(t.userId, t.doneAt)
      .where(sql`done_at is not null and deleted_at is null`),
    index('tasks_trash_idx').on(t.userId, t.deletedAt).where(sql`deleted_at is not null`),
    index('tasks_project_idx').on(t.userId, t.projectId).where(sql`project_id is not null`),
    foreignKey({
      name: 'tasks_project_fk',
      columns: [t.userId, t.projectId],
      foreignColumns: [projects.userId, projects.id],
    }),
    check('tasks_title_not_blank', sql`${t.title} ~ '\\S'`),
    check('tasks_title_length', sql`char_length(${t.title}) <= 500`),
    check('tasks_description_length', sql`char_length(${t.description}) <= 10000`),
    check('tasks_time_needs_date', sql`${t.dueTime} is null or ${t.dueDate} is not null`),
    check('tasks_zone_needs_time', sql`${t.timeZone} is null or ${t.dueTime} is not null`),
    check('tasks_duration', sql`${t.durationMinutes} between 1 and 1440`),
    check('tasks_recurrence_length', sql`char_length(${t.recurrence}) between 1 and 400`),
    check(
      'tasks_recurrence_whole',
      sql`(${t.recurrence} is null) = (${t.recurrenceStart} is null) and (${t.recurrence} is null) = (${t.turnDate} is null) and (${t.turnTime} is null or ${t.turnDate} is not null)`,
    ),
    check('tasks_recurrence_needs_date', sql`${t.recurrence} is null or ${t.dueDate} is not null`),
    check('tasks_turns_over', sql`${t.turnsOver} >= 0`),
  ],
).enableRLS();

/** What a person calls tasks that belong together. Made when it is first named. */
export const labels = pgTable(
  'labels',
  { ...ownedColumns(), name: text('name').notNull(), createdAt: createdAt() },
  (t) => [
    primaryKey({ columns: [t.userId, t.id] }),
    ownerPolicy('labels_owner', t.userId),
    uniqueIndex('labels_name_idx').on(sql`user_id`, sql`lower(name)`),
    check('labels_name_not_blank', sql`${t.name} ~ '\\S'`),
    check('labels_name_length', sql`char_length(${t.name}) <= 60`),
  ],
).enableRLS();

/**
 * The labels of a task. The task's version counts up with them, which is also what tells other
 * tabs: docs/decisions/0026.
 */
export const taskLabels = pgTable(
  'task_labels',
  { ...ownedColumns(), taskId: uuid('task_id').notNull(), labelId: uuid('label_id').notNull() },
  (t) => [
    // With an id of its own, as every table has it: the export pages by it.
    primaryKey({ columns: [t.userId, t.id] }),
    ownerPolicy('task_labels_owner', t.userId),
    uniqueIndex('task_labels_once_idx').on(t.userId, t.taskId, t.labelId),
    index('task_labels_label_idx').on(t.userId, t.labelId),
    foreignKey({
      name: 'task_labels_task_fk',
      columns: [t.userId, t.taskId],
      foreignColumns: [tasks.userId, tasks.id],
    }).onDelete('cascade'),
    foreignKey({
      name: 'task_labels_label_fk',
      columns: [t.userId, t.labelId],
      foreignColumns: [labels.userId, labels.id],
    }).onDelete('cascade'),
  ],
).enableRLS();

export const actor = pgEnum('actor', ['user', 'assistant', 'mcp', 'channel', 'system']);
export const updateType = pgEnum('update_type', [
  'added',
  'updated',
  'rescheduled',
  'completed',
  'skipped',
  'reopened',
  'deleted',
  'restored',
  'undone',
]);

/** A field's value in the history: labels are a list of names. */
export type FieldValue = string | number | string[] | null;
/** Field name -> its value before and after. */
export type FieldChanges = Record<string, { before: FieldValue; after: FieldValue }>;

/** The history of every task, written in the transaction of the change it describes. */
export const taskUpdates = pgTable(
  'task_updates',
  {
    ...ownedColumns(),
    taskId: uuid('task_id').notNull(),
    conversationId: uuid('conversation_id'),
    messageId: uuid('message_id'),
    toolCallId: uuid('tool_call_id'),
    actor: actor('actor').notNull(),
    updateType: updateType('update_type').notNull(),
    /** One sentence, in the past tense. */
    content: text('content').notNull(),
    changes: jsonb('changes').$type<FieldChanges>().notNull(),
    /** One per sentence or click: what `undo` takes back together. */
    batchId: uuid('batch_id').notNull(),
    undoneAt: timestamp('undone_at', { withTimezone: true }),
    createdAt: createdAt(),
  },
  (t) => [
    primaryKey({ columns: [t.userId, t.id] }),
    ownerPolicy('task_updates_owner', t.userId),
    foreignKey({
      name: 'task_updates_task_fk',
      columns: [t.userId, t.taskId],
      foreignColumns: [tasks.userId, tasks.id],
    }).onDelete('cascade'),
    foreignKey({
      name: 'task_updates_conversation_fk',
      columns: [t.userId, t.conversationId],
      foreignColumns: [conversations.userId, conversations.id],
    }),
    foreignKey({
      name: 'task_updates_message_fk',
      columns: [t.userId, t.messageId],
      foreignColumns: [messages.userId, messages.id],
    }),
    foreignKey({
      name: 'task_updates_tool_call_fk',
      columns: [t.userId, t.toolCallId],
      foreignColumns: [toolCalls.userId, toolCalls.id],
    }),
    index('task_updates_task_idx').on(t.userId, t.taskId, t.id),
    index('task_updates_batch_idx').on(t.userId, t.batchId),
    // What a message did; the other two let a delete of the parent find its rows.
    index('task_updates_message_idx').on(t.userId, t.messageId).where(sql`message_id is not null`),
    index('task_updates_conversation_idx')
      .on(t.userId, t.conversationId)
      .where(sql`conversation_id is not null`),
    index('task_updates_tool_call_idx')
      .on(t.userId, t.toolCallId)
      .where(sql`tool_call_id is not null`),
  ],
).enableRLS();
