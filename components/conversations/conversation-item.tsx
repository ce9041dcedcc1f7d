'use client';

import Link from 'next/link';
import { useRouter } from 'next/navigation';
import { useState } from 'react';
import type { ConversationSummary } from '@/lib/conversations';
import {
  archiveConversation,
  type ConversationActionResult,
  deleteConversation,
  pinConversation,
  renameConversation,
  restoreConversation,
} from '@/lib/conversations/actions';
import { notReached } from '../layout/not-reached';
import { useShell } from '../layout/shell-context';
import { useOnDemand } from '../layout/use-on-demand';
import { cn } from '../ui/cn';
import { toast } from '../ui/toast';
import { ConversationMenu } from './conversation-menu';
import { RenameField } from './rename-field';

type ItemProps = {
  conversation: ConversationSummary;
  current: boolean;
  /** Whether an answer ended that nobody has seen. */
  unread: boolean;
  change: (id: string, patch: Partial<ConversationSummary> | null) => Promise<unknown>;
  refresh: () => Promise<unknown>;
};

const loadShareDialog = async () => (await import('../sharing/share-dialog')).ShareDialog;

/** One conversation of the list: opens it, and everything a person can do with it. */
export function ConversationItem({ conversation, current, unread, change, refresh }: ItemProps) {
  const { id, title, pinned, running } = conversation;
  const { setView, startChat } = useShell();
  const router = useRouter();
  const [renaming, setRenaming] = useState(false);
  const [sharing, setSharing] = useState(false);
  const [ShareDialog, wantShareDialog] = useOnDemand(loadShareDialog);

  async function rename(to: string) {
    setRenaming(false);
    if (!to || to === title) return;
    await change(id, { title: to });
    if (!(await did(renameConversation(id, to)))) await change(id, { title });
  }

  async function pin() {
    if (await did(pinConversation(id, !pinned))) await refresh();
  }

  async function share() {
    if (await wantShareDialog()) setSharing(true);
  }

  async function archive() {
    if (!(await did(archiveConversation(id, true)))) return;
    await change(id, null);
    // Its page stays open, and says that it is archived.
    if (current) router.refresh();
    offerUndo('Conversation archived', () => archiveConversation(id, false));
  }

  async function remove() {
    if (!(await did(deleteConversation(id)))) return;
    await change(id, null);
    if (current) {
      startChat();
      router.push('/');
    }
    offerUndo('Conversation deleted', () => restoreConversation(id));
  }

  function offerUndo(what: string, undo: () => Promise<ConversationActionResult>) {
    async function bringBack() {
      await did(undo());
      await refresh();
      if (current) router.refresh();
    }
    toast({
      title: what,
      description: title,
      action: { label: 'Undo', onClick: () => void bringBack() },
    });
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
          'flex min-w-0 flex-1 items-center gap-1.5 rounded-lg py-1.5 ps-2 text-sm -outline-offset-2',
          current || unread ? 'text-ink' : 'text-ink-soft',
          unread && 'font-semibold',
        )}
      >
        <span dir="auto" className="min-w-0 flex-1 truncate">
          {title}
        </span>
        <State running={running} unread={unread} />
      </Link>
      <ConversationMenu
        conversation={conversation}
        onPin={() => void pin()}
        onRename={() => setRenaming(true)}
        onShare={() => void share()}
        onArchive={() => void archive()}
        onDelete={() => void remove()}
      />
      {ShareDialog ? (
        <ShareDialog open={sharing} onOpenChange={setSharing} conversationId={id} />
      ) : null}
    </li>
  );
}

/** A ring that turns, or a dot: in a place of its own, so that the title never moves. */
function State({ running, unread }: { running: boolean; unread: boolean }) {
  return (
    <span className="grid size-3 shrink-0 place-items-center">
      {running ? (
        <span className="size-2.5 animate-spin rounded-full border-2 border-accent-ink border-t-transparent">
          <span className="sr-only">Answering</span>
        </span>
      ) : unread ? (
        <span className="size-2 rounded-full bg-accent-ink">
          <span className="sr-only">Unread answer</span>
        </span>
      ) : null}
    </span>
  );
}

/** Whether a click worked; says why where it didn't. */
async function did(action: Promise<ConversationActionResult>): Promise<boolean> {
  const result = await action.catch(notReached);
  if (!result.ok) toast({ tone: 'error', title: result.error, description: result.try_next });
  return result.ok;
}
