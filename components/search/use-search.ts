import { useCallback, useEffect, useState } from 'react';
import type { SearchKind, SearchResults } from '@/lib/search';
import { fetchJson, RequestError } from '../layout/fetch-json';

/** In ms: who types on has not asked yet. */
const PAUSE = 120;
const MORE = 10;

type Answer = { query: string } & ({ results: SearchResults } | { error: RequestError });

/** What the server finds for `query`. An answer to an older query is never given. */
export function useSearch(query: string) {
  const [answer, setAnswer] = useState<Answer | null>(null);
  const [attempt, setAttempt] = useState(0);

  // biome-ignore lint/correctness/useExhaustiveDependencies: another attempt asks the same again.
  useEffect(() => {
    if (!query) return;
    const abort = new AbortController();
    const timer = setTimeout(() => {
      ask({ q: query }, abort.signal).then(
        (results) => setAnswer({ query, results }),
        (error) => {
          if (error instanceof RequestError) setAnswer({ query, error });
        },
      );
    }, PAUSE);
    return () => {
      clearTimeout(timer);
      abort.abort();
    };
  }, [query, attempt]);

  const more = useCallback(
    async (kind: SearchKind, cursor: string) => {
      const next = await ask({ q: query, kind, cursor, limit: String(MORE) }).catch(
        (error: unknown) => {
          if (error instanceof RequestError) return error;
          throw error;
        },
      );
      setAnswer((now) => {
        if (now?.query !== query || !('results' in now)) return now;
        return next instanceof RequestError
          ? { query, error: next }
          : { query, results: joined(now.results, next, kind) };
      });
    },
    [query],
  );

  const retry = useCallback(() => {
    setAnswer(null);
    setAttempt((number) => number + 1);
  }, []);

  const current = answer?.query === query ? answer : null;
  return {
    results: current && 'results' in current ? current.results : null,
    error: current && 'error' in current ? current.error : null,
    loading: query !== '' && !current,
    more,
    retry,
  };
}

function ask(asked: Record<string, string>, signal?: AbortSignal): Promise<SearchResults> {
  return fetchJson(`/api/search?${new URLSearchParams(asked)}`, signal ? { signal } : undefined);
}

function joined(before: SearchResults, next: SearchResults, kind: SearchKind): SearchResults {
  const hits = [...before[kind].hits, ...next[kind].hits];
  return { ...before, [kind]: { hits, next_cursor: next[kind].next_cursor } };
}
