'use client';

import { useCallback, useEffect, useRef } from 'react';
import type { SaydoMessage } from '@/lib/agent/message';
import type { Thread } from '@/lib/agent/thread';
import { useRefreshConversations } from '../conversations/use-conversations';
import { RequestError, request } from '../layout/fetch-json';
import { useRefreshTasks } from '../tasks/use-task-list';
import type { AnswerReader } from './answer-reader';
import { textOf } from './message-text';
import { post } from './post';
import type { Queued } from './read-queue';
import { report } from './report';
import {
  arrivedAt,
  isUnsent,
  messagesOf,
  tailOf,
  withMessage,
  withoutMessages,
} from './thread-window';
import { isToolPart } from './tool-parts';
import { useAnswerReader } from './use-answer-reader';
import { useLookAgain } from './use-look-again';
import { useMarkRead } from './use-mark-read';
import { useReplacements } from './use-replacements';
import { useStop } from './use-stop';
import { useThreadWindow } from './use-thread-window';
import { withoutTail } from './without-tail';
import { withDecision } from './write-answer';

export type Opening = {
  id: string;
  thread: Thread;
  /** When it was read, in ms since the epoch. */
  readAt: number;
  /** The message to show first; without one, the newest. */
  target?: string | undefined;
};

/** A decision about a call that waits: all that the client may say about it. */
export type Decision = { id: string; approved: boolean };

/**
 * How sending went. waits: another tab's answer runs, and the message has to wait for it. kept: its
 * place could not be reached. left: nobody heard whether it arrived. failed: it stands there with the
 * reason.
 */
export type Sent = 'accepted' | 'waits' | 'kept' | 'left' | 'failed';

type Asking = Parameters<AnswerReader['ask']>[1];

/** A page that was read longer ago than this may have missed something, in ms. */
const FRESH = 2000;

/** One conversation: what was said, what is being answered, and everything a person can do in it. */
export function useSaydoChat({ id, thread: first, readAt }: Opening) {
  const refreshTasks = useRefreshTasks();
  const refreshConversations = useRefreshConversations();
  const thread = useThreadWindow(id, first);
  const { latest, update, readNewest, tail } = thread;

  const show = useCallback(
    (message: SaydoMessage) => update((now) => withMessage(now, message)),
    [update],
  );
  const refresh = useCallback(() => {
    void refreshTasks();
    refreshConversations();
  }, [refreshTasks, refreshConversations]);

  const tailNow = useCallback(() => tailOf(latest.current), [latest]);
  /** What the running request asks for, until the server has taken it. */
  const asked = useRef<{ messageId: string } | null>(null);
  /** Whether there was something to look at while an answer was being read. */
  const missed = useRef(false);

  async function look(): Promise<Thread> {
    const waited = messagesOf(latest.current).some(isUnsent);
    const page = await readNewest();
    // What could not be sent was there after all.
    if (waited && !messagesOf(latest.current).some(isUnsent)) answer.clear();
    return page;
  }

  const answer = useAnswerReader(id, {
    look,
    isRunning: () => tailNow()?.metadata?.status === 'streaming',
    show,
    onBegin: refreshConversations,
    onEnd: () => {
      refresh();
      // Only the rows know what an undo in words reached, and what of an answer still stands.
      if (tailNow()?.parts.some(isToolPart)) lookAgain();
    },
    onFree: () => {
      if (missed.current) lookAgain();
    },
  });
  const { reader, status } = answer;
  const busy = status === 'asking' || status === 'reading' || status === 'lost';
  const running = busy || (status !== 'failed' && tail?.metadata?.status === 'streaming');

  const replacements = useReplacements({ conversationId: id, thread, ask });

  function lookAgain() {
    // A new chat is not there to be looked at before its first message is.
    missed.current = reader.isBusy();
    if (missed.current || messagesOf(latest.current).length === 0) return;
    if (document.visibilityState === 'visible') void reader.follow();
    else void look().catch(ignoreRefusal);
  }
  useLookAgain(id, { look: lookAgain, rest: reader.rest });
  const ended = !running && tail?.role === 'assistant' && !thread.hasNewer ? tail.id : null;
  useMarkRead(id, ended);

  // An old page may have missed something, and one from the middle doesn't know what runs at the end.
  const unsure = useRef(Date.now() - readAt > FRESH || thread.hasNewer);
  useEffect(() => {
    if (unsure.current || tailNow()?.metadata?.status === 'streaming') void reader.follow();
  }, [reader, tailNow]);

  // The lists move as the assistant works, not only when it has finished.
  const doneCalls = running ? countDone(tail) : 0;
  useEffect(() => {
    if (doneCalls > 0) void refreshTasks();
  }, [doneCalls, refreshTasks]);

  const stopper = useStop(id, {
    running,
    meant: () => asked.current?.messageId ?? tailNow()?.id,
    // What is on its way is not taken back; the stop waits for it.
    renew: () => asked.current === null && void reader.renew(),
  });

  async function send(message: Queued): Promise<Sent> {
    const said: SaydoMessage = { id: message.id, role: 'user', parts: [textPart(message.text)] };
    try {
      if (thread.hasNewer) await thread.openNewest();
    } catch (error) {
      report(error);
      return 'kept';
    }
    try {
      show(said);
      return (await say(said)) ? 'accepted' : 'left';
    } catch (error) {
      if (await hasToWait(error)) {
        update((now) => withoutMessages(now, [said.id]));
        void reader.follow();
        return 'waits';
      }
      answer.fail(asError(error));
      return 'failed';
    }
  }

  /** Asks for the answer of a message; sent again it is a retry of the same one. */
  async function say(said: SaydoMessage): Promise<boolean> {
    const parts = [textPart(textOf(said))];
    const body = { id, message: { id: said.id, role: 'user', parts } };
    const taken = await ask(body, said.id);
    if (taken) update((now) => arrivedAt(now, said.id, new Date()));
    return taken;
  }

  /** Sends a request that is about a message; resolves with whether the server has taken it. */
  async function ask(body: object, messageId: string, how?: Asking): Promise<boolean> {
    const own = { messageId };
    const arrived = (stored: Thread) => stored.messages.some(({ id }) => id === messageId);
    asked.current = own;
    try {
      const taken = await reader.ask(body, how ?? { arrived });
      if (taken) thread.wrote();
      return taken;
    } finally {
      // Another request may have taken its place.
      if (asked.current === own) asked.current = null;
    }
  }

  /** Whether a refusal means that another tab's answer ran; a short one may have ended since. */
  async function hasToWait(error: unknown): Promise<boolean> {
    if (!(error instanceof RequestError) || error.body.code !== 'answer_is_running') return false;
    await look().catch(ignoreRefusal);
    return true;
  }

  /** Sends the last message once more, after looking what became of it. */
  async function retry() {
    try {
      const stored = await lookUnlessNew();
      const merged = messagesOf(latest.current);
      // Another tab may have said something since.
      const mine = merged.findLast((message) => message.role === 'user');
      if (!mine) return;
      const reply = stored?.messages.at(-1);
      const arrived = stored?.messages.some((message) => message.id === mine.id);
      if (arrived && reply?.metadata?.status === 'streaming') return void reader.renew();
      if (arrived && reply?.role === 'assistant' && reply.metadata?.status === 'complete')
        return answer.clear();
      const broken = merged.at(-1);
      if (broken?.role === 'assistant') {
        const kept = withoutTail(broken);
        // What it had done comes again at the stream's beginning.
        update((now) => (kept ? withMessage(now, kept) : withoutMessages(now, [broken.id])));
      }
      await say(mine);
    } catch (error) {
      answer.fail(asError(error));
    }
  }

  /** A conversation that was never stored is not found: there is nothing to look at before sending. */
  async function lookUnlessNew(): Promise<Thread | null> {
    try {
      return await look();
    } catch (error) {
      if (error instanceof RequestError && error.status === 404) return null;
      throw error;
    }
  }

  /** Approves or declines a call that waits; the answer goes on when nothing else waits. */
  async function decide(decision: Decision) {
    if (!tail) return;
    const going = withDecision(tail, decision);
    const arrived = (stored: Thread) =>
      !stored.messages.some((message) => waiting(message).includes(decision.id));
    const body = { id, approval: decision };
    try {
      if (waiting(going).length > 0) {
        await (await request('/api/chat', post(body))).body?.cancel();
        thread.wrote();
      } else if (!(await ask(body, tail.id, { going, arrived }))) {
        // Nobody heard whether it arrived: what took its place reads how the card stands.
        return;
      }
    } catch (error) {
      // It may have been decided in another tab, or expired: then the card says so.
      await look().catch(ignoreRefusal);
      throw error;
    }
    update((now) => {
      const asking = messagesOf(now).find(({ id }) => id === tail.id);
      return asking ? withMessage(now, withDecision(asking, decision)) : now;
    });
  }

  /** Takes a message that never arrived back out. */
  function takeBack(messageId: string) {
    answer.clear();
    update((now) => withoutMessages(now, [messageId]));
  }

  return {
    id,
    thread,
    messages: thread.messages,
    tail,
    running,
    /** Whether the connection to the running answer is being made again. */
    lost: status === 'lost',
    stopping: stopper.stopping,
    error: answer.error,
    send,
    stop: stopper.stop,
    retry,
    decide,
    takeBack,
    ...replacements,
  };
}

export type SaydoChat = ReturnType<typeof useSaydoChat>;

function textPart(text: string) {
  return { type: 'text', text } as const;
}

/** The approvals that a message waits for. */
function waiting(message: SaydoMessage): string[] {
  return message.parts.flatMap((part) =>
    isToolPart(part) && part.state === 'approval-requested' ? [part.approval.id] : [],
  );
}

/** Looking again is a help; what it is refused with is told by what the person does next. */
function ignoreRefusal(error: unknown): null {
  if (error instanceof RequestError) return null;
  throw error;
}

function asError(error: unknown): Error {
  return error instanceof Error ? error : new Error(String(error));
}

function countDone(message: SaydoMessage | undefined): number {
  return message?.parts.filter((p) => isToolPart(p) && p.state === 'output-available').length ?? 0;
}
