import { and, eq, isNull } from 'drizzle-orm';
import { conversations, messages, toolCalls } from '@/db/schema';
import { answerIsRunning, isExpired, isRunning } from '@/lib/conversations';
import { HttpError, NotFound } from '@/lib/http';
import type { Scope } from '@/lib/scope';
import { setRunning } from './retry';
import type { Begun } from './store-turn';

export type Decide = {
  conversationId: string;
  /** The id of the waiting call's row. */
  approvalId: string;
  approved: boolean;
  model: string;
  now: Date;
};

/**
 * Records a decision about a call that waits. The client says only yes or no: what will run is the
 * stored input. A call that is decided already is refused.
 */
export function decideApproval(scope: Scope, decide: Decide): Promise<Begun> {
  return scope.run(async (tx) => {
    const [found] = await tx
      .select({ call: toolCalls, answer: messages })
      .from(toolCalls)
      .innerJoin(
        messages,
        and(eq(messages.userId, toolCalls.userId), eq(messages.id, toolCalls.messageId)),
      )
      .innerJoin(
        conversations,
        and(
          eq(conversations.userId, messages.userId),
          eq(conversations.id, messages.conversationId),
        ),
      )
      .where(
        and(
          eq(toolCalls.userId, scope.userId),
          eq(toolCalls.id, decide.approvalId),
          eq(messages.conversationId, decide.conversationId),
          isNull(conversations.deletedAt),
        ),
      )
      .for('update', { of: [conversations, messages, toolCalls] });
    if (!found) throw new NotFound('approval');
    const { call, answer } = found;
    if (call.state !== 'pending_approval') throw alreadyDecided();
    if (isExpired(call, decide.now)) throw hasExpired();
    if (!answer.active || answer.deletedAt) throw notShown();
    if (isRunning(answer, decide.now)) throw answerIsRunning();

    await tx
      .update(toolCalls)
      .set(
        decide.approved
          ? { state: 'running' }
          : {
              state: 'denied',
              error: 'The person declined this, and nothing was changed.',
              finishedAt: decide.now,
            },
      )
      .where(and(eq(toolCalls.userId, scope.userId), eq(toolCalls.id, call.id)));
    const waiting = await tx.$count(
      toolCalls,
      and(
        eq(toolCalls.userId, scope.userId),
        eq(toolCalls.messageId, answer.id),
        eq(toolCalls.state, 'pending_approval'),
      ),
    );
    // Other calls of the answer still wait for a decision.
    if (waiting > 0) return { kind: 'done', answer };
    return { kind: 'run', answer: await setRunning(tx, scope, answer.id, decide) };
  });
}

function alreadyDecided(): HttpError {
  return new HttpError(409, {
    error: 'This was decided already.',
    try_next: 'Reload to see what was done.',
  });
}

function hasExpired(): HttpError {
  return new HttpError(409, {
    error: 'This waited for more than a day and has expired. Nothing was changed.',
    try_next: 'Ask for it again, and decide then.',
  });
}

function notShown(): HttpError {
  return new HttpError(409, {
    error: 'This belongs to a version of the conversation that is not shown now.',
    try_next: 'Choose that version first, or ask for it again.',
  });
}
