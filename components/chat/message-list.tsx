'use client';

import {
  type FocusEvent,
  type KeyboardEvent,
  type ReactNode,
  type RefObject,
  useEffect,
  useLayoutEffect,
  useRef,
  useState,
} from 'react';
import { type CustomContainerComponentProps, Virtualizer, type VirtualizerHandle } from 'virtua';
import type { SaydoMessage } from '@/lib/agent/message';
import { EdgeButton } from './edge-button';
import { useEdges } from './use-edges';
import type { ThreadWindowState } from './use-thread-window';

/** Up to this many messages are all in the page: found by the browser's search, read by any reader. */
const WHOLE = 40;
/** How far around what is in view messages are kept ready, in px. */
const AROUND = 800;
/** The room above the first message, in px: the way to earlier ones is there. */
const ROOM_ABOVE = 48;

type MessageListProps = {
  thread: ThreadWindowState;
  scroller: RefObject<HTMLDivElement | null>;
  /** Whether the list follows its end, rather than the reader. */
  stuck: RefObject<boolean>;
  /** Messages that stay in the page wherever it is scrolled to, by id. */
  held: (string | null)[];
  /** The message to show first; without one, the newest. */
  target: string | null;
  children: (message: SaydoMessage) => ReactNode;
};

/** The messages of a conversation. Of a long one, only what is near the reader is in the page. */
export function MessageList({ thread, scroller, stuck, held, target, children }: MessageListProps) {
  const { messages } = thread;
  const list = useRef<VirtualizerHandle>(null);
  const [focused, setFocused] = useState<string | null>(null);
  const edges = useEdges(thread, scroller, stuck);
  const placeOf = (id: string) => messages.findIndex((message) => message.id === id);
  const [first] = useState(() => messages.length);
  const box = useRef<HTMLDivElement>(null);
  // Before any effect that wants to focus a message.
  useLayoutEffect(() => box.current?.removeAttribute('inert'), []);

  const shown = useRef<string | null>(null);
  useLayoutEffect(() => {
    if (!target || shown.current === target) return;
    const place = messages.findIndex(({ id }) => id === target);
    if (place === -1) return;
    shown.current = target;
    list.current?.scrollToIndex(place, { align: 'center' });
  }, [target, messages]);

  const goTo = useRef<string | null>(null);
  useEffect(() => {
    // It is in the page once it has been asked to stay there.
    if (goTo.current && goTo.current === focused) focusMessage(scroller.current, focused);
    goTo.current = null;
  }, [focused, scroller]);

  function onFocus(event: FocusEvent) {
    setFocused(idAround(event.target));
  }

  function onBlur(event: FocusEvent) {
    if (!event.relatedTarget) return;
    setFocused(idAround(event.relatedTarget));
  }

  /** Page up and down go from message to message, as in any feed. */
  function onKeyDown(event: KeyboardEvent) {
    const step = { PageUp: -1, PageDown: 1 }[event.key];
    if (!step || !(event.target instanceof Element) || event.target.matches('textarea, input'))
      return;
    const from = idAround(event.target);
    const next = from ? messages[placeOf(from) + step] : undefined;
    if (!next) return;
    event.preventDefault();
    list.current?.scrollToIndex(placeOf(next.id), { align: 'nearest' });
    goTo.current = next.id;
    setFocused(next.id);
  }

  const keep =
    messages.length <= WHOLE
      ? messages.map((_, place) => place)
      : [...held, focused, target].flatMap((id) => {
          const place = id ? placeOf(id) : -1;
          return place === -1 ? [] : [place];
        });

  return (
    // biome-ignore lint/a11y/noStaticElementInteractions: it only hears what happens inside it
    <div
      ref={box}
      // A click before anything listens, or while the list takes its place, would be lost without a word.
      inert={typeof window === 'undefined'}
      suppressHydrationWarning
      onFocus={onFocus}
      onBlur={onBlur}
      onKeyDown={onKeyDown}
    >
      <div style={{ height: ROOM_ABOVE }} className="flex items-center justify-center">
        {thread.hasOlder ? (
          <EdgeButton state={edges.older} onClick={() => void edges.loadOlder()}>
            Show earlier messages
          </EdgeButton>
        ) : null}
      </div>
      <Virtualizer
        ref={list}
        as={Feed}
        data={messages}
        shift={thread.shift}
        scrollRef={scroller}
        startMargin={ROOM_ABOVE}
        bufferSize={AROUND}
        ssrCount={first}
        keepMounted={keep}
        onScroll={edges.onScroll}
        onScrollEnd={edges.onScrollEnd}
      >
        {(message) => (
          <div key={message.id} className="pb-6">
            {children(message)}
          </div>
        )}
      </Virtualizer>
      {thread.hasNewer ? (
        <div className="flex h-12 items-center justify-center">
          <EdgeButton state={edges.newer} onClick={() => void edges.loadNewer()}>
            Show later messages
          </EdgeButton>
        </div>
      ) : null}
    </div>
  );
}

function Feed({ style, children, ref }: CustomContainerComponentProps) {
  return (
    // While an answer is being written the list scrolls along: it has to take clicks all the same.
    <div ref={ref} role="feed" aria-label="Messages" style={{ ...style, pointerEvents: undefined }}>
      {children}
    </div>
  );
}

/** The id of the message that an element stands in. */
function idAround(element: Element): string | null {
  return element.closest<HTMLElement>('[data-message]')?.dataset.message ?? null;
}

/** Puts the focus on a message, for the keyboard and for who hears the page. */
export function focusMessage(box: HTMLElement | null, id: string): void {
  box
    ?.querySelector<HTMLElement>(`[data-message="${CSS.escape(id)}"]`)
    ?.focus({ preventScroll: true });
}
