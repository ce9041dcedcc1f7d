import type { SaydoMessage } from '@/lib/agent/message';
import { isToolPart } from './tool-parts';

/**
 * Before a retry: what stays of an answer that broke off. It goes on behind the last thing it did, so
 * the text after that goes; an answer in which nothing was done goes altogether, which is null.
 */
export function withoutTail(answer: SaydoMessage): SaydoMessage | null {
  const parts = answer.parts.slice(0, answer.parts.findLastIndex(isToolPart) + 1);
  return parts.length > 0 ? { ...answer, parts } : null;
}
