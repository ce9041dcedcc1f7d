import { sql } from 'drizzle-orm';
import {
  boolean,
  check,
  foreignKey,
  index,
  integer,
  jsonb,
  pgEnum,
  pgTable,
  primaryKey,
  smallint,
  text,
  uniqueIndex,
  uuid,
} from 'drizzle-orm/pg-core';
import { users } from './auth';
import { moment } from './columns';
import { createdAt, ownedColumns, ownerPolicy, updatedAt } from './ownership';

/** Who chose a title: the first message's words, a model, or the person, which nothing replaces. */
export const titledBy = pgEnum('titled_by', ['words', 'model', 'person']);

export const conversations = pgTable(
  'conversations',
  {
    ...ownedColumns(),
    title: text('title').notNull().default(''),
    titledBy: titledBy('titled_by').notNull().default('words'),
    createdAt: createdAt(),
    /** When its last message came. */
    updatedAt: moment('updated_at').notNull().defaultNow(),
    /** Up to when the person has seen it; null for one that was never open. */
    readAt: moment('read_at'),
    pinnedAt: moment('pinned_at'),
    archivedAt: moment('archived_at'),
    /** In the trash since; purged 30 days later. */
    deletedAt: moment('deleted_at'),
  },
  (t) => [
    primaryKey({ columns: [t.userId, t.id] }),
    ownerPolicy('conversations_owner', t.userId),
    index('conversations_recent_idx')
      .on(t.userId, t.updatedAt.desc(), t.id.desc())
      .where(sql`deleted_at is null and archived_at is null and pinned_at is null`),
    index('conversations_pinned_idx')
      .on(t.userId, t.pinnedAt)
      .where(sql`deleted_at is null and archived_at is null and pinned_at is not null`),
    index('conversations_archived_idx')
      .on(t.userId, t.archivedAt.desc(), t.id.desc())
      .where(sql`deleted_at is null and archived_at is not null`),
    index('conversations_trash_idx')
      .on(t.userId, t.deletedAt.desc(), t.id.desc())
      .where(sql`deleted_at is not null`),
    // The purge looks over everybody's trash.
    index('conversations_purge_idx').on(t.deletedAt).where(sql`deleted_at is not null`),
    check('conversations_title_length', sql`char_length(${t.title}) <= 200`),
  ],
).enableRLS();

/** Counters of a conversation, kept in the transaction of what they count. */
export const conversationMetadata = pgTable(
  'conversation_metadata',
  {
    userId: uuid('user_id')
      .notNull()
      .references(() => users.id, { onDelete: 'cascade' }),
    conversationId: uuid('conversation_id').notNull(),
    topic: text('topic'),
    // No default in the database: drizzle-kit reads '{}' back as '{""}' and would push it each time.
    focusAreas: text('focus_areas')
      .array()
      .notNull()
      .$defaultFn(() => []),
    stepCount: integer('step_count').notNull().default(0),
    messageCount: integer('message_count').notNull().default(0),
    taskCountCreated: integer('task_count_created').notNull().default(0),
    taskCountCompleted: integer('task_count_completed').notNull().default(0),
    lastToolName: text('last_tool_name'),
    lastToolSuccess: boolean('last_tool_success'),
    /** What was said and done up to `summaryThrough`, for the model: older than the history it sees. */
    summary: text('summary'),
    summaryThrough: uuid('summary_through'),
  },
  (t) => [
    primaryKey({ columns: [t.userId, t.conversationId] }),
    ownerPolicy('conversation_metadata_owner', t.userId),
    foreignKey({
      name: 'conversation_metadata_conversation_fk',
      columns: [t.userId, t.conversationId],
      foreignColumns: [conversations.userId, conversations.id],
    }).onDelete('cascade'),
  ],
).enableRLS();

export const messageRole = pgEnum('message_role', ['user', 'assistant']);
export const messageStatus = pgEnum('message_status', [
  'streaming',
  'complete',
  'stopped',
  'interrupted',
  'failed',
]);

export const messages = pgTable(
  'messages',
  {
    ...ownedColumns(),
    conversationId: uuid('conversation_id').notNull(),
    /** The message that this one follows; null for the first. */
    parentId: uuid('parent_id'),
    role: messageRole('role').notNull(),
    status: messageStatus('status').notNull(),
    /** The text alone; tool calls remember where in it they stood. */
    content: text('content').notNull(),
    model: text('model'),
    inputTokens: integer('input_tokens'),
    outputTokens: integer('output_tokens'),
    /** What went wrong, in words for the person. */
    error: text('error'),
    /** Which writing of the answer this is; a process that writes an older one has lost it. */
    attempt: integer('attempt').notNull().default(1),
    heartbeatAt: moment('heartbeat_at'),
    createdAt: createdAt(),
    finishedAt: moment('finished_at'),
    /** Whether it is on the shown path: of several versions of a message, one is. */
    active: boolean('active').notNull().default(true),
    /** Taken out of the conversation by the person since; purged with the trash. */
    deletedAt: moment('deleted_at'),
  },
  (t) => [
    primaryKey({ columns: [t.userId, t.id] }),
    ownerPolicy('messages_owner', t.userId),
    foreignKey({
      name: 'messages_conversation_fk',
      columns: [t.userId, t.conversationId],
      foreignColumns: [conversations.userId, conversations.id],
    }).onDelete('cascade'),
    foreignKey({
      name: 'messages_parent_fk',
      columns: [t.userId, t.parentId],
      foreignColumns: [t.userId, t.id],
    }).onDelete('cascade'),
    // These lead with ids that are unique by themselves: half as large as with the user before them.
    // Messages of one millisecond are few: their ids need no place in the index.
    index('messages_thread_idx').on(t.conversationId, t.createdAt),
    // Versions of one message, and the children that a delete of the parent looks for.
    index('messages_parent_idx').on(t.parentId).where(sql`parent_id is not null`),
    index('messages_root_idx').on(t.conversationId).where(sql`parent_id is null`),
    // Of everybody, for the sweep; of one conversation, for who opens it.
    index('messages_running_idx').on(t.conversationId).where(sql`status = 'streaming'`),
    // The purge looks over what everybody took out.
    index('messages_purge_idx').on(t.deletedAt).where(sql`deleted_at is not null`),
    // drizzle-kit reads every column of such an index as an expression, so all are written as one.
    // Without a list of pending words, whose tidying would fall to one unlucky message: 1.3 s.
    index('messages_search_idx')
      .using('gin', sql`user_id`, sql`searchable(content)`)
      .with({ fastupdate: 'off' })
      .where(sql`active and status <> 'streaming'`),
    // What `searchable` leaves out of long texts is read through, newest first (decision 0036).
    index('messages_long_idx')
      .on(t.userId, t.id)
      .where(sql`active and status <> 'streaming' and octet_length(content) > 8000`),
    check('messages_user_not_blank', sql`${t.role} <> 'user' or ${t.content} ~ '\\S'`),
    check('messages_content_length', sql`char_length(${t.content}) <= 200000`),
    check(
      'messages_running_is_assistant',
      sql`${t.role} = 'assistant' or ${t.status} = 'complete'`,
    ),
  ],
).enableRLS();

export const toolCallState = pgEnum('tool_call_state', [
  'pending_approval',
  'running',
  'succeeded',
  'failed',
  'denied',
]);

/** What the assistant did in a message. `messages` and these rows rebuild the message exactly. */
export const toolCalls = pgTable(
  'tool_calls',
  {
    ...ownedColumns(),
    messageId: uuid('message_id').notNull(),
    /** The model's own id of the call. */
    callId: text('call_id').notNull(),
    /** Which step of the loop made the call, from 0. */
    step: integer('step').notNull(),
    /** How many characters (UTF-16 units) of the message's content came before it. */
    contentOffset: integer('content_offset').notNull(),
    toolName: text('tool_name').notNull(),
    input: jsonb('input').notNull(),
    output: jsonb('output'),
    state: toolCallState('state').notNull(),
    /** What it did, in one sentence. */
    actionTaken: text('action_taken'),
    error: text('error'),
    startedAt: moment('started_at').notNull().defaultNow(),
    finishedAt: moment('finished_at'),
  },
  (t) => [
    primaryKey({ columns: [t.userId, t.id] }),
    ownerPolicy('tool_calls_owner', t.userId),
    foreignKey({
      name: 'tool_calls_message_fk',
      columns: [t.userId, t.messageId],
      foreignColumns: [messages.userId, messages.id],
    }).onDelete('cascade'),
    uniqueIndex('tool_calls_call_idx').on(t.userId, t.messageId, t.callId),
    // The sweep looks over what waits for anybody's word.
    index('tool_calls_waiting_idx').on(t.startedAt).where(sql`state = 'pending_approval'`),
  ],
).enableRLS();

/** What a person thinks of an answer. */
export const messageRatings = pgTable(
  'message_ratings',
  {
    userId: uuid('user_id')
      .notNull()
      .references(() => users.id, { onDelete: 'cascade' }),
    messageId: uuid('message_id').notNull(),
    /** 1 thumbs up, -1 thumbs down. */
    rating: smallint('rating').notNull(),
    note: text('note').notNull().default(''),
    createdAt: createdAt(),
    updatedAt: updatedAt(),
  },
  (t) => [
    primaryKey({ columns: [t.userId, t.messageId] }),
    ownerPolicy('message_ratings_owner', t.userId),
    foreignKey({
      name: 'message_ratings_message_fk',
      columns: [t.userId, t.messageId],
      foreignColumns: [messages.userId, messages.id],
    }).onDelete('cascade'),
    check('message_ratings_rating', sql`${t.rating} in (-1, 1)`),
    check('message_ratings_note_length', sql`char_length(${t.note}) <= 2000`),
  ],
).enableRLS();
