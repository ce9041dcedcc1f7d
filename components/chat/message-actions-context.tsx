'use client';

import { createContext, useContext } from 'react';
import type { SaydoMessage } from '@/lib/agent/message';
import type { Rating } from './use-message-actions';
import type { Edit } from './use-replacements';

export type MessageActions = {
  /** Why messages can't be changed just now; null when they can. */
  blocked: string | null;
  /** The message that is being edited. */
  editing: Editing | null;
  setEditing: (editing: Editing | null) => void;
  edit: (edit: Edit) => Promise<void>;
  regenerate: (answer: SaydoMessage) => Promise<void>;
  choose: (messageId: string, words: string) => Promise<void>;
  remove: (message: SaydoMessage) => Promise<void>;
  rate: (messageId: string, rating: Rating) => Promise<boolean>;
  /** How many changes of tasks were made after a message, and still stand. */
  actedSince: (messageId: string) => number;
};

/** It is kept here while the message is out of the page. */
export type Editing = { messageId: string; text: string };

export const MessageActionsContext = createContext<MessageActions | null>(null);

/** What can be done with the messages of a conversation. */
export function useActions(): MessageActions {
  const actions = useContext(MessageActionsContext);
  if (!actions) throw new Error('useActions is for messages inside a conversation.');
  return actions;
}
