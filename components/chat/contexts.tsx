'use client';

import { type ReactNode, useEffect, useMemo, useRef } from 'react';
import { type MessageActions, MessageActionsContext } from './message-actions-context';
import { actedSince } from './pair-of';
import { ThreadContext } from './thread-context';
import type { TaskIndex } from './tool-parts';
import type { SaydoChat } from './use-saydo-chat';

type Given = Pick<
  MessageActions,
  'editing' | 'setEditing' | 'regenerate' | 'choose' | 'remove' | 'rate'
>;

type ContextsProps = { index: TaskIndex; chat: SaydoChat; actions: Given; children: ReactNode };

/**
 * What the messages and cards of a conversation share. The actions stay the same while an answer grows:
 * messages that don't change are not drawn again.
 */
export function Contexts({ index, chat, actions, children }: ContextsProps) {
  const latest = useRef({ chat, actions });
  useEffect(() => {
    latest.current = { chat, actions };
  });
  const { running } = chat;
  const { editing, setEditing } = actions;
  const shared = useMemo<MessageActions>(
    () => ({
      blocked: running ? 'Wait until the answer is finished, or stop it.' : null,
      editing,
      setEditing,
      edit: (edit) => latest.current.chat.edit(edit),
      regenerate: (answer) => latest.current.actions.regenerate(answer),
      choose: (id, words) => latest.current.actions.choose(id, words),
      remove: (message) => latest.current.actions.remove(message),
      rate: (id, rating) => latest.current.actions.rate(id, rating),
      actedSince: (id) => actedSince(latest.current.chat.messages, id),
    }),
    [running, editing, setEditing],
  );
  return (
    <ThreadContext value={{ index, decide: chat.decide }}>
      <MessageActionsContext value={shared}>{children}</MessageActionsContext>
    </ThreadContext>
  );
}
