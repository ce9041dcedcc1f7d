'use client';

import { useState } from 'react';
import type { SaydoMessage } from '@/lib/agent/message';
import {
  chooseVersion,
  deletePair,
  rateMessage,
  restorePair,
} from '@/lib/conversations/message-actions';
import { notReached } from '../layout/not-reached';
import { toast } from '../ui/toast';
import { pairOf } from './pair-of';
import { report } from './report';
import { changeMessages, withoutMessages } from './thread-window';
import type { SaydoChat } from './use-saydo-chat';

export type Rating = { value: 1 | -1 | null; note: string };

/**
 * What a person can do with a message that is there. Every one of them says what was refused. `goTo`
 * hears which message is shown anew, and whether it is somewhere else now.
 */
export function useMessageActions(
  chat: SaydoChat,
  goTo: (messageId: string, moved: boolean) => void,
) {
  const { id: conversationId, thread } = chat;
  /** What a screen reader is told of a change that is seen without it. */
  const [told, setTold] = useState('');

  async function regenerate(answer: SaydoMessage): Promise<void> {
    try {
      await chat.regenerate(answer);
      setTold('Answering again.');
    } catch (error) {
      report(error);
    }
  }

  async function choose(messageId: string, words: string): Promise<void> {
    if (!(await written(chooseVersion(conversationId, messageId)))) return;
    await showAgain(messageId);
    setTold(words);
  }

  async function remove(message: SaydoMessage): Promise<void> {
    const ids = pairOf(thread.messages, message.id);
    if (!(await written(deletePair(conversationId, message.id)))) return;
    thread.update((now) => withoutMessages(now, ids));
    toast({
      title: ids.length > 1 ? 'Message and answer deleted' : 'Message deleted',
      action: { label: 'Undo', onClick: () => void bringBack(message.id) },
    });
  }

  async function bringBack(messageId: string): Promise<void> {
    if (!(await written(restorePair(conversationId, messageId)))) return;
    await showAgain(messageId);
    setTold('The message is back.');
  }

  /** Whether it was saved. */
  async function rate(messageId: string, rating: Rating): Promise<boolean> {
    if (!(await written(rateMessage(messageId, rating)))) return false;
    const { value, note } = rating;
    const { update } = thread;
    update((now) =>
      changeMessages(now, (messages) =>
        messages.map((message) => {
          if (message.id !== messageId) return message;
          const { rating: _, ...metadata } = message.metadata ?? {};
          return {
            ...message,
            metadata: value ? { ...metadata, rating: { value, note } } : metadata,
          };
        }),
      ),
    );
    return true;
  }

  async function showAgain(messageId: string): Promise<void> {
    try {
      goTo(messageId, await thread.showAgain(messageId));
    } catch (error) {
      report(error);
    }
  }

  async function written(result: Promise<Result>): Promise<boolean> {
    const worked = await done(result);
    if (worked) thread.wrote();
    return worked;
  }

  return { told, regenerate, choose, remove, rate };
}

type Result = { ok: true } | { ok: false; error: string; try_next: string };

/** Whether an action worked; says why where it did not. */
async function done(action: Promise<Result>): Promise<boolean> {
  const result = await action.catch(notReached);
  if (!result.ok) toast({ tone: 'error', title: result.error, description: result.try_next });
  return result.ok;
}
