'use client';

import { useRef } from 'react';
import { v7 as uuidv7 } from 'uuid';
import type { SaydoMessage } from '@/lib/agent/message';
import { endBefore, messagesOf, withMessage } from './thread-window';
import type { ThreadWindowState } from './use-thread-window';

/** A message said anew in place of an earlier one. */
export type Edit = { messageId: string; text: string; takeBack: boolean };

type Asking = {
  conversationId: string;
  thread: ThreadWindowState;
  /** Sends a request that is about a message; resolves with whether the server has taken it. */
  ask: (body: object, messageId: string) => Promise<boolean>;
};

/**
 * Says an earlier message anew, or has it answered once more. Both keep the old version, and throw why
 * they were refused; then nothing has changed on the screen either.
 */
export function useReplacements({ conversationId, thread, ask }: Asking) {
  // What is tried again after a lost connection is the same version, not one more.
  const ids = useRef(new Map<string, string>());
  const idFor = (what: string) => {
    const id = ids.current.get(what) ?? uuidv7();
    ids.current.set(what, id);
    return id;
  };

  async function edit({ messageId, text, takeBack }: Edit): Promise<void> {
    const what = `${messageId} ${text}`;
    const id = idFor(what);
    const parts = [{ type: 'text' as const, text }];
    const message = { id, role: 'user' as const, parts };
    await ask({ id: conversationId, message, replaces: messageId, take_back: takeBack }, id);
    ids.current.delete(what);
    put(messageId, { ...message, metadata: { created_at: new Date().toISOString() } });
  }

  async function regenerate(answer: SaydoMessage): Promise<void> {
    const id = idFor(answer.id);
    const takeBack = (answer.metadata?.acted ?? 0) > 0;
    const wanted = { answer: answer.id, id, take_back: takeBack };
    await ask({ id: conversationId, regenerate: wanted }, id);
    ids.current.delete(answer.id);
    put(answer.id, { id, role: 'assistant', parts: [], metadata: { status: 'streaming' } });
  }

  /** The new message in place of the old one and of all that came after it. */
  function put(replaced: string, message: SaydoMessage) {
    thread.update((now) => {
      const there = messagesOf(now).some(({ id }) => id === message.id);
      return there ? now : withMessage(endBefore(now, replaced), message);
    });
  }

  return { edit, regenerate };
}
