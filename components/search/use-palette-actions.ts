import { useRouter } from 'next/navigation';
import { useMemo } from 'react';
import { changePreferences } from '@/lib/account/actions';
import { notReached } from '../layout/not-reached';
import { useShell } from '../layout/shell-context';
import { applyTheme } from '../ui/theme';
import { toast } from '../ui/toast';
import type { ActionId, PaletteItem } from './palette-items';

/** What can be done from the search, and how what was chosen is opened. */
export function usePaletteActions(open: boolean) {
  const router = useRouter();
  const { setView, startChat } = useShell();
  const dark = open && isDark();
  const actions = useMemo(
    (): PaletteItem[] => [
      { type: 'action', id: 'new-chat', label: 'New chat' },
      { type: 'action', id: 'tasks', label: 'All tasks' },
      { type: 'action', id: 'settings', label: 'Settings' },
      { type: 'action', id: 'theme', label: dark ? 'Use the light theme' : 'Use the dark theme' },
    ],
    [dark],
  );

  function go(address: string) {
    setView('chat');
    router.push(address);
  }

  function act(id: ActionId) {
    if (id === 'new-chat') {
      startChat();
      router.push('/');
    }
    if (id === 'tasks') go('/tasks');
    if (id === 'settings') go('/settings');
    if (id === 'theme') void keepTheme(dark ? 'light' : 'dark');
  }

  /** Opens what was chosen; a message at its place in the conversation. */
  function choose(item: PaletteItem) {
    if (item.type === 'action') act(item.id);
    if (item.type === 'recent' || item.type === 'conversation') go(`/chat/${item.id}`);
    if (item.type === 'message') go(`/chat/${item.hit.conversation.id}?m=${item.id}`);
    if (item.type === 'task') go(`/tasks?task=${item.id}`);
  }

  return { actions, choose };
}

function isDark(): boolean {
  const { theme } = document.documentElement.dataset;
  if (theme) return theme === 'dark';
  return window.matchMedia('(prefers-color-scheme: dark)').matches;
}

/** At once in this browser, and then for all of the person's. */
async function keepTheme(theme: 'light' | 'dark') {
  applyTheme(theme);
  const answer = await changePreferences({ theme }).catch(() => ({ refusal: notReached() }));
  if (answer.refusal)
    toast({
      tone: 'error',
      title: answer.refusal.error,
      description: 'The theme is changed in this browser only.',
    });
}
