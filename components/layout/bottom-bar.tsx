'use client';

import { History, ListChecks, MessageCircle } from 'lucide-react';
import { usePathname, useRouter } from 'next/navigation';
import { cn } from '../ui/cn';
import { type ShellView, useShell } from './shell-context';

const parts = [
  { view: 'chat', label: 'Chat', icon: MessageCircle },
  { view: 'tasks', label: 'Tasks', icon: ListChecks },
  { view: 'history', label: 'History', icon: History },
] as const;

/** On a narrow screen: switches between the conversation, the tasks and past conversations. */
export function BottomBar() {
  const { view, setView } = useShell();
  const pathname = usePathname();
  const router = useRouter();
  const inChat = pathname === '/' || pathname.startsWith('/chat');
  const onTasks = pathname === '/tasks';
  const shown = view === 'chat' && onTasks ? 'tasks' : view;

  function show(to: ShellView) {
    if (to === 'chat' && !inChat) router.push('/');
    setView(to === 'tasks' && onTasks ? 'chat' : to);
  }

  return (
    <nav
      aria-label="Parts of Saydo"
      className="grid shrink-0 grid-cols-3 border-line border-t bg-sunken pb-[env(safe-area-inset-bottom)] md:hidden [@media(max-height:26rem)]:hidden"
    >
      {parts.map(({ view: to, label, icon: Icon }) => (
        <button
          key={to}
          type="button"
          aria-current={shown === to ? 'page' : undefined}
          onClick={() => show(to)}
          className={cn(
            'flex h-14 flex-col items-center justify-center gap-0.5 font-medium text-xs -outline-offset-4',
            shown === to ? 'text-accent-ink' : 'text-ink-soft',
          )}
        >
          <Icon aria-hidden="true" className="size-5" />
          {label}
        </button>
      ))}
    </nav>
  );
}
