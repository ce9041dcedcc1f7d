'use client';

import { ThumbsDown, ThumbsUp } from 'lucide-react';
import { lazy, Suspense, useState } from 'react';
import type { SaydoMessage } from '@/lib/agent/message';
import { ActionButton } from './action-button';
import { useActions } from './message-actions-context';

const RatingNote = lazy(() => import('./rating-note'));

type RatingState = { open: boolean; setOpen: (open: boolean) => void };

/** Whether the note of an answer's rating is open. */
export function useRatingNote(): RatingState {
  const [open, setOpen] = useState(false);
  return { open, setOpen };
}

/** Thumbs up or down; once that is saved, there is room for a note. */
export function RatingButtons({ answer, note }: { answer: SaydoMessage; note: RatingState }) {
  const { rate } = useActions();
  const { value, note: words = '' } = answer.metadata?.rating ?? {};

  async function choose(chosen: 1 | -1) {
    const next = chosen === value ? null : chosen;
    if (await rate(answer.id, { value: next, note: next ? words : '' }))
      note.setOpen(next !== null);
  }

  return (
    <>
      <ActionButton label="Good answer" pressed={value === 1} onClick={() => choose(1)}>
        <ThumbsUp aria-hidden="true" />
      </ActionButton>
      <ActionButton label="Bad answer" pressed={value === -1} onClick={() => choose(-1)}>
        <ThumbsDown aria-hidden="true" />
      </ActionButton>
    </>
  );
}

/** The room for a note, where it is open. */
export function OpenRatingNote({ answer, note }: { answer: SaydoMessage; note: RatingState }) {
  if (!note.open || !answer.metadata?.rating) return null;
  return (
    <Suspense>
      <RatingNote answer={answer} onClose={() => note.setOpen(false)} />
    </Suspense>
  );
}
