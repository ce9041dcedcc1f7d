'use client';

import { Ellipsis, Pencil, Trash2 } from 'lucide-react';
import Link from 'next/link';
import { useRouter } from 'next/navigation';
import { useState } from 'react';
import type { ConversationSummary } from '@/lib/conversations';
import {
  deleteConversation,
  renameConversation,
  restoreConversation,
} from '@/lib/conversations/actions';
import { notReached } from '../layout/not-reached';
import { useShell } from '../layout/shell-context';
import { Button } from '../ui/button';
import { cn } from '../ui/cn';
import { Menu, MenuItem } from '../ui/menu';
import { toast } from '../ui/toast';

type ItemProps = {
  conversation: ConversationSummary;
  current: boolean;
  change: (id: string, patch: Partial<ConversationSummary> | null) => Promise<unknown>;
  refresh: () => Promise<unknown>;
};

/** One conversation of the list: opens it, renames it in place, deletes it with a way back. */
export function ConversationItem({ conversation, current, change, refresh }: ItemProps) {
  const { id, title } = conversation;
  const { setView, startChat } = useShell();
  const router = useRouter();
  const [renaming, setRenaming] = useState(false);

  async function rename(to: string) {
    setRenaming(false);
    if (!to || to === title) return;
    await change(id, { title: to });
    const result = await renameConversation(id, to).catch(notReached);
    if (result.ok) return;
    await change(id, { title });
    toast({ tone: 'error', title: result.error, description: result.try_next });
  }

  async function remove() {
    const result = await deleteConversation(id).catch(notReached);
    if (!result.ok) {
      toast({ tone: 'error', title: result.error, description: result.try_next });
      return;
    }
    await change(id, null);
    if (current) {
      startChat();
      router.push('/');
    }
    toast({
      title: 'Conversation deleted',
      description: title,
      action: { label: 'Undo', onClick: () => void bringBack() },
    });
  }

  async function bringBack() {
    const result = await restoreConversation(id).catch(notReached);
    await refresh();
    if (!result.ok) toast({ tone: 'error', title: result.error, description: result.try_next });
  }

  if (renaming) {
    return (
      <li>
        <RenameField title={title} onDone={rename} />
      </li>
    );
  }
  return (
    <li
      className={cn(
        'group relative flex items-center rounded-lg transition-colors',
        current ? 'bg-pressed' : 'hover:bg-hover',
      )}
    >
      <Link
        href={`/chat/${id}`}
        prefetch={false}
        aria-current={current ? 'page' : undefined}
        onClick={() => setView('chat')}
        className={cn(
          'flex min-w-0 flex-1 items-center gap-2 rounded-lg py-1.5 ps-2 text-sm -outline-offset-2',
          current ? 'text-ink' : 'text-ink-soft',
        )}
      >
        <span dir="auto" className="truncate">
          {title}
        </span>
        {conversation.running ? (
          <span className="size-1.5 shrink-0 animate-pulse rounded-full bg-accent">
            <span className="sr-only">Answering</span>
          </span>
        ) : null}
      </Link>
      <Menu
        trigger={
          <Button
            variant="quiet"
            size="icon-sm"
            aria-label={`Options for ${title}`}
            className="m-0.5 text-ink-faint hover:text-ink"
          >
            <Ellipsis aria-hidden="true" className="size-4" />
          </Button>
        }
      >
        <MenuItem onClick={() => setRenaming(true)}>
          <Pencil aria-hidden="true" /> Rename
        </MenuItem>
        <MenuItem danger onClick={() => void remove()}>
          <Trash2 aria-hidden="true" /> Delete
        </MenuItem>
      </Menu>
    </li>
  );
}

function RenameField({ title, onDone }: { title: string; onDone: (to: string) => void }) {
  const [text, setText] = useState(title);
  return (
    <input
      aria-label="Conversation title"
      dir="auto"
      maxLength={200}
      value={text}
      ref={selectAll}
      onChange={(event) => setText(event.target.value)}
      onBlur={() => onDone(text.trim())}
      onKeyDown={(event) => {
        if (event.nativeEvent.isComposing) return;
        if (event.key === 'Enter') onDone(text.trim());
        if (event.key === 'Escape') onDone(title);
      }}
      className="h-8 w-full rounded-lg border border-edge bg-raised px-2 text-base sm:text-sm"
    />
  );
}

// The menu gives focus back to its button as it closes: take it after that.
function selectAll(input: HTMLInputElement | null) {
  if (!input) return;
  const frame = requestAnimationFrame(() => {
    input.focus();
    input.select();
  });
  return () => cancelAnimationFrame(frame);
}
