'use client';

import { useEffect, useRef, useState } from 'react';
import type { SaydoMessage } from '@/lib/agent/message';
import { spokenParts } from './spoken';

type Line = { key: string; text: string };

type LiveRegionProps = {
  /** The last message of the conversation. */
  message: SaydoMessage | undefined;
  running: boolean;
};

/** Reads answers out as they come: each finished sentence once. History is not read. */
export function LiveRegion({ message, running }: LiveRegionProps) {
  const [lines, setLines] = useState<Line[]>([]);
  // What stood there when the page opened is history, unless it is still being written.
  const [openedWith] = useState(running ? null : message?.id);
  const following = useRef<{ id: string; heard: number } | null>(null);

  useEffect(() => {
    if (message?.role !== 'assistant') return;
    if (following.current?.id !== message.id) {
      // A quick answer is first seen when it is over.
      if (!running && message.id === openedWith) return;
      following.current = { id: message.id, heard: 0 };
    }
    const spoken = spokenParts(message, !running);
    const { id, heard } = following.current;
    if (spoken.length <= heard) return;
    following.current.heard = spoken.length;
    const fresh = spoken
      .slice(heard)
      .map((text, place) => ({ key: `${id} ${(heard + place).toString()}`, text }));
    // A few are enough: what was read out need not stay.
    setLines((now) => [...now, ...fresh].slice(-12));
  }, [message, running, openedWith]);

  return (
    <div aria-live="polite" aria-relevant="additions" className="sr-only">
      {lines.map((line) => (
        <p key={line.key}>{line.text}</p>
      ))}
    </div>
  );
}
