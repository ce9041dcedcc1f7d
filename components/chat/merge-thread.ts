import type { SaydoMessage } from '@/lib/agent/message';
import { isToolPart } from './tool-parts';

/**
 * What is stored wins over what this tab knows; older pages stay before it, and messages that were
 * never stored stay after it.
 */
export function mergeThread(now: SaydoMessage[], stored: SaydoMessage[]): SaydoMessage[] {
  const storedIds = new Set(stored.map((message) => message.id));
  const firstShared = now.findIndex((message) => storedIds.has(message.id));
  const older = firstShared === -1 ? [] : now.slice(0, firstShared);
  const rest = firstShared === -1 ? now : now.slice(firstShared);
  const unsent = rest.filter((message) => message.role === 'user' && !storedIds.has(message.id));
  return [...older, ...stored, ...unsent];
}

/**
 * Before a retry: an answer that broke off goes on behind the last thing it did, so the text after that
 * goes, and an answer in which nothing was done goes altogether.
 */
export function withoutTail(now: SaydoMessage[]): SaydoMessage[] {
  const last = now.at(-1);
  if (last?.role !== 'assistant') return now;
  const kept = last.parts.slice(0, last.parts.findLastIndex(isToolPart) + 1);
  const before = now.slice(0, -1);
  if (kept.length === 0) return before;
  return [...before, { ...last, parts: kept }];
}
