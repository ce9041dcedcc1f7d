import type { Scope } from '@/lib/scope';
import {
  type ConversationRow,
  type ReadMessage,
  readConversations,
  readMessages,
} from '../read-all';

/**
 * One conversation, or all but those in the trash, as pieces of Markdown for people: what is shown
 * of them, with what was done as a list. Times are in `timeZone`.
 */
export async function* exportMarkdown(
  scope: Scope,
  only: ConversationRow | null,
  timeZone: string,
): AsyncGenerator<string> {
  const at = new Intl.DateTimeFormat('en-GB', {
    timeZone,
    weekday: 'short',
    day: 'numeric',
    month: 'short',
    year: 'numeric',
    hour: '2-digit',
    minute: '2-digit',
  });
  let separator = '';
  for await (const conversation of only ? [only] : readConversations(scope)) {
    yield `${separator}# ${oneLine(conversation.title) || 'Conversation'}\n`;
    separator = '\n---\n\n';
    for await (const message of readMessages(scope, conversation.id, { shown: true })) {
      yield `\n${said(message, at.format(message.createdAt))}\n`;
    }
  }
}

const endings = { stopped: 'Stopped.', interrupted: 'Interrupted.', failed: 'Broke off.' };

function said(message: ReadMessage, time: string): string {
  const who = message.role === 'user' ? 'You' : 'Saydo';
  const { status } = message;
  return [
    `**${who}**, ${time}`,
    message.content.trim(),
    message.toolCalls
      .flatMap(({ actionTaken }) => (actionTaken ? [`- ${oneLine(actionTaken)}`] : []))
      .join('\n'),
    status in endings ? `_${endings[status as keyof typeof endings]}_` : '',
  ]
    .filter(Boolean)
    .join('\n\n');
}

function oneLine(text: string): string {
  return text.replace(/\s+/gu, ' ').trim();
}
