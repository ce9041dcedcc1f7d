import { convertToModelMessages, type ModelMessage } from 'ai';
import { pageMessages } from '@/lib/conversations';
import type { Scope } from '@/lib/scope';
import { toUiMessage } from './thread';

/** How much of a conversation the model sees: at most so many messages, and about so many tokens. */
export const HISTORY = { messages: 60, tokens: 24_000 };

/**
 * The conversation up to now as the model sees it: the newest messages that fit the budget,
 * starting with one of the person's. The newest question and what was done for it always stay.
 */
export async function loadHistory(
  scope: Scope,
  conversationId: string,
  now: Date,
  budget = HISTORY,
): Promise<ModelMessage[]> {
  const page = await pageMessages(scope, conversationId, { limit: budget.messages, now });
  const kept: ModelMessage[][] = [];
  let tokens = 0;
  let hasQuestion = false;
  for (const message of page.messages.toReversed()) {
    const converted = await convertToModelMessages([toUiMessage(message)], {
      ignoreIncompleteToolCalls: true,
    });
    tokens += estimateTokens(converted);
    if (hasQuestion && tokens > budget.tokens) break;
    kept.push(converted);
    hasQuestion ||= message.role === 'user';
  }
  while (kept.length > 0 && kept.at(-1)?.[0]?.role !== 'user') kept.pop();
  return kept.reverse().flat();
}

/** Four bytes a token: about right for English, and on the safe side for scripts of three bytes. */
function estimateTokens(messages: ModelMessage[]): number {
  return Math.ceil(Buffer.byteLength(JSON.stringify(messages)) / 4);
}
