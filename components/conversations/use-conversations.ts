'use client';

import { useCallback } from 'react';
import { useSWRConfig } from 'swr';
import useSWRInfinite, { unstable_serialize } from 'swr/infinite';
import type { ConversationPage, ConversationSummary } from '@/lib/conversations';
import { fetchJson } from '../layout/fetch-json';
import { useShell } from '../layout/shell-context';
import { useRefreshOn } from '../layout/use-refresh-on';

const PAGE = 30;

function keyOf(index: number, previous: ConversationPage | null): string | null {
  if (index === 0) return `/api/conversations?limit=${PAGE}`;
  if (!previous?.next_cursor) return null;
  return `/api/conversations?limit=${PAGE}&cursor=${encodeURIComponent(previous.next_cursor)}`;
}

/** The person's conversations so far loaded, with `loadMore` for the page after. */
export function useConversations() {
  const { firstConversations } = useShell();
  const { data, error, size, setSize, isValidating, mutate } = useSWRInfinite<ConversationPage>(
    keyOf,
    fetchJson,
    { fallbackData: [firstConversations], revalidateAll: true, keepPreviousData: true },
  );
  const pages = data ?? [firstConversations];

  /** Shows a change at once; `null` takes the conversation out of the list. */
  const change = useCallback(
    (id: string, patch: Partial<ConversationSummary> | null) =>
      mutate(
        (current) =>
          current?.map((page) => ({
            ...page,
            pinned: patched(page.pinned, id, patch),
            conversations: patched(page.conversations, id, patch),
          })),
        { revalidate: false },
      ),
    [mutate],
  );

  return {
    pinned: pages.flatMap((page) => page.pinned),
    conversations: pages.flatMap((page) => page.conversations),
    hasMore: Boolean(pages.at(-1)?.next_cursor),
    loadingMore: isValidating && size > pages.length,
    loadMore: () => setSize(size + 1),
    error: error as Error | undefined,
    change,
    refresh: mutate,
  };
}

function patched(
  conversations: ConversationSummary[],
  id: string,
  patch: Partial<ConversationSummary> | null,
): ConversationSummary[] {
  return conversations.flatMap((conversation) => {
    if (conversation.id !== id) return [conversation];
    return patch ? [{ ...conversation, ...patch }] : [];
  });
}

/** Asks for the list again, from anywhere: after a message was sent or a title came. */
export function useRefreshConversations(): () => void {
  const { mutate } = useSWRConfig();
  return useCallback(() => void mutate(unstable_serialize(keyOf)), [mutate]);
}

/** Keeps the list true to what other tabs and devices do. For one place that is always there. */
export function useFollowConversations(): void {
  useRefreshOn('conversations', useRefreshConversations());
}
