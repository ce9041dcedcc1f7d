'use client';

import { usePathname } from 'next/navigation';
import { type ReactNode, useCallback, useEffect, useMemo, useState } from 'react';
import { SWRConfig } from 'swr';
import type { ConversationPage } from '@/lib/conversations';
import type { TaskPage } from '@/lib/tasks';
import { useFollowConversations } from '../conversations/use-conversations';
import { Search } from '../search/search';
import { TaskPanel } from '../tasks/task-panel';
import { useFollowTasks } from '../tasks/use-task-list';
import { cn } from '../ui/cn';
import { foldedCookie, remember } from '../ui/remember';
import { closeToasts } from '../ui/toast';
import { BottomBar } from './bottom-bar';
import { GoneBanner } from './gone-banner';
import { OfflineBanner } from './offline-banner';
import { speakFor, watchPerson } from './page-person';
import { type Panel, type Shell, ShellContext, type ShellView } from './shell-context';
import { Sidebar } from './sidebar';
import { TopBar } from './top-bar';

type AppShellProps = {
  user: Shell['user'];
  habits: Shell['habits'];
  conversations: ConversationPage;
  today: TaskPage;
  folded: Panel[];
  children: ReactNode;
};

const ownCache = { provider: () => new Map() };

/** The frame around every signed-in page. What one person's lists hold is gone when another comes. */
export function AppShell(props: AppShellProps) {
  const { id } = props.user;
  useState(() => speakFor(id));
  useEffect(() => watchPerson(id), [id]);
  return (
    <SWRConfig key={props.user.id} value={ownCache}>
      <Frame {...props} />
    </SWRConfig>
  );
}

/** Conversations, the page, the tasks. On a narrow screen one of them at a time. */
function Frame({ user, habits, conversations, today, ...props }: AppShellProps) {
  const [view, setView] = useState<ShellView>('chat');
  const [chatNumber, setChatNumber] = useState(0);
  const [opened, setOpened] = useState<Shell['opened']>(null);
  const [folded, setFolded] = useState(props.folded);

  useEffect(() => closeToasts, []);

  // A window made wide shows all parts again: none of them is chosen any more.
  useEffect(() => {
    const wide = window.matchMedia('(min-width: 52rem)');
    const reset = () => wide.matches && setView('chat');
    wide.addEventListener('change', reset);
    return () => wide.removeEventListener('change', reset);
  }, []);

  const pathname = usePathname();
  const startChat = useCallback(() => {
    // From any other address, leaving it starts the new chat.
    if (pathname === '/') setChatNumber((number) => number + 1);
    setView('chat');
  }, [pathname]);

  const shell = useMemo(
    () => ({
      user,
      timeZone: habits.timeZone,
      habits,
      firstConversations: conversations,
      firstToday: today,
      view,
      setView,
      chatNumber,
      startChat,
      opened,
      setOpened,
    }),
    [user, habits, conversations, today, view, chatNumber, startChat, opened],
  );

  function toggle(panel: Panel) {
    const next = folded.includes(panel)
      ? folded.filter((other) => other !== panel)
      : [...folded, panel];
    setFolded(next);
    remember(foldedCookie, next.join('.'));
  }

  const sidebarOpen = !folded.includes('sidebar');
  // The page of all tasks is the panel, full width.
  const ownPage = pathname === '/tasks';
  const tasksOpen = !ownPage && !folded.includes('tasks');
  return (
    <ShellContext value={shell}>
      <FollowChanges />
      <a
        href="#main"
        className="fixed top-2 left-2 z-60 -translate-y-16 rounded-lg bg-accent px-3 py-2 font-medium text-on-accent text-sm focus-visible:translate-y-0"
      >
        Skip to the page
      </a>
      <div className="flex h-dvh flex-col">
        <OfflineBanner />
        <GoneBanner />
        <div className="flex min-h-0 flex-1">
          {/* Where it is narrow, the part in view is the page's main one. */}
          <div
            role={view === 'history' ? 'main' : 'complementary'}
            className={cn(
              'min-h-0 w-full flex-col bg-sunken md:w-64 md:shrink-0 md:border-line md:border-e',
              view === 'history' ? 'flex' : 'hidden',
              sidebarOpen ? 'md:flex' : 'md:hidden',
            )}
          >
            <h1 className="sr-only md:hidden">History</h1>
            <Sidebar onFold={() => toggle('sidebar')} />
          </div>
          <div
            className={cn(
              'min-h-0 min-w-0 flex-1 flex-col md:flex',
              view === 'chat' ? 'flex' : 'hidden',
            )}
          >
            <TopBar sidebarOpen={sidebarOpen} tasksOpen={tasksOpen} onToggle={toggle} />
            <main
              id="main"
              tabIndex={-1}
              className={cn(
                'quiet-scroll flex min-h-0 flex-1 flex-col overflow-y-auto outline-none',
                // A list that grows past the window must not push the page aside. A chat scrolls by itself.
                ownPage && '[scrollbar-gutter:stable]',
              )}
            >
              {props.children}
            </main>
          </div>
          <div
            role={view === 'tasks' ? 'main' : undefined}
            className={cn(
              'min-h-0 w-full flex-col bg-sunken lg:w-88 lg:shrink-0 lg:border-line lg:border-s',
              view === 'tasks' ? 'flex md:hidden' : 'hidden',
              tasksOpen ? 'lg:flex' : 'lg:hidden',
            )}
          >
            <h1 className="sr-only md:hidden">Tasks</h1>
            <section aria-label="Tasks" className="flex min-h-0 flex-1 flex-col">
              <TaskPanel />
            </section>
          </div>
        </div>
        <BottomBar />
        <Search />
      </div>
    </ShellContext>
  );
}

/** The lists of the frame follow other tabs and devices, whether their panels are shown or not. */
function FollowChanges() {
  useFollowTasks();
  useFollowConversations();
  return null;
}
