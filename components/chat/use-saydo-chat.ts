'use client';

import { useChat } from '@ai-sdk/react';
import { useCallback, useEffect, useMemo, useRef, useState } from 'react';
import { v7 as uuidv7 } from 'uuid';
import type { SaydoMessage } from '@/lib/agent/message';
import type { Thread } from '@/lib/agent/thread';
import { useRefreshConversations } from '../conversations/use-conversations';
import { fetchJson, RequestError, request } from '../layout/fetch-json';
import { useRefreshTasks } from '../tasks/use-task-list';
import { toast } from '../ui/toast';
import { mergeThread, withoutTail } from './merge-thread';
import { isToolPart } from './tool-parts';
import { createTransport, type Decision } from './transport';

const PAGE = 30;
const POLL_EVERY = 1000;

export type Opening = { id: string; messages: SaydoMessage[]; previousCursor: string | null };

/** One conversation: what was said, what is being answered, and everything a person can do in it. */
export function useSaydoChat({ id, messages: first, previousCursor }: Opening) {
  const refreshTasks = useRefreshTasks();
  const refreshConversations = useRefreshConversations();
  const [older, setOlder] = useState(previousCursor);
  const [stopping, setStopping] = useState(false);
  const transport = useMemo(createTransport, []);
  const chat = useChat<SaydoMessage>({
    id,
    messages: first,
    transport,
    generateId: uuidv7,
    throttle: 40,
    onFinish: () => {
      void refreshTasks();
      refreshConversations();
    },
  });
  const { messages, setMessages, status, sendMessage, clearError } = chat;
  const last = messages.at(-1);
  const streaming = status === 'submitted' || status === 'streaming';
  const elsewhere = !streaming && last?.metadata?.status === 'streaming';
  const running = streaming || elsewhere;

  const reload = useCallback(async () => {
    const page = await fetchJson<Thread>(`/api/conversations/${id}/messages?limit=${PAGE}`);
    setMessages((now) => mergeThread(now, page.messages));
    return page.messages;
  }, [id, setMessages]);

  useFollowElsewhere(elsewhere, async () => {
    const fresh = await reload();
    if (fresh.at(-1)?.metadata?.status === 'streaming') return;
    clearError();
    await refreshTasks();
    refreshConversations();
  });

  // The lists move as the assistant works, not only when it has finished.
  const doneCalls = streaming ? countDone(last) : 0;
  useEffect(() => {
    if (doneCalls > 0) void refreshTasks();
  }, [doneCalls, refreshTasks]);

  // A stop that came before the answer had begun: say it again now that there is something to stop.
  const begun = status === 'streaming';
  useEffect(() => {
    if (stopping && begun) void askToStop(id);
    if (!running) setStopping(false);
  }, [stopping, begun, running, id]);

  async function stop() {
    setStopping(true);
    await askToStop(id);
  }

  /** Sends the last message once more, after looking what became of it. */
  async function retry() {
    const stored = await reload().catch(ignoreUnknown);
    if (!stored) return;
    const answer = stored.at(-1);
    if (answer?.role === 'assistant' && answer.metadata?.status === 'streaming') return;
    if (answer?.role === 'assistant' && answer.metadata?.status === 'complete') {
      const mine = messages.findLast((message) => message.role === 'user');
      if (!mine || stored.some((message) => message.id === mine.id)) return clearError();
    }
    setMessages((now) => withoutTail(now));
    await sendMessage(undefined);
  }

  function ignoreUnknown(error: unknown): SaydoMessage[] | null {
    // A conversation that was never stored is not found: there is nothing to look at before sending.
    if (error instanceof RequestError && error.status === 404) return [];
    const words = error instanceof RequestError ? error.body : null;
    toast({
      tone: 'error',
      title: words?.error ?? 'That did not work.',
      ...(words && { description: words.try_next }),
    });
    return null;
  }

  /** Approves or declines a call that waits; the answer goes on when nothing else waits. */
  async function decide(decision: Decision, othersWait: boolean) {
    await chat.addToolApprovalResponse(decision);
    if (!othersWait) {
      await sendMessage(undefined, { body: { approval: decision } });
      return;
    }
    const body = JSON.stringify({ id, approval: decision });
    const headers = { 'content-type': 'application/json' };
    const response = await request('/api/chat', { method: 'POST', headers, body });
    await response.body?.cancel();
  }

  async function loadOlder() {
    if (!older) return;
    const page = await fetchJson<Thread>(
      `/api/conversations/${id}/messages?limit=${PAGE}&before=${encodeURIComponent(older)}`,
    );
    setOlder(page.previous_cursor);
    setMessages((now) => [...page.messages, ...now]);
  }

  /** Takes the last message back out, unsent, and gives its text. */
  function takeBack(messageId: string) {
    clearError();
    setMessages((now) => now.filter((message) => message.id !== messageId));
  }

  return {
    id,
    messages,
    status,
    running,
    stopping,
    error: chat.error,
    send: (text: string) => {
      void sendMessage({ id: uuidv7(), role: 'user', parts: [{ type: 'text', text }] });
      refreshConversations();
    },
    stop,
    retry,
    decide,
    takeBack,
    hasOlder: older !== null,
    loadOlder,
  };
}

async function askToStop(id: string): Promise<void> {
  try {
    await request(`/api/chat/${id}/stop`, { method: 'POST' });
  } catch (error) {
    // Not there yet: the first message is still on its way, and the stop is said again then.
    if (!(error instanceof RequestError) || error.status === 404) return;
    toast({ tone: 'error', title: error.body.error, description: error.body.try_next });
  }
}

function countDone(message: SaydoMessage | undefined): number {
  return message?.parts.filter((p) => isToolPart(p) && p.state === 'output-available').length ?? 0;
}

/** While another tab's answer (or one from before a reload) runs, looks at it each second. */
function useFollowElsewhere(active: boolean, look: () => Promise<void>) {
  const latest = useRef(look);
  useEffect(() => {
    latest.current = look;
  });
  useEffect(() => {
    if (!active) return;
    let timer: ReturnType<typeof setTimeout>;
    const tick = async () => {
      // Without a network it goes on asking: the banner says so, and the answer is being kept.
      await latest.current().catch(() => undefined);
      timer = setTimeout(tick, POLL_EVERY);
    };
    timer = setTimeout(tick, POLL_EVERY);
    return () => clearTimeout(timer);
  }, [active]);
}
