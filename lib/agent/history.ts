import { convertToModelMessages, type ModelMessage } from 'ai';
import { pageMessages, type StoredMessage } from '@/lib/conversations';
import type { Scope } from '@/lib/scope';
import { toUiMessage } from './thread';

/** How much of a conversation the model sees: at most so many messages, and about so many tokens. */
export const HISTORY = { messages: 60, tokens: 24_000 };

/** The newest messages of a conversation, oldest first: as many as a model ever sees. */
export async function readHistory(
  scope: Scope,
  conversationId: string,
  now: Date,
): Promise<StoredMessage[]> {
  return (await pageMessages(scope, conversationId, { limit: HISTORY.messages, now })).messages;
}

/** A conversation as the model sees it, and how many of the messages are not in it: the oldest. */
type Fitted = { prompt: ModelMessage[]; dropped: number };

/**
 * A conversation as the model sees it: the newest messages that fit the budget, starting with one
 * of the person's. The newest question and what was done for it always stay.
 */
export async function fitHistory(
  messages: StoredMessage[],
  budget = HISTORY.tokens,
): Promise<Fitted> {
  const kept: ModelMessage[][] = [];
  let tokens = 0;
  let hasQuestion = false;
  for (const message of messages.toReversed()) {
    const converted = await toModelMessages(message);
    tokens += estimateTokens(converted);
    if (hasQuestion && tokens > budget) break;
    kept.push(converted);
    hasQuestion ||= message.role === 'user';
  }
  while (kept.length > 0 && kept.at(-1)?.[0]?.role !== 'user') kept.pop();
  return { prompt: kept.reverse().flat(), dropped: messages.length - kept.length };
}

/** The SDK tells of a declined call as of any error; the prompt has a kind of its own for it. */
async function toModelMessages(message: StoredMessage): Promise<ModelMessage[]> {
  const denied = new Map(
    message.toolCalls.filter(({ state }) => state === 'denied').map((call) => [call.callId, call]),
  );
  const converted = await convertToModelMessages([toUiMessage(message)], {
    ignoreIncompleteToolCalls: true,
  });
  return converted.map((part) =>
    part.role !== 'tool'
      ? part
      : {
          ...part,
          content: part.content.map((result) => {
            const call = result.type === 'tool-result' && denied.get(result.toolCallId);
            if (!call) return result;
            return {
              ...result,
              output: { type: 'execution-denied' as const, reason: call.error ?? '' },
            };
          }),
        },
  );
}

/** Four bytes a token: about right for English, and on the safe side for scripts of three bytes. */
function estimateTokens(messages: ModelMessage[]): number {
  return Math.ceil(Buffer.byteLength(JSON.stringify(messages)) / 4);
}
