'use client';

import { Clock, X } from 'lucide-react';
import { Button } from '../ui/button';
import type { Queued } from './read-queue';

type QueueListProps = {
  queued: Queued[];
  paused: boolean;
  /** Whether a message before them could not be sent. */
  blocked: boolean;
  onRemove: (id: string) => void;
  onResume: () => void;
};

/** Messages that wait for the running answer. */
export function QueueList({ queued, paused, blocked, onRemove, onResume }: QueueListProps) {
  if (queued.length === 0) return null;
  return (
    <section aria-label="Waiting messages" className="mb-2 rounded-xl bg-sunken px-3 py-2">
      <div className="flex items-center justify-between gap-2">
        <h2 className="flex items-center gap-1.5 font-medium text-ink-soft text-xs">
          <Clock aria-hidden="true" className="size-3.5" />
          {blocked
            ? 'Sent after the message above'
            : paused
              ? 'Not sent yet'
              : 'Sent when the answer is finished'}
        </h2>
        {paused ? (
          <Button size="sm" onClick={onResume}>
            Send now
          </Button>
        ) : null}
      </div>
      <ul>
        {queued.map((message) => (
          <li key={message.id} className="flex items-start gap-2 text-sm">
            <span dir="auto" className="wrap-anywhere-safe line-clamp-2 flex-1 py-1">
              {message.text}
            </span>
            <Button
              variant="ghost"
              size="icon-sm"
              aria-label={`Remove ${message.text.slice(0, 60)}`}
              onClick={() => onRemove(message.id)}
            >
              <X aria-hidden="true" className="size-4" />
            </Button>
          </li>
        ))}
      </ul>
    </section>
  );
}
