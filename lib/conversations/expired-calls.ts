import type { messages, toolCalls } from '@/db/schema';

type Call = typeof toolCalls.$inferSelect;
type Message = typeof messages.$inferSelect & { toolCalls: Call[] };

/** How long what waits for the person's word waits for it, in ms. */
const APPROVAL_LIMIT = 24 * 60 * 60 * 1000;

/** What is stored of a call that nobody decided in time. */
export const EXPIRED =
  'Nobody decided this within a day, so it has expired, and nothing was changed.';

/** Whether a call has waited for the person's word for too long. */
export function isExpired(call: Pick<Call, 'state' | 'startedAt'>, now: Date): boolean {
  return call.state === 'pending_approval' && call.startedAt < expiredBefore(now);
}

/** What waits since before this has expired. */
export function expiredBefore(now: Date): Date {
  return new Date(now.getTime() - APPROVAL_LIMIT);
}

/**
 * The message as it is now: once one of its calls has expired, so have those that were approved and
 * waited for it. The rows say so after the sweep, or when something is said next.
 */
export function expireCalls(message: Message, now: Date): Message {
  if (message.status === 'streaming' || !message.toolCalls.some((call) => isExpired(call, now)))
    return message;
  return {
    ...message,
    toolCalls: message.toolCalls.map((call) =>
      call.state === 'pending_approval' || call.state === 'running'
        ? { ...call, state: 'denied', error: EXPIRED }
        : call,
    ),
  };
}
