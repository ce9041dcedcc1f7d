import { convertToModelMessages, type ModelMessage } from 'ai';
import { pageMessages } from '@/lib/conversations';
import type { Scope } from '@/lib/scope';
import { toUiMessage } from './thread';

/** How much of a conversation the model sees: at most so many messages, and about so many tokens. */
export const HISTORY = { messages: 60, tokens: 24_000 };

/**
 * The conversation up to now as the model sees it: the newest messages that fit the budget,
 * starting with one of the person's. `tokens` is an estimate at four characters a token.
 */
export async function loadHistory(
  scope: Scope,
  conversationId: string,
  now: Date,
  budget = HISTORY,
): Promise<ModelMessage[]> {
  const page = await pageMessages(scope, conversationId, { limit: budget.messages, now });
  const kept: ModelMessage[][] = [];
  let characters = 0;
  for (const message of page.messages.toReversed()) {
    const converted = await convertToModelMessages([toUiMessage(message)], {
      ignoreIncompleteToolCalls: true,
    });
    characters += JSON.stringify(converted).length;
    if (kept.length > 0 && characters > budget.tokens * 4) break;
    kept.push(converted);
  }
  while (kept.length > 1 && kept.at(-1)?.[0]?.role !== 'user') kept.pop();
  return kept.reverse().flat();
}
