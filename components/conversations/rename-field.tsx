'use client';

import { useState } from 'react';

/** A conversation's title as a field: Enter or leaving it keeps, Escape gives the old one back. */
export function RenameField({ title, onDone }: { title: string; onDone: (to: string) => void }) {
  const [text, setText] = useState(title);
  return (
    <input
      aria-label="Conversation title"
      dir="auto"
      maxLength={200}
      value={text}
      ref={selectAll}
      onChange={(event) => setText(event.target.value)}
      onBlur={() => onDone(text.trim())}
      onKeyDown={(event) => {
        if (event.nativeEvent.isComposing) return;
        if (event.key === 'Enter') onDone(text.trim());
        if (event.key === 'Escape') onDone(title);
      }}
      className="h-8 w-full rounded-lg border border-edge bg-raised px-2 text-base sm:text-sm"
    />
  );
}

// The menu gives focus back to its button as it closes: take it after that.
function selectAll(input: HTMLInputElement | null) {
  if (!input) return;
  const frame = requestAnimationFrame(() => {
    input.focus();
    input.select();
  });
  return () => cancelAnimationFrame(frame);
}
