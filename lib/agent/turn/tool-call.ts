import { and, eq, type SQL, sql } from 'drizzle-orm';
import { v7 as uuidv7 } from 'uuid';
import type { Transaction } from '@/db';
import { conversationMetadata, messages, taskUpdates, toolCalls } from '@/db/schema';
import type { Clock } from '@/lib/clock';
import type { MessageRow, ToolCallRow } from '@/lib/conversations';
import { joinTransaction, type Scope } from '@/lib/scope';
import type { ToolName } from '@/lib/tools';
import { callTool } from '@/lib/tools/call';
import { ToolError, type ToolResult } from '@/lib/tools/define';
import { isWriting } from './answer-row';
import { refuseDoubtful } from './doubt';

/** Where in the answer a call stands: which step made it, after how many characters of text. */
export type CallPlace = { step: number; contentOffset: number };

export type CallOfTurn = {
  answer: MessageRow;
  clock: Clock;
  toolName: ToolName;
  callId: string;
  input: unknown;
  place: CallPlace;
  /** The text of the answer so far: saved with the call, so that none stands behind lost words. */
  content: string;
  /** Whether its days are compared to the person's words: a language model's, approved by nobody. */
  isDoubted?: boolean;
};

/** What a call's row is made of. */
type StoredCall = Omit<CallOfTurn, 'clock' | 'content' | 'isDoubted'>;

/** The answer that called has ended, so the call does nothing. */
export class TurnEnded extends Error {
  override name = 'TurnEnded';
  constructor() {
    super('The answer has ended.');
  }
}

/**
 * Runs one call of a turn and gives its output: its row, the change, the history and the counters commit together. A
 * call that is stored as done answers with what it did then and acts no second time. A refusal is
 * stored as a failed call and thrown as a `ToolError`.
 */
export async function runToolCall(scope: Scope, call: CallOfTurn): Promise<unknown> {
  try {
    return await scope.run(async (tx) => {
      const row = await claimCall(tx, scope, call);
      if (row.state === 'succeeded') return row.output;
      if (row.state !== 'running') throw new Error('A call ran that was not approved.');
      if (call.isDoubted) await refuseDoubtful(tx, scope, call);
      // What was approved is what is stored, whatever the model says now.
      const result = await callTool(call.toolName, row.input, {
        scope: joinTransaction(scope, tx),
        clock: call.clock,
        change: {
          actor: 'assistant',
          batchId: call.answer.id,
          clock: call.clock,
          source: {
            conversationId: call.answer.conversationId,
            messageId: call.answer.id,
            toolCallId: row.id,
          },
        },
      });
      await finishCall(tx, scope, call, row, result);
      return result.output;
    });
  } catch (error) {
    if (!(error instanceof ToolError)) throw error;
    await storeRefusal(scope, call, error.message);
    throw error;
  }
}

/** Stores a call that waits for the person's word. Its id is what the decision will name. */
export function storePendingCall(
  scope: Scope,
  call: Omit<CallOfTurn, 'clock'>,
): Promise<ToolCallRow> {
  return scope.run(async (tx) => {
    await holdAnswer(tx, scope, call);
    // It waits since the turn: in the time by which it will have expired.
    const startedAt = call.answer.heartbeatAt ?? undefined;
    return insertCall(tx, scope, call, { state: 'pending_approval', startedAt });
  });
}

/** Stores a call that could not even be read, with the reason. */
export async function storeRefusal(scope: Scope, call: StoredCall, error: string): Promise<void> {
  await scope.run(async (tx) => {
    const failed = { state: 'failed', error, finishedAt: sql`clock_timestamp()` } as const;
    const row = await insertCall(tx, scope, call, failed, failed);
    await countCall(tx, scope, call, { success: false, toolCallId: row.id });
  });
}

async function claimCall(tx: Transaction, scope: Scope, call: CallOfTurn): Promise<ToolCallRow> {
  await holdAnswer(tx, scope, call);
  return insertCall(tx, scope, call, { state: 'running', startedAt: call.clock.now });
}

/**
 * Saves the text so far and holds the answer's row, so that a stop waits for the call or the call
 * sees the stop.
 */
async function holdAnswer(
  tx: Transaction,
  scope: Scope,
  { answer, content }: Pick<CallOfTurn, 'answer' | 'content'>,
): Promise<void> {
  const rows = await tx
    .update(messages)
    .set({ content })
    .where(isWriting(scope, answer))
    .returning({ id: messages.id });
  if (rows.length === 0) throw new TurnEnded();
}

type CallFields = {
  state: ToolCallRow['state'];
  startedAt?: Date;
  error?: string;
  finishedAt?: SQL;
};

/** Inserts the call's row, or gives the one that is there, changed by `onConflict`. */
async function insertCall(
  tx: Transaction,
  scope: Scope,
  { answer, callId, toolName, input, place }: StoredCall,
  fields: CallFields,
  onConflict?: CallFields,
): Promise<ToolCallRow> {
  const [row] = await tx
    .insert(toolCalls)
    .values({
      userId: scope.userId,
      id: uuidv7(),
      messageId: answer.id,
      callId,
      toolName,
      input: input ?? null,
      ...place,
      ...fields,
    })
    .onConflictDoUpdate({
      target: [toolCalls.userId, toolCalls.messageId, toolCalls.callId],
      // Without a change of its own it keeps the row, but returns and locks it.
      set: onConflict ?? { callId },
    })
    .returning();
  if (!row) throw new Error('The call was not stored.');
  return row;
}

async function finishCall(
  tx: Transaction,
  scope: Scope,
  call: CallOfTurn,
  row: ToolCallRow,
  { output, actionTaken }: ToolResult<unknown>,
): Promise<void> {
  await tx
    .update(toolCalls)
    .set({ state: 'succeeded', output, actionTaken, finishedAt: sql`clock_timestamp()` })
    .where(and(eq(toolCalls.userId, scope.userId), eq(toolCalls.id, row.id)));
  await countCall(tx, scope, call, { success: true, toolCallId: row.id });
}

/** Keeps the conversation's counters; tasks are counted by the history that this call wrote. */
async function countCall(
  tx: Transaction,
  scope: Scope,
  { answer, toolName }: Pick<CallOfTurn, 'answer' | 'toolName'>,
  { success, toolCallId }: { success: boolean; toolCallId: string },
): Promise<void> {
  const written = (type: 'added' | 'completed') => sql`(
    select count(*)::int from ${taskUpdates}
    where ${taskUpdates.userId} = ${scope.userId}
      and ${taskUpdates.toolCallId} = ${toolCallId}
      and ${taskUpdates.updateType} = ${type}
  )`;
  await tx
    .update(conversationMetadata)
    .set({
      lastToolName: toolName,
      lastToolSuccess: success,
      taskCountCreated: sql`${conversationMetadata.taskCountCreated} + ${written('added')}`,
      taskCountCompleted: sql`${conversationMetadata.taskCountCompleted} + ${written('completed')}`,
    })
    .where(
      and(
        eq(conversationMetadata.userId, scope.userId),
        eq(conversationMetadata.conversationId, answer.conversationId),
      ),
    );
}
