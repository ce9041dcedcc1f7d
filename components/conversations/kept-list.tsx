'use client';

import Link from 'next/link';
import { useState } from 'react';
import useSWRInfinite from 'swr/infinite';
import type { KeptConversation, KeptPage, Place } from '@/lib/conversations';
import {
  archiveConversation,
  type ConversationActionResult,
  deleteConversation,
  deleteForever,
  emptyTrash,
  restoreConversation,
} from '@/lib/conversations/actions';
import { fetchJson } from '../layout/fetch-json';
import { notReached } from '../layout/not-reached';
import { useShell } from '../layout/shell-context';
import { Button } from '../ui/button';
import { Notice } from '../ui/notice';
import { toast } from '../ui/toast';
import { ConfirmDialog } from './confirm-dialog';
import { LoadMore } from './load-more';
import { useRefreshConversations } from './use-conversations';

const PAGE = 30;

const words = {
  archive: { empty: 'Nothing is archived.', since: 'Archived', back: 'Unarchive', leave: 'Delete' },
  trash: {
    empty: 'The trash is empty.',
    since: 'Deleted',
    back: 'Restore',
    leave: 'Delete for ever…',
  },
};

/** What is in the archive or the trash, with the way back and the way out. */
export function KeptList({ place, first }: { place: Place; first: KeptPage }) {
  const refreshSidebar = useRefreshConversations();
  const [forGood, setForGood] = useState<KeptConversation | 'all' | null>(null);
  const { data, error, size, setSize, isValidating, mutate } = useSWRInfinite<KeptPage>(
    (index: number, previous: KeptPage | null) => keyOf(place, index, previous),
    fetchJson,
    { fallbackData: [first], revalidateAll: true, keepPreviousData: true },
  );
  const pages = data ?? [first];
  const rows = pages.flatMap((page) => page.conversations);
  const total = pages[0]?.total ?? 0;

  async function act(action: Promise<ConversationActionResult>, done: string) {
    const result = await action.catch(notReached);
    if (result.ok) toast({ title: done });
    else toast({ tone: 'error', title: result.error, description: result.try_next });
    refreshSidebar();
    await mutate();
  }

  function bringBack({ id, title }: KeptConversation) {
    const back = place === 'archive' ? archiveConversation(id, false) : restoreConversation(id);
    void act(back, `“${title}” is back`);
  }

  async function deleteForGood() {
    const chosen = forGood;
    setForGood(null);
    if (chosen === 'all') await act(emptyTrash(rows[0]?.since ?? ''), 'The trash is empty');
    else if (chosen) await act(deleteForever(chosen.id), `“${chosen.title}” is gone`);
  }

  return (
    <>
      {error ? (
        <Notice tone="warning" title="This list could not be read again.">
          What you see may be old.
        </Notice>
      ) : null}
      {place === 'trash' && total > 0 ? (
        <Button variant="quiet-danger" className="mb-4" onClick={() => setForGood('all')}>
          Empty the trash…
        </Button>
      ) : null}
      {rows.length === 0 ? (
        <p className="text-ink-faint">{words[place].empty}</p>
      ) : (
        <ul className="mb-3 divide-y divide-line rounded-xl border border-line bg-raised">
          {rows.map((row) => (
            <Row
              key={row.id}
              row={row}
              place={place}
              onBack={() => bringBack(row)}
              onOut={() =>
                place === 'archive'
                  ? void act(deleteConversation(row.id), `“${row.title}” is in the trash`)
                  : setForGood(row)
              }
            />
          ))}
        </ul>
      )}
      {pages.at(-1)?.next_cursor ? (
        <LoadMore
          busy={isValidating && size > pages.length}
          onMore={() => void setSize(size + 1)}
        />
      ) : null}
      <ConfirmDialog
        open={forGood !== null}
        title={forGood === 'all' ? 'Empty the trash?' : 'Delete for ever?'}
        action={forGood === 'all' ? `Delete ${sayConversations(total)}` : 'Delete for ever'}
        onConfirm={() => void deleteForGood()}
        onCancel={() => setForGood(null)}
      >
        {forGood === 'all'
          ? `${sayConversations(total)} will be deleted for ever, with every link to ${total === 1 ? 'it' : 'them'}.`
          : `“${forGood?.title}” will be deleted for ever, with every link to it.`}{' '}
        Your tasks stay. It can’t be undone.
      </ConfirmDialog>
    </>
  );
}

type RowProps = { row: KeptConversation; place: Place; onBack: () => void; onOut: () => void };

function Row({ row, place, onBack, onOut }: RowProps) {
  const { timeZone, setView } = useShell();
  const day = new Intl.DateTimeFormat('en-GB', {
    timeZone,
    day: 'numeric',
    month: 'long',
    year: 'numeric',
  });
  return (
    <li className="flex flex-wrap items-center justify-between gap-x-4 gap-y-2 px-4 py-3">
      <div className="wrap-anywhere-safe flex-1 basis-48">
        {place === 'archive' ? (
          <Link
            href={`/chat/${row.id}`}
            prefetch={false}
            dir="auto"
            onClick={() => setView('chat')}
            className="block rounded font-medium text-sm underline-offset-2 hover:underline"
          >
            {row.title}
          </Link>
        ) : (
          <p dir="auto" className="font-medium text-sm">
            {row.title}
          </p>
        )}
        <p className="text-[0.8125rem] text-ink-faint">
          {words[place].since} {day.format(new Date(row.since))}
        </p>
      </div>
      <div className="flex gap-2">
        <Button size="sm" aria-label={`${words[place].back} ${row.title}`} onClick={onBack}>
          {words[place].back}
        </Button>
        <Button
          size="sm"
          variant="quiet-danger"
          aria-label={`${words[place].leave} ${row.title}`}
          onClick={onOut}
        >
          {words[place].leave}
        </Button>
      </div>
    </li>
  );
}

function keyOf(place: Place, index: number, previous: KeptPage | null): string | null {
  const url = `/api/conversations?in=${place}&limit=${PAGE}`;
  if (index === 0) return url;
  if (!previous?.next_cursor) return null;
  return `${url}&cursor=${encodeURIComponent(previous.next_cursor)}`;
}

function sayConversations(count: number): string {
  return count === 1 ? '1 conversation' : `${count} conversations`;
}
