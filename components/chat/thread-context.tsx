'use client';

import { createContext, useContext } from 'react';
import type { TaskIndex } from './tool-parts';
import type { Decision } from './transport';

export type ThreadActions = {
  index: TaskIndex;
  /** Approves or declines; `othersWait` when the answer has more calls to decide about. */
  decide: (decision: Decision) => Promise<void>;
};

export const ThreadContext = createContext<ThreadActions | null>(null);

/** What the cards of a conversation share. */
export function useThread(): ThreadActions {
  const thread = useContext(ThreadContext);
  if (!thread) throw new Error('useThread is for cards inside a conversation.');
  return thread;
}
