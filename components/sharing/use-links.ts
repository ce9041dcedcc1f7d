'use client';

import useSWR from 'swr';
import type { SharedLink } from '@/lib/sharing';
import { fetchJson } from '../layout/fetch-json';

/** The person's open links, of one conversation or of all. */
export function useLinks(conversationId?: string) {
  const filter = conversationId ? `?conversation=${conversationId}` : '';
  const { data, error, isLoading, mutate } = useSWR<{ links: SharedLink[] }>(
    `/api/conversations/links${filter}`,
    fetchJson,
  );
  return {
    links: data?.links ?? [],
    error: error as Error | undefined,
    loading: isLoading,
    refresh: () => mutate(),
  };
}
