'use client';

import { useCallback, useEffect, useRef, useState } from 'react';
import { request } from '../layout/fetch-json';
import { createReader, type ReaderDoors, type ReaderStatus } from './answer-reader';
import { post } from './post';

type Options = Pick<ReaderDoors, 'look' | 'isRunning' | 'show' | 'onBegin' | 'onEnd' | 'onFree'>;

/** Asks for the answers of a conversation and reads them. Leaving the page lets them go on unread. */
export function useAnswerReader(conversationId: string, options: Options) {
  const [state, setState] = useState<{ status: ReaderStatus; error: Error | null }>(idle);
  const latest = useRef(options);
  useEffect(() => {
    latest.current = options;
  });

  const [reader] = useState(() =>
    createReader({
      ask: (body, signal) => request('/api/chat', { ...post(body), signal }),
      attach: async (signal) => {
        const response = await request(`/api/chat/${conversationId}/stream`, { signal });
        return response.status === 204 ? null : response;
      },
      look: () => latest.current.look(),
      isRunning: () => latest.current.isRunning(),
      show: (message) => latest.current.show(message),
      onBegin: () => latest.current.onBegin(),
      onEnd: () => latest.current.onEnd(),
      onFree: () => latest.current.onFree(),
      onStatus: (status, error) => setState({ status, error }),
      wait,
    }),
  );
  useEffect(() => () => reader.leave(), [reader]);

  const fail = useCallback((error: Error) => setState({ status: 'failed', error }), []);
  const clear = useCallback(() => setState(idle), []);

  return { ...state, reader, fail, clear };
}

const idle = { status: 'ready', error: null } as const;

function wait(ms: number): Promise<void> {
  return new Promise((resolve) => {
    const done = () => {
      clearTimeout(timer);
      window.removeEventListener('online', done);
      resolve();
    };
    const timer = setTimeout(done, ms);
    window.addEventListener('online', done);
  });
}
