import { and, eq, isNull } from 'drizzle-orm';
import { conversations, messages, toolCalls } from '@/db/schema';
import { isLost } from '@/lib/conversations';
import { HttpError, NotFound } from '@/lib/http';
import type { Scope } from '@/lib/scope';
import type { Begun } from './begin';
import { answerIsRunning, setRunning } from './retry';

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
    if (answer.status === 'streaming' && !isLost(answer, decide.now)) throw answerIsRunning();

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
