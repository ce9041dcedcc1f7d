'use client';

import { usePathname } from 'next/navigation';
import { useShell } from '../layout/shell-context';
import { Button } from '../ui/button';
import { ConversationItem } from './conversation-item';
import { groupByDay } from './group-by-day';
import { useConversations } from './use-conversations';

/** Past conversations, grouped by day, last used first. */
export function ConversationList() {
  const { timeZone } = useShell();
  const pathname = usePathname();
  const list = useConversations();

  return (
    <nav aria-label="Conversations" className="flex flex-col gap-4 px-2 pb-4">
      {list.conversations.length === 0 ? (
        <p className="px-2 py-2 text-[0.8125rem] text-ink-faint">
          Your conversations will wait for you here.
        </p>
      ) : null}
      {groupByDay(list.conversations, { timeZone, now: new Date() }).map((group) => (
        <div key={group.label}>
          <h2 className="px-2 pb-1 font-medium text-ink-faint text-xs">{group.label}</h2>
          <ul className="flex flex-col gap-px">
            {group.conversations.map((conversation) => (
              <ConversationItem
                key={conversation.id}
                conversation={conversation}
                current={pathname === `/chat/${conversation.id}`}
                change={list.change}
                refresh={list.refresh}
              />
            ))}
          </ul>
        </div>
      ))}
      {list.hasMore ? (
        <Button variant="ghost" size="sm" busy={list.loadingMore} onClick={list.loadMore}>
          Show older
        </Button>
      ) : null}
    </nav>
  );
}
