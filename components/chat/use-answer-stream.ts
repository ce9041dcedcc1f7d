'use client';

import { useCallback, useEffect, useRef, useState } from 'react';
import type { SaydoMessage } from '@/lib/agent/message';
import { request } from '../layout/fetch-json';
import { readEvents } from './read-stream';
import { addChunk, type Chunk, startDraft } from './write-answer';

/** submitted: sent, nothing heard yet. failed: refused or broken off; `error` says how. */
export type AnswerStatus = 'ready' | 'submitted' | 'streaming' | 'failed';

type Options = {
  /** Gets the answer as it grows, a few times a second. */
  show: (message: SaydoMessage) => void;
  onBegin: () => void;
  onEnd: () => void;
};

const SHOW_EVERY = 40;

/** Asks for an answer and reads it as it is written. Leaving the page lets it go on unread. */
export function useAnswerStream({ show, onBegin, onEnd }: Options) {
  const [status, setStatus] = useState<AnswerStatus>('ready');
  const [error, setError] = useState<Error | null>(null);
  const reading = useRef<AbortController | null>(null);

  useEffect(() => () => reading.current?.abort(), []);

  /** `going` is the answer that goes on, where it is not a new one. */
  const ask = useCallback(
    async (body: object, going?: SaydoMessage) => {
      const controller = new AbortController();
      reading.current = controller;
      setStatus('submitted');
      setError(null);
      try {
        const response = await request('/api/chat', {
          method: 'POST',
          headers: { 'content-type': 'application/json' },
          body: JSON.stringify(body),
          signal: controller.signal,
        });
        setStatus('streaming');
        onBegin();
        await read(response, going, show);
        setStatus('ready');
      } catch (caught) {
        if (controller.signal.aborted) return;
        setError(caught instanceof Error ? caught : new Error(String(caught)));
        setStatus('failed');
      }
      onEnd();
    },
    [show, onBegin, onEnd],
  );

  const clear = useCallback(() => {
    setError(null);
    setStatus('ready');
  }, []);

  return { status, error, ask, clear };
}

async function read(
  response: Response,
  going: SaydoMessage | undefined,
  show: (message: SaydoMessage) => void,
): Promise<void> {
  if (!response.body) return;
  let draft = startDraft(going);
  let timer: ReturnType<typeof setTimeout> | null = null;
  const flush = () => {
    timer = null;
    show(draft.message);
  };
  try {
    for await (const chunk of readEvents<Chunk>(response.body)) {
      draft = addChunk(draft, chunk);
      timer ??= setTimeout(flush, SHOW_EVERY);
    }
  } finally {
    if (timer) clearTimeout(timer);
    if (draft.message.id) flush();
  }
}
