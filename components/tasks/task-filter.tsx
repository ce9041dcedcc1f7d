'use client';

import { ListFilter, X } from 'lucide-react';
import { useSearchParams } from 'next/navigation';
import { type ReactNode, useEffect, useId, useState } from 'react';
import { Button } from '../ui/button';
import { FilteredTasks } from './filtered-tasks';

/** In ms: who types on has not asked yet. */
const PAUSE = 350;
/** As long as the door takes. */
const LONGEST = 300;

/** A line that says which tasks are meant, over the lists that it takes the place of. */
export function TaskFilter({ children }: { children: ReactNode }) {
  const addressed = useSearchParams().get('filter') ?? '';
  const [words, setWords] = useState(addressed);
  const asked = addressed.trim();
  const hint = useId();

  useEffect(() => {
    if (words === addressed) return;
    const timer = setTimeout(() => keepInAddress(words), PAUSE);
    return () => clearTimeout(timer);
  }, [words, addressed]);

  function clear() {
    setWords('');
    keepInAddress('');
  }

  return (
    <>
      <search>
        <form
          onSubmit={(event) => {
            event.preventDefault();
            keepInAddress(words);
          }}
          className="mb-1 flex items-center gap-2 rounded-lg border border-transparent ps-2 pe-1 text-ink-faint transition-colors focus-within:border-accent-ink hover:bg-hover"
        >
          <ListFilter aria-hidden="true" className="size-4 shrink-0" />
          <input
            type="search"
            aria-label="Filter tasks"
            aria-describedby={hint}
            placeholder="Filter: overdue high priority #work"
            dir="auto"
            autoComplete="off"
            enterKeyHint="search"
            maxLength={LONGEST}
            value={words}
            onChange={(event) => setWords(event.target.value)}
            onKeyDown={(event) => {
              if (event.key === 'Escape' && !event.nativeEvent.isComposing) clear();
            }}
            className="h-9 min-w-0 flex-1 bg-transparent text-base text-ink outline-none sm:text-[0.9375rem] [&::-webkit-search-cancel-button]:hidden"
          />
          {words ? (
            <Button variant="quiet" size="icon-sm" aria-label="Clear the filter" onClick={clear}>
              <X aria-hidden="true" className="size-4" />
            </Button>
          ) : null}
          <span id={hint} className="sr-only">
            In words, like “due this week, not waiting” or “no date, in project Launch”.
          </span>
        </form>
      </search>
      {asked ? <FilteredTasks words={asked} onClear={clear} /> : null}
      {/* Kept, with what somebody began to write there. */}
      <div hidden={asked !== ''}>{children}</div>
    </>
  );
}

/** A filter has an address: it survives a reload, and can be kept as a bookmark. */
function keepInAddress(words: string) {
  const url = new URL(window.location.href);
  if (words.trim()) url.searchParams.set('filter', words);
  else url.searchParams.delete('filter');
  window.history.replaceState(null, '', url);
}
