'use client';

import { createContext, useContext } from 'react';
import type { Clock } from '@/lib/clock';
import type { ConversationPage } from '@/lib/conversations';
import type { TaskPage } from '@/lib/tasks';

/** Which part a narrow screen shows. */
export type ShellView = 'chat' | 'tasks' | 'history';

/** A panel that folds away. */
export type Panel = 'sidebar' | 'tasks';

export type Shell = {
  user: { id: string; name: string; email: string };
  timeZone: string;
  /** How the person means dates and times: their clock, without the moment. */
  habits: Omit<Clock, 'now'>;
  /** What the server rendered, for the first paint of the lists. */
  firstConversations: ConversationPage;
  firstToday: TaskPage;
  view: ShellView;
  setView: (view: ShellView) => void;
  /** Counts up with every new chat that is asked for on the page of one, so that it starts afresh. */
  chatNumber: number;
  startChat: () => void;
  /** The conversation that was opened; the sidebar knows only the newest ones. */
  opened: { id: string; title: string } | null;
  setOpened: (opened: { id: string; title: string }) => void;
};

export const ShellContext = createContext<Shell | null>(null);

/** The frame around every signed-in page. */
export function useShell(): Shell {
  const shell = useContext(ShellContext);
  if (!shell) throw new Error('useShell is for components inside the app shell.');
  return shell;
}
