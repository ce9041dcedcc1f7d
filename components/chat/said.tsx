'use client';

import { Pencil, Trash2 } from 'lucide-react';
import { lazy, Suspense } from 'react';
import type { SaydoMessage } from '@/lib/agent/message';
import { ActionButton } from './action-button';
import { CopyButton } from './copy-button';
import { useActions } from './message-actions-context';
import { textOf } from './message-text';
import { isUnsent } from './thread-window';
import { VersionSwitch } from './version-switch';

const MessageEditor = lazy(() => import('./message-editor'));

/** What the person said, and what they can do with it. */
export function Said({ message }: { message: SaydoMessage }) {
  const { editing } = useActions();
  if (editing?.messageId === message.id)
    return (
      <Suspense fallback={<Bubble text={editing.text} />}>
        <MessageEditor message={message} text={editing.text} />
      </Suspense>
    );
  return (
    <div className="ms-8 flex flex-col items-end">
      <Bubble text={textOf(message)} />
      {isUnsent(message) ? null : <SaidActions message={message} />}
    </div>
  );
}

function Bubble({ text }: { text: string }) {
  return (
    <p
      dir="auto"
      className="wrap-anywhere-safe whitespace-pre-wrap rounded-2xl rounded-ee-md bg-accent-wash px-3.5 py-2 text-ink leading-relaxed"
    >
      {text}
    </p>
  );
}

function SaidActions({ message }: { message: SaydoMessage }) {
  const { blocked, setEditing, remove } = useActions();
  const text = textOf(message);
  return (
    <div className="mt-0.5 flex items-center">
      <VersionSwitch message={message} />
      <CopyButton text={text} />
      <ActionButton
        label="Edit"
        blocked={blocked}
        onClick={() => setEditing({ messageId: message.id, text })}
      >
        <Pencil aria-hidden="true" />
      </ActionButton>
      <ActionButton
        label="Delete this message and its answer"
        blocked={blocked}
        onClick={() => remove(message)}
      >
        <Trash2 aria-hidden="true" />
      </ActionButton>
    </div>
  );
}
