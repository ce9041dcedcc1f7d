import { expect, test } from 'vitest';
import type { SaydoMessage } from '@/lib/agent/message';
import type { Thread } from '@/lib/agent/thread';
import {
  endBefore,
  letGo,
  messagesOf,
  nextOf,
  openWindow,
  previousOf,
  type Rendered,
  renderNext,
  type ThreadWindow,
  tailOf,
  withMessage,
  withNewer,
  withNewest,
  withOlder,
  withoutMessages,
} from './thread-window';

function said(id: string, role: 'user' | 'assistant', text = id): SaydoMessage {
  return { id, role, parts: [{ type: 'text', text }], metadata: { status: 'complete' } };
}

function unsent(id: string): SaydoMessage {
  return { id, role: 'user', parts: [{ type: 'text', text: id }] };
}

function page(messages: SaydoMessage[], previous: string | null, next: string | null): Thread {
  return { messages, previous_cursor: previous, next_cursor: next };
}

const ids = (messages: SaydoMessage[]) => messages.map(({ id }) => id).join('');
const [a, b, c, d, e, f] = [...'abcdef'].map((id, place) =>
  said(id, place % 2 === 0 ? 'user' : 'assistant'),
) as [SaydoMessage, SaydoMessage, SaydoMessage, SaydoMessage, SaydoMessage, SaydoMessage];

const wide = withOlder(
  withOlder(openWindow(page([e, f], '<e', null)), page([c, d], '<c', 'd>')),
  page([a, b], null, 'b>'),
);

test('after a lost connection the stored answer replaces the half that was seen', () => {
  const now = openWindow(page([a, b, c, said('d', 'assistant', 'half')], '<a', null));
  const merged = withNewest(now, page([c, d], '<c', null));
  expect(messagesOf(merged)).toEqual([a, b, c, d]);
  expect(previousOf(merged)).toBe('<a');
});

test('a message that never arrived stays, behind what is stored', () => {
  const now = openWindow(page([a, b, unsent('c')], null, null));
  expect(ids(messagesOf(withNewest(now, page([a, b], null, null))))).toBe('abc');
  expect(ids(messagesOf(withNewest(now, page([a, b, c, d], null, null))))).toBe('abcd');
  const fresh = openWindow(page([unsent('c')], null, null));
  expect(ids(messagesOf(withNewest(fresh, page([], null, null))))).toBe('c');
});

test('a tab that slept through more than a page starts over at the newest, without a gap', () => {
  const woken = withNewest(openWindow(page([a, b], null, null)), page([e, f], '<e', null));
  expect(ids(messagesOf(woken))).toBe('ef');
  expect(previousOf(woken)).toBe('<e');
});

test('what another tab edited or answered anew is replaced, with all that came after it', () => {
  const now = openWindow(page([a, b, c, d], null, null));
  const again = page([a, said('B', 'assistant')], null, null);
  expect(ids(messagesOf(withNewest(now, again)))).toBe('aB');
  const edited = page([said('A', 'user'), said('B', 'assistant')], null, null);
  expect(ids(messagesOf(withNewest(now, edited)))).toBe('AB');
});

test('older pages stay where the newest page is read again', () => {
  const merged = withNewest(wide, page([d, e, f], '<d', null));
  expect(ids(messagesOf(merged))).toBe('abcdef');
  expect(merged.pages.map((one) => ids(one.messages))).toEqual(['ab', 'cdef']);
  expect(merged.pages[1]?.previous_cursor).toBe('<c');
});

test('a reader far up stays there, and still knows the newest message', () => {
  const far = letGo(wide, 'newest', 4);
  expect(ids(messagesOf(far))).toBe('abcd');
  expect(nextOf(far)).toBe('d>');
  expect(tailOf(far)).toBe(f);
  const grown = said('f', 'assistant', 'more');
  expect(tailOf(withMessage(far, grown))).toBe(grown);
  expect(ids(messagesOf(withMessage(far, grown)))).toBe('abcd');
  const moved = withNewest(far, page([e, grown], '<e', null));
  expect(ids(messagesOf(moved))).toBe('abcd');
  expect(tailOf(moved)).toBe(grown);
  const back = withNewer(far, page([e, f], '<e', null));
  expect(ids(messagesOf(back))).toBe('abcdef');
  expect(tailOf(back)).toBe(f);
});

const asRendered = (window: ThreadWindow): Rendered => ({
  messages: messagesOf(window),
  shift: false,
  of: window,
});
/** What is rendered on the way from one window to another, step by step. */
function steps(from: ThreadWindow, to: ThreadWindow): string[] {
  const told: string[] = [];
  let now = asRendered(from);
  do {
    now = renderNext(now, to);
    told.push(`${ids(now.messages)}${now.shift ? ' from the end' : ''}`);
  } while (now.messages.length !== messagesOf(to).length && told.length < 9);
  return told;
}

test('places are kept from the end only where something changed before the first message', () => {
  const z = said('z', 'assistant');
  expect(steps(wide, withOlder(wide, page([z], null, 'a>')))).toEqual(['zabcdef from the end']);
  expect(steps(wide, withMessage(wide, said('g', 'user')))).toEqual(['abcdefg']);
  expect(steps(wide, letGo(wide, 'oldest', 2))).toEqual(['ef from the end']);
  expect(steps(wide, letGo(wide, 'newest', 2))).toEqual(['ab']);
  expect(letGo(wide, 'newest', 100)).toBe(wide);
});

test('a jump keeps no place, also where both windows hold the same messages', () => {
  expect(steps(wide, openWindow(page([e, f], '<e', null)))).toEqual(['ef']);
  expect(steps(openWindow(page([e, f], '<e', null)), wide)).toEqual(['abcdef']);
});

test('an earlier page that comes together with the newest one, read again, still keeps the place', () => {
  const first = openWindow(page([c, d], '<c', null));
  const older = withOlder(first, page([a, b], null, 'b>'));
  expect(steps(first, withNewest(older, page([c, d], '<c', null)))).toEqual(['abcd from the end']);
  const grown = withNewest(older, page([c, d, e, f], '<c', null));
  expect(steps(first, grown)).toEqual(['abcd from the end', 'abcdef']);
});

test('what was let go of at the beginning can be read again', () => {
  const down = letGo(wide, 'oldest', 2);
  expect(ids(messagesOf(down))).toBe('ef');
  expect(previousOf(down)).toBe('<e');
});

test('an edit replaces the message and all that came after it, also on later pages', () => {
  const cut = endBefore(letGo(wide, 'newest', 4), 'c');
  expect(ids(messagesOf(cut))).toBe('ab');
  expect(nextOf(cut)).toBeNull();
  expect(ids(messagesOf(withMessage(cut, said('C', 'user'))))).toBe('abC');
});

test('a pair that is deleted leaves the others where they are', () => {
  const without = withoutMessages(wide, ['c', 'd']);
  expect(ids(messagesOf(without))).toBe('abef');
  expect(previousOf(without)).toBeNull();
});
