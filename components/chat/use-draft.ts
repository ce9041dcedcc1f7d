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
  const written = useRef('');

  useEffect(() => {
    const before = shownKey.current;
    shownKey.current = key;
    if (before !== null && before !== key) {
      // A new chat got its address while something was being written: take that along, and not what
      // was on its way.
      keep(before, '');
      keep(key, written.current);
    }
    written.current ||= kept(key) ?? '';
    setText(written.current);
  }, [key]);

  const write = useCallback(
    (next: string) => {
      written.current = next;
      setText(next);
      keep(key, next);
    },
    [key],
  );

  return [text, write] as const;
}

/**
 * A message that the server doesn't have yet is in the draft too, as long as nothing else is being
 * written: it survives a reload from there. It leaves the draft when it has gone out.
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
