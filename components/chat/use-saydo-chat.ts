'use client';

import { useCallback, useEffect, useRef, useState } from 'react';
import { v7 as uuidv7 } from 'uuid';
import type { SaydoMessage } from '@/lib/agent/message';
import type { Thread } from '@/lib/agent/thread';
import { useRefreshConversations } from '../conversations/use-conversations';
import { fetchJson, RequestError, request } from '../layout/fetch-json';
import { useRefreshTasks } from '../tasks/use-task-list';
import { toast } from '../ui/toast';
import { mergeThread, withoutTail } from './merge-thread';
import { textOf } from './message-text';
import { isToolPart } from './tool-parts';
import { useAnswerStream } from './use-answer-stream';
import { useFollowElsewhere } from './use-follow-elsewhere';
import { withDecision } from './write-answer';

const PAGE = 30;

export type Opening = { id: string; messages: SaydoMessage[]; previousCursor: string | null };

/** A decision about a call that waits: all that the client may say about it. */
export type Decision = { id: string; approved: boolean };

/** One conversation: what was said, what is being answered, and everything a person can do in it. */
export function useSaydoChat({ id, messages: first, previousCursor }: Opening) {
  const refreshTasks = useRefreshTasks();
  const refreshConversations = useRefreshConversations();
  const [messages, setMessages] = useState(first);
  const [older, setOlder] = useState(previousCursor);
  const [stopping, setStopping] = useState(false);

  const show = useCallback(
    (message: SaydoMessage) =>
      setMessages((now) =>
        now.some((other) => other.id === message.id)
          ? now.map((other) => (other.id === message.id ? message : other))
          : [...now, message],
      ),
    [],
  );
  const refresh = useCallback(() => {
    void refreshTasks();
    refreshConversations();
  }, [refreshTasks, refreshConversations]);

  const answer = useAnswerStream({ show, onBegin: refreshConversations, onEnd: refresh });

  const last = messages.at(-1);
  const streaming = answer.status === 'submitted' || answer.status === 'streaming';
  const elsewhere = !streaming && last?.metadata?.status === 'streaming';
  const running = streaming || elsewhere;

  const reload = useCallback(async () => {
    const page = await fetchJson<Thread>(`/api/conversations/${id}/messages?limit=${PAGE}`);
    setMessages((now) => mergeThread(now, page.messages));
    return page.messages;
  }, [id]);

  useFollowElsewhere(elsewhere, async () => {
    const fresh = await reload();
    if (fresh.at(-1)?.metadata?.status === 'streaming') return;
    answer.clear();
    refresh();
  });

  // The lists move as the assistant works, not only when it has finished.
  const doneCalls = running ? countDone(last) : 0;
  useEffect(() => {
    if (doneCalls > 0) void refreshTasks();
  }, [doneCalls, refreshTasks]);

  // An undo in words reaches back to earlier cards: only the rows know which.
  const wasRunning = useRef(running);
  useEffect(() => {
    const ended = wasRunning.current && !running;
    wasRunning.current = running;
    if (ended && last?.parts.some(({ type }) => type === 'tool-undo')) {
      void reload().catch(reportUnlessMissing);
    }
  }, [running, last, reload]);

  // A stop that came before the answer had begun: say it again now that there is something to stop.
  const begun = answer.status === 'streaming';
  useEffect(() => {
    if (stopping && begun) void askToStop(id);
    if (!running) setStopping(false);
  }, [stopping, begun, running, id]);

  async function send(text: string) {
    const message: SaydoMessage = { id: uuidv7(), role: 'user', parts: [{ type: 'text', text }] };
    setMessages((now) => [...now, message]);
    await answer.ask(saying(id, message));
  }

  /** Sends the last message once more, after looking what became of it. */
  async function retry() {
    const stored = await reload().catch(reportUnlessMissing);
    if (!stored) return;
    const merged = mergeThread(messages, stored);
    // Another tab may have said something since.
    const mine = merged.findLast((message) => message.role === 'user');
    if (!mine) return;
    const reply = stored.at(-1);
    const arrived = stored.some((message) => message.id === mine.id);
    if (arrived && reply?.metadata?.status === 'streaming') return;
    if (arrived && reply?.role === 'assistant' && reply.metadata?.status === 'complete') {
      answer.clear();
      return;
    }
    setMessages(withoutTail(merged));
    // What the broken answer had done comes again at the stream's beginning.
    await answer.ask(saying(id, mine));
  }

  /** Approves or declines a call that waits; the answer goes on when nothing else waits. */
  async function decide(decision: Decision) {
    if (!last) return;
    const decided = withDecision(last, decision);
    const body = { id, approval: decision };
    if (!decided.parts.some((part) => isToolPart(part) && part.state === 'approval-requested')) {
      show(decided);
      await answer.ask(body, decided);
      return;
    }
    const response = await request('/api/chat', post(body));
    await response.body?.cancel();
    show(decided);
  }

  async function stop() {
    setStopping(true);
    await askToStop(id);
  }

  async function loadOlder() {
    if (!older) return;
    const before = encodeURIComponent(older);
    const page = await fetchJson<Thread>(
      `/api/conversations/${id}/messages?limit=${PAGE}&before=${before}`,
    );
    setOlder(page.previous_cursor);
    setMessages((now) => [...page.messages, ...now]);
  }

  /** Takes a message that never arrived back out. */
  function takeBack(messageId: string) {
    answer.clear();
    setMessages((now) => now.filter((message) => message.id !== messageId));
  }

  return {
    id,
    messages,
    running,
    stopping,
    error: answer.error,
    send,
    stop,
    retry,
    decide,
    takeBack,
    hasOlder: older !== null,
    loadOlder,
  };
}

/** The request that says a message; sent again it is a retry of the same one. */
function saying(conversationId: string, message: SaydoMessage) {
  const parts = [{ type: 'text', text: textOf(message) }];
  return { id: conversationId, message: { id: message.id, role: 'user', parts } };
}

function post(body: object): RequestInit {
  const headers = { 'content-type': 'application/json' };
  return { method: 'POST', headers, body: JSON.stringify(body) };
}

async function askToStop(id: string): Promise<void> {
  try {
    await request(`/api/chat/${id}/stop`, { method: 'POST' });
  } catch (error) {
    // Not there yet: the first message is still on its way, and the stop is said again then.
    if (error instanceof RequestError && error.status === 404) return;
    report(error);
  }
}

function reportUnlessMissing(error: unknown): SaydoMessage[] | null {
  // A conversation that was never stored is not found: there is nothing to look at before sending.
  if (error instanceof RequestError && error.status === 404) return [];
  report(error);
  return null;
}

function report(error: unknown): void {
  if (!(error instanceof RequestError)) throw error;
  toast({ tone: 'error', title: error.body.error, description: error.body.try_next });
}

function countDone(message: SaydoMessage | undefined): number {
  return message?.parts.filter((p) => isToolPart(p) && p.state === 'output-available').length ?? 0;
}
