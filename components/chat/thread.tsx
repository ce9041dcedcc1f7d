'use client';

import { useState } from 'react';
import { Button } from '../ui/button';
import { toast } from '../ui/toast';
import { Message, Thinking } from './message';
import { textOf } from './message-text';
import { SendFailure } from './send-failure';
import type { useSaydoChat } from './use-saydo-chat';

type ThreadProps = {
  chat: ReturnType<typeof useSaydoChat>;
  /** Puts a message's text back into the composer. */
  onEdit: (text: string) => void;
};

/** What was said and done in a conversation, and why it can't go on where it can't. */
export function Thread({ chat, onEdit }: ThreadProps) {
  const { messages, running, error } = chat;
  const last = messages.at(-1);
  const waiting = running && last?.role === 'user';
  const broken = ['stopped', 'interrupted', 'failed'].includes(last?.metadata?.status ?? '');
  return (
    <div className="flex flex-col gap-6 py-6">
      {chat.hasOlder ? <OlderButton load={chat.loadOlder} /> : null}
      {messages.map((message) => (
        <Message
          key={message.id}
          message={message}
          live={running && message === last}
          last={message === last}
        />
      ))}
      {waiting ? <Thinking /> : null}
      {error && !running ? (
        <SendFailure
          key={error.message}
          error={error}
          onRetry={chat.retry}
          onEdit={
            last?.role === 'user'
              ? () => {
                  chat.takeBack(last.id);
                  onEdit(textOf(last));
                }
              : undefined
          }
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

function OlderButton({ load }: { load: () => Promise<void> }) {
  const [busy, setBusy] = useState(false);

  async function show() {
    setBusy(true);
    try {
      await load();
    } catch {
      toast({
        tone: 'error',
        title: 'Earlier messages could not be loaded.',
        description: 'Try again in a moment.',
      });
    }
    setBusy(false);
  }

  return (
    <Button
      variant="ghost"
      size="sm"
      busy={busy}
      onClick={() => void show()}
      className="self-center"
    >
      Show earlier messages
    </Button>
  );
}
