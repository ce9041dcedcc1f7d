'use client';

import { useCallback } from 'react';
import { useSWRConfig } from 'swr';
import useSWRInfinite, { unstable_serialize } from 'swr/infinite';
import type { TaskListName, TaskPage } from '@/lib/tasks';
import { fetchJson } from '../layout/fetch-json';
import { useRefreshOn } from '../layout/use-refresh-on';

const PAGE = 50;
const taskLists: readonly TaskListName[] = ['today', 'upcoming', 'all', 'done'];

function keysOf(list: TaskListName) {
  return (index: number, previous: TaskPage | null): string | null => {
    const first = `/api/tasks?view=${list}&limit=${PAGE}`;
    if (index === 0) return first;
    if (!previous?.next_cursor) return null;
    return `${first}&cursor=${encodeURIComponent(previous.next_cursor)}`;
  };
}

/** One list of the person's tasks so far loaded; `first` is what the server rendered, if it did. */
export function useTaskList(list: TaskListName, first?: TaskPage) {
  const { data, error, size, setSize, isValidating, mutate } = useSWRInfinite<TaskPage>(
    keysOf(list),
    fetchJson,
    { revalidateAll: true, ...(first && { fallbackData: [first] }) },
  );
  return {
    tasks: data?.flatMap((page) => page.tasks),
    total: data?.[0]?.total ?? null,
    hasMore: Boolean(data?.at(-1)?.next_cursor),
    loadingMore: isValidating && size > (data?.length ?? 0),
    loadMore: () => void setSize(size + 1),
    error: error as Error | undefined,
    retry: () => void mutate(),
  };
}

/** The key of one task by itself, in a list of one. */
export const oneTaskKey = (id: string) => `/api/tasks?ids=${encodeURIComponent(id)}`;

const byFilter = '/api/tasks?filter=';

/** The key of the tasks that a filter in words means, as many as one answer holds. */
export const filterKey = (words: string) => `${byFilter}${encodeURIComponent(words)}&limit=100`;

/** Asks for every task list again, from anywhere: after a click or as the assistant works. */
export function useRefreshTasks(): () => Promise<void> {
  const { mutate } = useSWRConfig();
  return useCallback(async () => {
    await Promise.all([
      ...taskLists.map((list) => mutate(unstable_serialize(keysOf(list)))),
      mutate(
        (key) =>
          typeof key === 'string' && [oneTaskKey(''), byFilter].some((one) => key.startsWith(one)),
      ),
    ]);
  }, [mutate]);
}

/** Keeps the lists true to what other tabs and devices do. For one place that is always there. */
export function useFollowTasks(): void {
  const refresh = useRefreshTasks();
  useRefreshOn('tasks', () => void refresh());
}
