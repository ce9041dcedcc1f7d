import { DefaultChatTransport } from 'ai';
import type { SaydoMessage } from '@/lib/agent/message';
import { request } from '../layout/fetch-json';
import { textOf } from './message-text';

/** A decision about a call that waits: all that the client may say about it. */
export type Decision = { id: string; approved: boolean };

/** Sends the last message of the person, or a decision, and reads the answer as it is written. */
export function createTransport() {
  return new DefaultChatTransport<SaydoMessage>({
    api: '/api/chat',
    fetch: request,
    prepareSendMessagesRequest: ({ id, messages, body }) => ({ body: bodyOf(id, messages, body) }),
  });
}

function bodyOf(id: string, messages: SaydoMessage[], body: object | undefined) {
  if (body && 'approval' in body) return { id, approval: body.approval };
  const message = messages.findLast(({ role }) => role === 'user');
  if (!message) throw new Error('There is no message to send.');
  const text = textOf(message);
  return { id, message: { id: message.id, role: 'user', parts: [{ type: 'text', text }] } };
}
