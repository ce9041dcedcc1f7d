'use client';

import { ArrowDown } from 'lucide-react';
import { useEffect, useMemo, useRef, useState } from 'react';
import { v7 as uuidv7 } from 'uuid';
import { useShell } from '../layout/shell-context';
import { usePageTitle } from '../layout/use-page-title';
import { whenGreeted } from '../settings/greeted';
import { Button } from '../ui/button';
import { cn } from '../ui/cn';
import { Composer } from './composer';
import { Contexts } from './contexts';
import { type Greeting, Landing } from './landing';
import { LiveRegion } from './live-region';
import type { Editing } from './message-actions-context';
import { focusMessage } from './message-list';
import { textOf } from './message-text';
import { QueueList } from './queue-list';
import type { Queued } from './read-queue';
import { report } from './report';
import { Thread } from './thread';
import { isUnsent } from './thread-window';
import { indexTasks } from './tool-parts';
import { useDraft, useUnsentDraft } from './use-draft';
import { useMark } from './use-mark';
import { useMessageActions } from './use-message-actions';
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
  const { messages, running, error, tail, thread } = chat;
  const begins = greeting !== undefined;
  const stored = useStored(!begins || messages.some(({ role }) => role === 'assistant'));
  const fresh = begins && messages.length === 0 && !stored;
  const [text, write] = useDraft(stored ? chat.id : 'new');
  const queue = useQueue(chat.id, opening.thread.messages);
  const [target, setTarget] = useState(opening.target ?? null);
  const { scroller, content, stuck, away, jump, release } = useStickToBottom({
    complete: !thread.hasNewer,
    opensAtEnd: opening.target === undefined,
  });
  const input = useRef<HTMLTextAreaElement>(null);
  const [editing, setEditing] = useState<Editing | null>(null);
  const index = useMemo(() => indexTasks(messages), [messages]);
  const marked = useMark(target, scroller);
  const actions = useMessageActions(chat, goTo);

  // A new chat gets its address once it is stored, without starting over.
  useEffect(() => {
    if (!begins || !stored) return;
    let left = false;
    // The greeting of a first visit renders the page of the address anew: under its own address that
    // would be another page, which takes the place of this one with all that it holds.
    void whenGreeted().then(() => {
      if (!left) window.history.replaceState(null, '', `/chat/${chat.id}`);
    });
    return () => {
      left = true;
    };
  }, [begins, stored, chat.id]);

  const unsent = tail && isUnsent(tail) ? textOf(tail) : null;
  const failed = error ? unsent : null;
  // A new chat has no address to come back to yet: a reload finds what was on its way in the draft.
  useUnsentDraft(stored ? null : unsent, text === '', 'new');

  const pageTitle = usePageTitle();
  const { setOpened } = useShell();
  useEffect(() => {
    if (!begins) setOpened({ id: chat.id, title });
  }, [begins, chat.id, title, setOpened]);

  const sending = useRef(false);
  const stops = useRef(0);
  const { next } = queue;
  const idle = !running && !error;
  useEffect(() => {
    if (next && idle && !sending.current) void send(next);
  });

  useEffect(() => {
    // On a phone the keyboard would cover what there is to see.
    if (begins && window.matchMedia('(min-width: 52rem)').matches) input.current?.focus();
  }, [begins]);

  async function send(message: Queued) {
    sending.current = true;
    queue.take(message);
    const stopsBefore = stops.current;
    const sent = await chat.send(message).finally(() => {
      sending.current = false;
    });
    if (sent === 'accepted') queue.forget(message.id);
    const stopped = stops.current !== stopsBefore;
    if (sent === 'waits' || sent === 'kept') queue.putBack(message, sent === 'kept' || stopped);
  }

  function say(words: string) {
    const message = { id: uuidv7(), text: words };
    // Behind one that could not be sent: what was said first goes first.
    if (running || sending.current || failed) queue.add(message);
    else void send(message);
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

  function editUnsent(message: Queued) {
    chat.takeBack(message.id);
    queue.forget(message.id);
    fill(message.text);
  }

  function stop() {
    stops.current += 1;
    queue.pause();
    void chat.stop();
  }

  function goTo(messageId: string, moved: boolean) {
    if (moved) {
      release();
      setTarget(messageId);
    }
    // What had the focus is gone with the other version.
    requestAnimationFrame(() => focusMessage(scroller.current, messageId));
  }

  async function jumpToLatest() {
    try {
      if (thread.hasNewer) await thread.openNewest();
      jump(thread.hasNewer ? 'auto' : 'smooth');
    } catch (caught) {
      report(caught);
    }
  }

  return (
    <div className={cn('relative flex min-h-0 flex-1 flex-col', fresh && 'md:justify-center')}>
      <div
        ref={scroller}
        data-messages
        className={cn(
          // Room for the bar on both sides: the messages stand above the composer, with it or without.
          'quiet-scroll min-h-0 flex-1 overflow-y-auto [overflow-anchor:none] [scrollbar-gutter:stable_both-edges]',
          fresh && 'md:flex-none',
        )}
      >
        <div
          ref={content}
          className="mx-auto flex min-h-full w-full max-w-3xl flex-col px-4 md:px-6"
        >
          {fresh && greeting ? (
            <Landing greeting={greeting} onSend={say} onFill={fill} />
          ) : (
            <Contexts index={index} chat={chat} actions={{ ...actions, editing, setEditing }}>
              <h1 className="sr-only">{pageTitle || title}</h1>
              <Thread
                chat={chat}
                scroller={scroller}
                stuck={stuck}
                target={target}
                held={[editing?.messageId ?? null]}
                marked={marked}
                onEdit={editUnsent}
                onSay={say}
              />
            </Contexts>
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
            onClick={() => void jumpToLatest()}
          >
            <ArrowDown aria-hidden="true" className="size-3.5" /> Jump to latest
          </Button>
        ) : null}
        <QueueList
          queued={queue.queued}
          paused={!next && !running && !failed}
          blocked={failed !== null}
          onRemove={queue.remove}
          onResume={queue.resume}
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
      <p role="status" className="sr-only">
        {actions.told}
      </p>
      <LiveRegion message={tail} running={running} />
    </div>
  );
}

/** Whether the conversation is stored: once it is, it stays so. */
function useStored(now: boolean): boolean {
  const [stored, setStored] = useState(now);
  if (now && !stored) setStored(true);
  return stored || now;
}

function lastSaid(messages: ReturnType<typeof useSaydoChat>['messages']): string | null {
  const message = messages.findLast(({ role }) => role === 'user');
  return message ? textOf(message) : null;
}
