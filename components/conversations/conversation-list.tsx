'use client';

import { usePathname } from 'next/navigation';
import type { ReactNode } from 'react';
import type { ConversationSummary } from '@/lib/conversations';
import { useShell } from '../layout/shell-context';
import { ConversationItem } from './conversation-item';
import { groupByDay } from './group-by-day';
import { LoadMore } from './load-more';
import { useConversations } from './use-conversations';
import { useMarkRead } from './use-mark-read';

/** Past conversations: the pinned ones, then the others grouped by day, last used first. */
export function ConversationList() {
  const { timeZone } = useShell();
  const pathname = usePathname();
  const list = useConversations();
  const all = [...list.pinned, ...list.conversations];
  const current = pathname.match(/^\/chat\/([^/]+)$/)?.[1];
  const seen = useMarkRead(
    current,
    all.find(({ id }) => id === current),
    list.refresh,
  );

  const groups = groupByDay(list.conversations, { timeZone, now: new Date() });
  const item = (conversation: ConversationSummary) => (
    <ConversationItem
      key={conversation.id}
      conversation={conversation}
      current={current === conversation.id}
      unread={conversation.unread && conversation.id !== seen}
      change={list.change}
      refresh={list.refresh}
    />
  );
  return (
    <nav aria-label="Conversations" className="flex flex-col gap-4 px-2 pb-4">
      {all.length === 0 ? (
        <p className="px-2 py-2 text-[0.8125rem] text-ink-faint">
          Your conversations will wait for you here.
        </p>
      ) : null}
      {list.pinned.length > 0 ? <Group label="Pinned">{list.pinned.map(item)}</Group> : null}
      {groups.map(({ label, conversations }) => (
        <Group key={label} label={label}>
          {conversations.map(item)}
        </Group>
      ))}
      {list.hasMore ? <LoadMore busy={list.loadingMore} onMore={list.loadMore} /> : null}
    </nav>
  );
}

function Group({ label, children }: { label: string; children: ReactNode }) {
  return (
    <div>
      <h2 className="px-2 pb-1 font-medium text-ink-faint text-xs">{label}</h2>
      <ul className="flex flex-col gap-px">{children}</ul>
    </div>
  );
}
