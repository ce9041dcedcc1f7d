import type { SaydoMessage } from '@/lib/agent/message';

/** A person's message and the answer to it, by id. */
export function pairOf(messages: SaydoMessage[], messageId: string): string[] {
  const place = messages.findIndex(({ id }) => id === messageId);
  const answer = messages[place + 1];
  return place !== -1 && answer?.role === 'assistant' ? [messageId, answer.id] : [messageId];
}

/** How many changes of tasks stand that were made by the answers after a message. */
export function actedSince(messages: SaydoMessage[], messageId: string): number {
  const place = messages.findIndex(({ id }) => id === messageId);
  const later = place === -1 ? [] : messages.slice(place + 1);
  return later.reduce((sum, { metadata }) => sum + (metadata?.acted ?? 0), 0);
}
