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
  uuid,
} from 'drizzle-orm/pg-core';
import { conversations, messages, toolCalls } from './conversations';
import { createdAt, ownedColumns, ownerPolicy, updatedAt } from './ownership';

/** From lowest to highest: comparisons in SQL follow this order. */
export const taskPriority = pgEnum('task_priority', ['none', 'low', 'medium', 'high', 'urgent']);

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
      .on(t.userId, t.completedAt)
      .where(sql`completed_at is not null and deleted_at is null`),
    index('tasks_trash_idx').on(t.userId, t.deletedAt).where(sql`deleted_at is not null`),
    check('tasks_title_not_blank', sql`${t.title} ~ '\\S'`),
    check('tasks_title_length', sql`char_length(${t.title}) <= 500`),
    check('tasks_description_length', sql`char_length(${t.description}) <= 10000`),
    check('tasks_time_needs_date', sql`${t.dueTime} is null or ${t.dueDate} is not null`),
    check('tasks_zone_needs_time', sql`${t.timeZone} is null or ${t.dueTime} is not null`),
  ],
).enableRLS();

export const actor = pgEnum('actor', ['user', 'assistant', 'mcp', 'channel', 'system']);
export const updateType = pgEnum('update_type', [
  'added',
  'updated',
  'rescheduled',
  'completed',
  'reopened',
  'deleted',
  'restored',
  'undone',
]);

/** Field name -> its value before and after. */
export type FieldChanges = Record<
  string,
  { before: string | number | null; after: string | number | null }
>;

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
