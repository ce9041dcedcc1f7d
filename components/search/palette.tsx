'use client';

import { Autocomplete } from '@base-ui/react/autocomplete';
import { Dialog } from '@base-ui/react/dialog';
import { Search as Glass } from 'lucide-react';
import { useMemo, useRef, useState } from 'react';
import { useConversations } from '../conversations/use-conversations';
import { useShell } from '../layout/shell-context';
import { Button } from '../ui/button';
import { Spinner } from '../ui/spinner';
import { showSearch } from './open-search';
import { PaletteLine } from './palette-item';
import {
  groupsAtFirst,
  groupsFor,
  type PaletteGroup,
  type PaletteItem,
  sayCount,
} from './palette-items';
import { usePaletteActions } from './use-palette-actions';
import { useSearch } from './use-search';

/** A sheet of search results over the page; on a narrow screen it fills it. */
export function Palette({ open }: { open: boolean }) {
  const input = useRef<HTMLInputElement>(null);
  const chosen = useRef(false);
  const { actions, choose } = usePaletteActions(open);

  function take(item: PaletteItem) {
    chosen.current = true;
    showSearch(false);
    choose(item);
  }

  return (
    <Dialog.Root
      open={open}
      onOpenChange={(next) => {
        chosen.current = false;
        showSearch(next);
      }}
    >
      <Dialog.Portal>
        <Dialog.Backdrop className="fixed inset-0 z-40 bg-[oklch(0.15_0.01_70/0.4)] transition-opacity duration-150 data-ending-style:opacity-0 data-starting-style:opacity-0" />
        <Dialog.Popup
          aria-label="Search"
          initialFocus={input}
          finalFocus={() => (chosen.current ? document.getElementById('main') : true)}
          className="fixed inset-0 z-50 flex flex-col bg-raised transition-[opacity,scale] duration-150 data-ending-style:opacity-0 data-starting-style:opacity-0 sm:inset-x-auto sm:top-[12vh] sm:bottom-auto sm:left-1/2 sm:max-h-[min(36rem,76vh)] sm:w-[min(40rem,calc(100vw-2rem))] sm:-translate-x-1/2 sm:overflow-hidden sm:rounded-2xl sm:border sm:border-line sm:shadow-float sm:data-ending-style:scale-98 sm:data-starting-style:scale-98"
        >
          <Finder input={input} actions={actions} onChoose={take} />
        </Dialog.Popup>
      </Dialog.Portal>
    </Dialog.Root>
  );
}

type FinderProps = {
  input: React.RefObject<HTMLInputElement | null>;
  actions: PaletteItem[];
  onChoose: (item: PaletteItem) => void;
};

function Finder({ input, actions, onChoose }: FinderProps) {
  const { timeZone } = useShell();
  const { conversations } = useConversations();
  const [text, setText] = useState('');
  const query = text.trim();
  const search = useSearch(query);
  const groups = useMemo(
    () =>
      query ? groupsFor(query, search.results, actions) : groupsAtFirst(conversations, actions),
    [query, search.results, actions, conversations],
  );
  const here = { timeZone, now: new Date() };

  function take(item: PaletteItem) {
    if (item.type === 'more') void search.more(item.kind, item.cursor);
    else onChoose(item);
  }

  return (
    <Autocomplete.Root
      open
      inline
      mode="none"
      items={groups}
      autoHighlight="always"
      keepHighlight
      value={text}
      onValueChange={(next, { reason }) => {
        // Choosing a line would write its words over what was typed.
        if (reason !== 'item-press') setText(next);
      }}
    >
      <div className="flex shrink-0 items-center gap-2.5 border-line border-b ps-4 pe-2">
        {search.loading ? (
          <Spinner className="size-4.5 text-ink-faint" />
        ) : (
          <Glass aria-hidden="true" className="size-4.5 text-ink-faint" />
        )}
        <Autocomplete.Input
          ref={input}
          aria-label="Search conversations, messages and tasks"
          placeholder="Search conversations, messages and tasks"
          maxLength={200}
          enterKeyHint="go"
          autoCapitalize="off"
          spellCheck={false}
          className="h-13 min-w-0 flex-1 bg-transparent text-base outline-none"
        />
        <Dialog.Close render={<Button variant="quiet" size="sm" />}>
          <span aria-hidden="true" className="max-sm:hidden">
            Esc
          </span>
          <span className="sm:sr-only">Close</span>
        </Dialog.Close>
      </div>
      <Autocomplete.Status className="sr-only">
        {search.loading ? 'Searching' : search.results ? sayCount(search.results) : null}
      </Autocomplete.Status>
      <div className="quiet-scroll min-h-0 flex-1 overflow-y-auto">
        <Autocomplete.List className="p-2 outline-none data-empty:hidden">
          {(group: PaletteGroup) => (
            <Autocomplete.Group key={group.label} items={group.items} className="not-last:mb-2">
              <Autocomplete.GroupLabel className="px-2.5 pt-1.5 pb-1 font-medium text-ink-faint text-xs">
                {group.label}
              </Autocomplete.GroupLabel>
              <Autocomplete.Collection>
                {(item: PaletteItem) => (
                  <Autocomplete.Item
                    key={item.id}
                    value={item}
                    onClick={() => take(item)}
                    className="flex min-h-10 cursor-pointer scroll-my-2 select-none items-start gap-3 rounded-lg px-2.5 py-2 text-sm outline-none data-highlighted:bg-hover"
                  >
                    <PaletteLine item={item} here={here} />
                  </Autocomplete.Item>
                )}
              </Autocomplete.Collection>
            </Autocomplete.Group>
          )}
        </Autocomplete.List>
        <Outcome query={query} search={search} found={groups.length > 0} />
      </div>
    </Autocomplete.Root>
  );
}

type OutcomeProps = { query: string; search: ReturnType<typeof useSearch>; found: boolean };

/** What is to be said where there are no results: not yet, not at all, or why not. */
function Outcome({ query, search, found }: OutcomeProps) {
  if (search.error)
    return (
      <div role="alert" className="px-6 py-8 text-center">
        <p className="font-medium">{search.error.body.error}</p>
        <p className="mt-0.5 text-ink-soft text-sm">{search.error.body.try_next}</p>
        <Button size="sm" className="mt-3" onClick={search.retry}>
          Try again
        </Button>
      </div>
    );
  if (search.loading) return <Placeholder />;
  if (!query || found) return null;
  return (
    <div className="px-6 py-10 text-center">
      <p className="wrap-anywhere-safe font-medium text-ink-soft">Nothing found for “{query}”</p>
      <p className="mt-0.5 text-ink-faint text-sm">
        Try fewer or other words, or only the beginning of one.
      </p>
    </div>
  );
}

function Placeholder() {
  return (
    <div aria-hidden="true" className="flex flex-col gap-4 px-4.5 py-4">
      {['w-2/3', 'w-1/2', 'w-3/5'].map((width) => (
        <div key={width} className={`h-4 animate-pulse rounded bg-pressed ${width}`} />
      ))}
    </div>
  );
}
