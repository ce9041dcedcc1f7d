'use client';

import { useCallback, useEffect, useRef, useState } from 'react';

const keyOf = (name: string) => `saydo:draft:${name}`;

/** Puts a text where the composer of that conversation finds it after a reload. */
function keepDraft(name: string, text: string): void {
  if (text) localStorage.setItem(keyOf(name), text);
  else localStorage.removeItem(keyOf(name));
}

/** The text being written in a conversation; it survives a reload. */
export function useDraft(name: string) {
  const [text, setText] = useState('');
  const shownName = useRef<string | null>(null);

  useEffect(() => {
    const before = shownName.current;
    shownName.current = name;
    if (before !== null && before !== name) {
      // A new chat got its address while something was being written: take that along.
      const moved = localStorage.getItem(keyOf(before)) ?? '';
      keepDraft(before, '');
      keepDraft(name, moved);
    }
    setText((now) => now || (localStorage.getItem(keyOf(name)) ?? ''));
  }, [name]);

  const write = useCallback(
    (next: string) => {
      setText(next);
      keepDraft(name, next);
    },
    [name],
  );

  return [text, write] as const;
}

/**
 * A message that could not be sent is in the draft too, as long as nothing else is being written: it
 * survives a reload from there. It leaves the draft when it has gone out.
 */
export function useUnsentDraft(unsent: string | null, composerEmpty: boolean, name: string): void {
  const keptUnder = useRef<string | null>(null);
  useEffect(() => {
    if (unsent && composerEmpty) {
      keepDraft(name, unsent);
      keptUnder.current = name;
    } else if (!unsent && keptUnder.current) {
      if (composerEmpty) keepDraft(keptUnder.current, '');
      keptUnder.current = null;
    }
  }, [unsent, composerEmpty, name]);
}
