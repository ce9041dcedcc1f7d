import type { SaydoMessage } from '@/lib/agent/message';
import type { Thread } from '@/lib/agent/thread';

/**
 * The part of a conversation that a tab holds: pages without a gap between them, oldest first. A
 * long conversation is never held whole.
 */
export type ThreadWindow = {
  pages: Thread[];
  /** The newest message of the conversation, where the pages don't reach it. */
  beyond?: SaydoMessage | undefined;
  /** The same for windows that came of one another; another one after a jump. */
  origin: symbol;
};

/** How many messages a tab holds at most; what is furthest from the reader goes first. */
const HELD = 240;

/** Whether a message is this tab's alone so far: the server tells something about each one it has. */
export function isUnsent({ role, metadata }: SaydoMessage): boolean {
  return role === 'user' && metadata === undefined;
}

export function openWindow(page: Thread): ThreadWindow {
  return { pages: [page], origin: Symbol() };
}

export function messagesOf({ pages }: ThreadWindow): SaydoMessage[] {
  return pages.flatMap((page) => page.messages);
}

/** The cursor that leads to what comes before; null at the beginning. */
export function previousOf({ pages }: ThreadWindow): string | null {
  return pages[0]?.previous_cursor ?? null;
}

/** The cursor that leads to what comes after; null when the newest message is held. */
export function nextOf({ pages }: ThreadWindow): string | null {
  return pages.at(-1)?.next_cursor ?? null;
}

/** The newest message of the conversation, held or not. */
export function tailOf(window: ThreadWindow): SaydoMessage | undefined {
  return nextOf(window) === null ? messagesOf(window).at(-1) : window.beyond;
}

/**
 * The newest page, read again: what is stored wins over what this tab knows, and messages that were
 * never stored stay after it. A window that doesn't reach the end stays where it is.
 */
export function withNewest(window: ThreadWindow, page: Thread): ThreadWindow {
  if (nextOf(window) !== null) return { ...window, beyond: page.messages.at(-1) };
  const stored = new Set(page.messages.map(({ id }) => id));
  const held = messagesOf(window);
  const shared = held.findIndex(({ id }) => stored.has(id));
  const unsent = held.filter((message) => isUnsent(message) && !stored.has(message.id));
  const newest = { ...page, messages: [...page.messages, ...unsent] };
  // Nothing is shared: a gap lies between what was held and what is newest.
  if (shared === -1) return openWindow(newest);
  return { pages: [...cutBefore(window.pages, stored, newest)], origin: window.origin };
}

/** Pages that `newest` says nothing about, then `newest` with what it lacks of the page it cuts. */
function* cutBefore(pages: Thread[], stored: Set<string>, newest: Thread): Generator<Thread> {
  for (const page of pages) {
    const at = page.messages.findIndex(({ id }) => stored.has(id));
    if (at === 0) break;
    if (at > 0) {
      const messages = [...page.messages.slice(0, at), ...newest.messages];
      yield { ...newest, messages, previous_cursor: page.previous_cursor };
      return;
    }
    yield page;
  }
  yield newest;
}

export function withOlder(window: ThreadWindow, page: Thread): ThreadWindow {
  return { ...window, pages: [page, ...window.pages] };
}

/** The page after; `beyond` is held by it once it is the last. */
export function withNewer(window: ThreadWindow, page: Thread): ThreadWindow {
  return { ...window, pages: [...window.pages, page] };
}

/** Lets go of whole pages at one end while more than `held` messages would stay without them. */
export function letGo(window: ThreadWindow, end: 'oldest' | 'newest', held = HELD): ThreadWindow {
  let { pages } = window;
  const count = () => pages.reduce((sum, page) => sum + page.messages.length, 0);
  const far = () => pages.at(end === 'oldest' ? 0 : -1);
  while (pages.length > 1 && count() - (far()?.messages.length ?? 0) >= held)
    pages = end === 'oldest' ? pages.slice(1) : pages.slice(0, -1);
  if (pages === window.pages) return window;
  return { ...window, pages, beyond: tailOf(window) };
}

/** A message as it is now: in its place, or at the end when it is new. */
export function withMessage(window: ThreadWindow, message: SaydoMessage): ThreadWindow {
  if (messagesOf(window).some(({ id }) => id === message.id))
    return changeMessages(window, (messages) =>
      messages.map((other) => (other.id === message.id ? message : other)),
    );
  if (nextOf(window) !== null) return { ...window, beyond: message };
  const last = window.pages.at(-1) ?? { messages: [], previous_cursor: null, next_cursor: null };
  const grown = { ...last, messages: [...last.messages, message] };
  return { pages: [...window.pages.slice(0, -1), grown], origin: window.origin };
}

/** The server has taken a message that was this tab's alone. */
export function arrivedAt(window: ThreadWindow, id: string, now: Date): ThreadWindow {
  const metadata = { created_at: now.toISOString() };
  return changeMessages(window, (messages) =>
    messages.map((message) =>
      message.id === id && isUnsent(message) ? { ...message, metadata } : message,
    ),
  );
}

/** Takes messages out. */
export function withoutMessages(window: ThreadWindow, ids: string[]): ThreadWindow {
  return changeMessages(window, (messages) => messages.filter(({ id }) => !ids.includes(id)));
}

/** Ends before a message: what was said from there on is replaced by what comes. */
export function endBefore(window: ThreadWindow, id: string): ThreadWindow {
  const at = window.pages.findIndex((page) => page.messages.some((other) => other.id === id));
  const page = window.pages[at];
  if (!page) return window;
  const place = page.messages.findIndex((other) => other.id === id);
  const last = { ...page, messages: page.messages.slice(0, place), next_cursor: null };
  return { pages: [...window.pages.slice(0, at), last], origin: window.origin };
}

/** Changes the messages page by page, without moving any to another. */
export function changeMessages(
  window: ThreadWindow,
  change: (messages: SaydoMessage[]) => SaydoMessage[],
): ThreadWindow {
  const pages = window.pages.map((page) => ({ ...page, messages: change(page.messages) }));
  return { ...window, pages };
}

/** Messages as they are rendered, and whether their change is one before the first of them. */
export type Rendered = {
  messages: SaydoMessage[];
  /** Places are kept from the end. */
  shift: boolean;
  /** The window that they are of, or a part of. */
  of: ThreadWindow;
};

/**
 * What is rendered next on the way to `window`. Several changes may come between two renders, and a
 * list can keep places from one end only: a change at both ends is rendered in two steps, that at the
 * beginning first.
 */
export function renderNext(before: Rendered, window: ThreadWindow): Rendered {
  const messages = messagesOf(window);
  if (before.of.origin !== window.origin || !startMoved(before.messages, messages))
    return { messages, shift: false, of: window };
  const last = before.messages.at(-1);
  const end = messages.findIndex(({ id }) => id === last?.id);
  return { messages: end === -1 ? messages : messages.slice(0, end + 1), shift: true, of: window };
}

function startMoved(before: SaydoMessage[], now: SaydoMessage[]): boolean {
  const [was] = before;
  const [is] = now;
  if (!was || !is || was.id === is.id) return false;
  return now.some(({ id }) => id === was.id) || before.some(({ id }) => id === is.id);
}
