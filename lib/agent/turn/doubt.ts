import { and, eq, inArray } from 'drizzle-orm';
import type { Transaction } from '@/db';
import { messages, toolCalls } from '@/db/schema';
import type { Clock } from '@/lib/clock';
import type { MessageRow } from '@/lib/conversations';
import type { Scope } from '@/lib/scope';
import { ToolError } from '@/lib/tools/define';
import { type Intent, secondOpinion, writesTheSame } from '../second-opinion';

/**
 * Throws a `ToolError` when a call writes another day than the person's sentence says, unless the
 * sentence leaves room for doubt and the model has made the same call before in this turn.
 */
export async function refuseDoubtful(
  tx: Transaction,
  scope: Scope,
  { answer, clock, toolName, input }: Intent & { answer: MessageRow; clock: Clock },
): Promise<void> {
  const sentence = await readSentence(tx, scope, answer);
  if (!sentence) return;
  const intent = { toolName, input };
  const calls = await readCalls(tx, scope, answer);
  const made = calls.filter(({ state }) => state === 'succeeded');
  const objection = secondOpinion(sentence, intent, made, clock);
  if (!objection) return;
  const refused = calls.filter(({ state }) => state === 'failed');
  if (objection.mayInsist && refused.some((call) => writesTheSame(call, intent))) return;
  throw new ToolError(objection.error, objection.try_next);
}

/** What the person said that this answers. */
async function readSentence(
  tx: Transaction,
  scope: Scope,
  { parentId }: MessageRow,
): Promise<string | null> {
  if (!parentId) return null;
  const [question] = await tx
    .select({ content: messages.content })
    .from(messages)
    .where(
      and(eq(messages.userId, scope.userId), eq(messages.id, parentId), eq(messages.role, 'user')),
    );
  return question?.content ?? null;
}

function readCalls(tx: Transaction, scope: Scope, { id }: MessageRow) {
  return tx
    .select({ toolName: toolCalls.toolName, input: toolCalls.input, state: toolCalls.state })
    .from(toolCalls)
    .where(
      and(
        eq(toolCalls.userId, scope.userId),
        eq(toolCalls.messageId, id),
        inArray(toolCalls.state, ['succeeded', 'failed']),
      ),
    );
}
