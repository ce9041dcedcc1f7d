'use client';

import { useEffect, useRef, useState } from 'react';
import { request } from '../layout/fetch-json';
import { report } from './report';

/** A stopped answer tells its end at once; if nothing is heard for this long, its stream is dead. */
const HEARD_WITHIN = 2500;

type Stopping = {
  running: boolean;
  /** The message whose answer is meant, or the answer: a stop may overtake what it stops. */
  meant: () => string | undefined;
  /** Looks how the answer stands, where its stream does not tell. */
  renew: () => void;
};

/** Stops the running answer, whichever tab asked for it. */
export function useStop(conversationId: string, { running, meant, renew }: Stopping) {
  const [stopping, setStopping] = useState(false);
  const latest = useRef(renew);
  useEffect(() => {
    latest.current = renew;
  });

  useEffect(() => {
    if (!running) setStopping(false);
  }, [running]);

  useEffect(() => {
    if (!stopping) return;
    const timer = setInterval(() => latest.current(), HEARD_WITHIN);
    return () => clearInterval(timer);
  }, [stopping]);

  async function stop() {
    if (!running) return;
    setStopping(true);
    const messageId = meant();
    const query = messageId ? `?message=${messageId}` : '';
    try {
      await request(`/api/chat/${conversationId}/stop${query}`, { method: 'POST' });
    } catch (error) {
      setStopping(false);
      report(error);
    }
  }

  return { stopping, stop };
}
