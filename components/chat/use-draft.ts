'use client';

import { useCallback, useEffect, useRef, useState } from 'react';
import { useShell } from '../layout/shell-context';
import { keep, kept } from '../ui/keep';

/** Where the draft of one of the person's conversations is kept: drafts of others stay theirs. */
function useKey(name: string): string {
  const { user } = useShell();
  return `saydo:draft:${user.id}:${name}`;
}

/** The text being written in a conversation; it survives a reload. */
export function useDraft(name: string) {
  const [text, setText] = useState('');
  const key = useKey(name);
  const shownKey = useRef<string | null>(null);

  useEffect(() => {
    const before = shownKey.current;
    shownKey.current = key;
    if (before !== null && before !== key) {
      // A new chat got its address while something was being written: take that along.
      const moved = kept(before) ?? '';
      keep(before, '');
      keep(key, moved);
    }
    setText((now) => now || (kept(key) ?? ''));
  }, [key]);

  const write = useCallback(
    (next: string) => {
      setText(next);
      keep(key, next);
    },
    [key],
  );

  return [text, write] as const;
}

/**
 * A message that could not be sent is in the draft too, as long as nothing else is being written: it
 * survives a reload from there. It leaves the draft when it has gone out.
 */
export function useUnsentDraft(unsent: string | null, composerEmpty: boolean, name: string): void {
  const key = useKey(name);
  const keptUnder = useRef<string | null>(null);
  useEffect(() => {
    if (unsent && composerEmpty) {
      keep(key, unsent);
      keptUnder.current = key;
    } else if (!unsent && keptUnder.current) {
      if (composerEmpty) keep(keptUnder.current, '');
      keptUnder.current = null;
    }
  }, [unsent, composerEmpty, key]);
}
