'use client';

import { useEffect, useRef, useState } from 'react';
import type { SaydoMessage } from '@/lib/agent/message';
import { type Spoken, spokenParts } from './spoken';

type LiveRegionProps = {
  /** The last message of the conversation. */
  message: SaydoMessage | undefined;
  running: boolean;
};

/** Reads answers out as they come: each finished sentence once. History is not read. */
export function LiveRegion({ message, running }: LiveRegionProps) {
  const [lines, setLines] = useState<Spoken[]>([]);
  const heard = useRef(new Set<string>());
  const wasRunning = useRef<boolean | null>(null);

  useEffect(() => {
    const before = wasRunning.current;
    wasRunning.current = running;
    if (message?.role !== 'assistant') return;
    const begins = running && before === false;
    const rests = !running && before !== true;
    // What stands there then is history. What was still being written when the page opened is not.
    if (begins || rests) {
      for (const { key } of spokenParts(message, true)) heard.current.add(key);
      return;
    }
    const spoken = spokenParts(message, !running);
    const fresh = spoken.filter(({ key }, place) => {
      const first = spoken.findIndex((other) => other.key === key) === place;
      return first && !heard.current.has(key);
    });
    if (fresh.length === 0) return;
    for (const { key } of fresh) heard.current.add(key);
    // A few are enough: what was read out need not stay.
    setLines((now) => [...now, ...fresh].slice(-12));
  }, [message, running]);

  return (
    <div aria-live="polite" aria-relevant="additions" className="sr-only">
      {lines.map((line) => (
        <p key={line.key}>{line.text}</p>
      ))}
    </div>
  );
}
