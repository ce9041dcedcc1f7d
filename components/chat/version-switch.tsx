'use client';

import { ChevronLeft, ChevronRight } from 'lucide-react';
import type { SaydoMessage } from '@/lib/agent/message';
import { ActionButton } from './action-button';
import { useActions } from './message-actions-context';

/** Goes through the versions of a message; each leads to what came after it. */
export function VersionSwitch({ message }: { message: SaydoMessage }) {
  const { blocked, choose } = useActions();
  const versions = message.metadata?.versions;
  if (!versions) return null;
  const { place, of, previous, next } = versions;
  const go = (to: string | undefined, at: number) =>
    to ? choose(to, `Version ${at.toString()} of ${of.toString()}`) : undefined;
  return (
    <fieldset aria-label="Versions" className="flex items-center">
      <ActionButton
        label="Previous version"
        blocked={previous ? blocked : 'This is the first one.'}
        onClick={() => go(previous, place - 1)}
      >
        <ChevronLeft aria-hidden="true" />
      </ActionButton>
      <span className="tabular text-ink-faint text-xs">
        <span aria-hidden="true">
          {place}/{of}
        </span>
        <span className="sr-only">
          Version {place} of {of}
        </span>
      </span>
      <ActionButton
        label="Next version"
        blocked={next ? blocked : 'This is the last one.'}
        onClick={() => go(next, place + 1)}
      >
        <ChevronRight aria-hidden="true" />
      </ActionButton>
    </fieldset>
  );
}
