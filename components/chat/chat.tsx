'use client';

import { ArrowDown } from 'lucide-react';
import { useEffect, useMemo, useRef } from 'react';
import { v7 as uuidv7 } from 'uuid';
import { Button } from '../ui/button';
import { cn } from '../ui/cn';
import { Composer } from './composer';
import { type Greeting, Landing } from './landing';
import { LiveRegion } from './live-region';
import { textOf } from './message-text';
import { QueueList } from './queue-list';
import { Thread } from './thread';
import { ThreadContext } from './thread-context';
import { indexTasks } from './tool-parts';
import { useDraft, useUnsentDraft } from './use-draft';
import { useQueue } from './use-queue';
import { type Opening, useSaydoChat } from './use-saydo-chat';
import { useStickToBottom } from './use-stick-to-bottom';

type ChatProps = {
  opening: Opening;
  /** The conversation's title, for its heading. */
  title: string;
  /** What a new chat shows before the first message. */
  greeting?: Greeting;
};

/** A conversation with its composer. */
export function Chat({ opening, title, greeting }: ChatProps) {
  const chat = useSaydoChat(opening);
  const { messages, running, error } = chat;
  const fresh = messages.length === 0;
  const [text, write] = useDraft(fresh ? 'new' : chat.id);
  const queue = useQueue(chat.id);
  const { scroller, content, away, jump } = useStickToBottom();
  const input = useRef<HTMLTextAreaElement>(null);
  const index = useMemo(() => indexTasks(messages), [messages]);
  const last = messages.at(-1);

  // A new chat gets its address once it is stored, without starting over.
  const begins = greeting !== undefined;
  const stored = !begins || messages.some(({ role }) => role === 'assistant');
  useEffect(() => {
    if (begins && stored) window.history.replaceState(null, '', `/chat/${chat.id}`);
  }, [begins, stored, chat.id]);

  const failed = error && last?.role === 'user' ? textOf(last) : null;
  useUnsentDraft(failed, text === '', stored ? chat.id : 'new');

  const [next] = queue.queued;
  const idle = !running && !error;
  useEffect(() => {
    if (!next || !idle || queue.paused) return;
    queue.remove(next.id);
    void chat.send(next.text);
  });

  useEffect(() => {
    // On a phone the keyboard would cover what there is to see.
    if (begins && window.matchMedia('(min-width: 52rem)').matches) input.current?.focus();
  }, [begins]);

  function say(words: string) {
    if (running) queue.add({ id: uuidv7(), text: words });
    else void chat.send(words);
    jump();
  }

  function sendDraft(words: string) {
    write('');
    say(words);
  }

  function fill(words: string) {
    write(words);
    input.current?.focus();
  }

  function stop() {
    queue.setPaused(true);
    void chat.stop();
  }

  return (
    <div className={cn('relative flex min-h-0 flex-1 flex-col', fresh && 'md:justify-center')}>
      <div
        ref={scroller}
        className={cn('quiet-scroll min-h-0 flex-1 overflow-y-auto', fresh && 'md:flex-none')}
      >
        <div
          ref={content}
          className="mx-auto flex min-h-full w-full max-w-3xl flex-col px-4 md:px-6"
        >
          {fresh && greeting ? (
            <Landing greeting={greeting} onSend={say} onFill={fill} />
          ) : (
            <ThreadContext value={{ index, decide: chat.decide }}>
              <h1 className="sr-only">{title}</h1>
              <Thread chat={chat} onEdit={fill} />
            </ThreadContext>
          )}
        </div>
      </div>
      <div
        className={cn(
          'relative mx-auto w-full max-w-3xl shrink-0 px-3 pb-3 md:px-6',
          fresh ? 'md:pb-[14vh]' : 'md:pb-5',
        )}
      >
        {away ? (
          <Button
            size="sm"
            className="absolute -top-10 left-1/2 -translate-x-1/2 rounded-full shadow-float"
            onClick={() => jump('smooth')}
          >
            <ArrowDown aria-hidden="true" className="size-3.5" /> Jump to latest
          </Button>
        ) : null}
        <QueueList
          queued={queue.queued}
          paused={queue.paused && !running}
          onRemove={queue.remove}
          onResume={() => queue.setPaused(false)}
        />
        <Composer
          text={text}
          onChange={write}
          onSend={sendDraft}
          running={running}
          stopping={chat.stopping}
          onStop={stop}
          lastSaid={lastSaid(messages)}
          inputRef={input}
        />
      </div>
      <LiveRegion message={last} running={running} />
    </div>
  );
}

function lastSaid(messages: ReturnType<typeof useSaydoChat>['messages']): string | null {
  const message = messages.findLast(({ role }) => role === 'user');
  return message ? textOf(message) : null;
}
