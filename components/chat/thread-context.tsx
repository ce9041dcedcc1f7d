'use client';

import { createContext, useContext } from 'react';
import type { TaskIndex } from './tool-parts';
import type { Decision } from './use-saydo-chat';

export type ThreadActions = {
  index: TaskIndex;
  /** Approves or declines a call that waits. */
  decide: (decision: Decision) => Promise<void>;
};

export const ThreadContext = createContext<ThreadActions | null>(null);

/** What the cards of a conversation share. */
export function useThread(): ThreadActions {
  const thread = useContext(ThreadContext);
  if (!thread) throw new Error('useThread is for cards inside a conversation.');
  return thread;
}
