import { cookies } from 'next/headers';
import type { ReactNode } from 'react';
import { AppShell } from '@/components/layout/app-shell';
import type { Panel } from '@/components/layout/shell-context';
import { GreetBrowser } from '@/components/settings/greet-browser';
import { foldedCookie } from '@/components/ui/remember';
import { clockOf, getPreferences } from '@/lib/account/preferences';
import { requirePageScope } from '@/lib/auth/session';
import { listConversations } from '@/lib/conversations';
import { listTasks } from '@/lib/tasks';

export default async function AppLayout({ children }: { children: ReactNode }) {
  const { scope, user } = await requirePageScope();
  const preferences = await getPreferences(scope);
  const clock = clockOf(preferences, new Date());
  const { now: _, ...habits } = clock;
  const [conversations, today] = await Promise.all([
    listConversations(scope, { now: clock.now }),
    listTasks(scope, { list: 'today' }, clock),
  ]);
  return (
    <AppShell
      user={{ id: user.id, name: user.name, email: user.email }}
      habits={habits}
      conversations={conversations}
      today={today}
      folded={await foldedPanels()}
    >
      {user.timeZone ? null : <GreetBrowser />}
      {children}
    </AppShell>
  );
}

async function foldedPanels(): Promise<Panel[]> {
  const folded = (await cookies()).get(foldedCookie)?.value.split('.') ?? [];
  return (['sidebar', 'tasks'] as const).filter((panel) => folded.includes(panel));
}
