'use client';

import { ListChecks, PanelLeft, SquarePen } from 'lucide-react';
import Link from 'next/link';
import { usePathname } from 'next/navigation';
import { ConversationList } from '../conversations/conversation-list';
import { SearchButton } from '../search/search-button';
import { Button, buttonClass } from '../ui/button';
import { cn } from '../ui/cn';
import { Wordmark } from '../ui/logo';
import { Tooltip } from '../ui/tooltip';
import { AccountMenu } from './account-menu';
import { useShell } from './shell-context';

/** New chat, all tasks, past conversations and the account. */
export function Sidebar({ onFold }: { onFold: () => void }) {
  const { setView, startChat } = useShell();
  const onTasks = usePathname() === '/tasks';
  return (
    <>
      <div className="flex h-12 shrink-0 items-center justify-between ps-4 pe-2">
        <Link href="/" onClick={startChat} aria-label="Saydo" className="flex rounded-md">
          <Wordmark />
        </Link>
        <Tooltip label="Hide conversations">
          <Button
            variant="ghost"
            size="icon"
            aria-label="Hide conversations"
            className="max-md:hidden"
            onClick={onFold}
          >
            <PanelLeft aria-hidden="true" className="size-4.5" />
          </Button>
        </Tooltip>
      </div>
      <div className="flex shrink-0 flex-col gap-px px-2 pt-1 pb-3">
        <Link
          href="/"
          onClick={startChat}
          className={cn(buttonClass('ghost', 'md'), 'justify-start gap-2.5 px-2 text-ink')}
        >
          <SquarePen aria-hidden="true" className="size-4 text-accent-ink" /> New chat
        </Link>
        <SearchButton />
        <Link
          href="/tasks"
          onClick={() => setView('chat')}
          aria-current={onTasks ? 'page' : undefined}
          className={cn(
            buttonClass('ghost', 'md'),
            'justify-start gap-2.5 px-2 text-ink',
            onTasks && 'bg-pressed',
          )}
        >
          <ListChecks aria-hidden="true" className="size-4 text-ink-faint" /> Tasks
        </Link>
      </div>
      <div className="quiet-scroll min-h-0 flex-1 overflow-y-auto">
        <ConversationList />
      </div>
      <div className="shrink-0 border-line border-t p-2">
        <AccountMenu />
      </div>
    </>
  );
}
