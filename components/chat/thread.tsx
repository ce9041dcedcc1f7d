'use client';

import type { RefObject } from 'react';
import { Button } from '../ui/button';
import { Message, Thinking } from './message';
import { MessageList } from './message-list';
import { textOf } from './message-text';
import { offeredAnswers } from './offered-answers';
import { SendFailure } from './send-failure';
import { isUnsent } from './thread-window';
import type { SaydoChat } from './use-saydo-chat';

type ThreadProps = {
  chat: SaydoChat;
  scroller: RefObject<HTMLDivElement | null>;
  /** Whether the list follows its end, rather than the reader. */
  stuck: RefObject<boolean>;
  /** The message to show first; without one, the newest. */
  target: string | null;
  /** Messages that stay in the page, by id. */
  held: (string | null)[];
  /** The message to point out. */
  marked: string | null;
  /** Puts a message's text back into the composer. */
  onEdit: (message: { id: string; text: string }) => void;
  onSay: (text: string) => void;
};

/** What was said and done in a conversation, and why it can't go on where it can't. */
export function Thread({
  chat,
  scroller,
  stuck,
  target,
  held,
  marked,
  onEdit,
  onSay,
}: ThreadProps) {
  const { running, tail } = chat;
  return (
    <>
      <MessageList
        thread={chat.thread}
        scroller={scroller}
        stuck={stuck}
        held={held}
        target={target}
      >
        {(message) => (
          <Message
            message={message}
            live={running && message.id === tail?.id && tail.metadata?.status === 'streaming'}
            last={message.id === tail?.id}
            marked={message.id === marked}
          />
        )}
      </MessageList>
      {chat.thread.hasNewer ? null : <ThreadEnd chat={chat} onEdit={onEdit} onSay={onSay} />}
    </>
  );
}

/** What stands below the newest message. */
function ThreadEnd({ chat, onEdit, onSay }: Pick<ThreadProps, 'chat' | 'onEdit' | 'onSay'>) {
  const { running, error, tail } = chat;
  const broken = ['stopped', 'interrupted', 'failed'].includes(tail?.metadata?.status ?? '');
  const answered = tail?.role === 'assistant' && !running && !error && !broken;
  const answers = answered ? offeredAnswers(textOf(tail)) : [];
  const unsent = tail && isUnsent(tail) ? { id: tail.id, text: textOf(tail) } : null;
  return (
    <div className="flex flex-col gap-3 pb-6 empty:hidden">
      {running && tail?.role === 'user' ? <Thinking /> : null}
      {answers.length > 0 ? (
        <ul aria-label="Answers" className="flex flex-wrap gap-2">
          {answers.map(({ label, says }) => (
            <li key={says} className="max-w-full">
              <Button size="sm" onClick={() => onSay(says)}>
                <span className="wrap-anywhere-safe">{label}</span>
              </Button>
            </li>
          ))}
        </ul>
      ) : null}
      {chat.lost ? (
        <p role="status" className="text-ink-faint text-sm">
          The connection broke off. It is being made again; the answer goes on.
        </p>
      ) : null}
      {error && !running ? (
        <SendFailure
          key={error.message}
          error={error}
          onRetry={chat.retry}
          onEdit={unsent ? () => onEdit(unsent) : undefined}
        />
      ) : null}
      {broken && !error && !running ? (
        <div className="-mt-2">
          <Button size="sm" onClick={() => void chat.retry()}>
            Retry
          </Button>
        </div>
      ) : null}
    </div>
  );
}
