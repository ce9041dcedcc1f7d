'use client';

import { RefreshCw } from 'lucide-react';
import type { SaydoMessage } from '@/lib/agent/message';
import { ActionButton } from './action-button';
import { CopyButton } from './copy-button';
import { useActions } from './message-actions-context';
import { textOf } from './message-text';
import { OpenRatingNote, RatingButtons, useRatingNote } from './rating';
import { VersionSwitch } from './version-switch';

/** What a person can do with an answer. */
export function AnswerActions({ answer }: { answer: SaydoMessage }) {
  const { blocked, regenerate } = useActions();
  const note = useRatingNote();
  const text = textOf(answer);
  return (
    <>
      <div className="-ms-1.5 -mt-2 flex flex-wrap items-center">
        {text ? <CopyButton text={text} /> : null}
        <ActionButton
          label={sayRegenerate(answer.metadata?.acted ?? 0)}
          blocked={blocked}
          onClick={() => regenerate(answer)}
        >
          <RefreshCw aria-hidden="true" />
        </ActionButton>
        <RatingButtons answer={answer} note={note} />
        <VersionSwitch message={answer} />
      </div>
      <OpenRatingNote answer={answer} note={note} />
    </>
  );
}

function sayRegenerate(acted: number): string {
  if (acted === 0) return 'Regenerate';
  return acted === 1
    ? 'Regenerate, and take back its change'
    : `Regenerate, and take back its ${acted.toString()} changes`;
}
