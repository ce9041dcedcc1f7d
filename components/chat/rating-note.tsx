'use client';

import { type FormEvent, type KeyboardEvent, useEffect, useId, useRef, useState } from 'react';
import type { SaydoMessage } from '@/lib/agent/message';
import { Button } from '../ui/button';
import { useActions } from './message-actions-context';

/** The longest note, in characters. */
const LONGEST = 1000;

type RatingNoteProps = { answer: SaydoMessage; onClose: () => void };

/** A note beside thumbs up or down. */
export default function RatingNote({ answer, onClose }: RatingNoteProps) {
  const { rate } = useActions();
  const rating = answer.metadata?.rating;
  const [text, setText] = useState(rating?.note ?? '');
  const [state, setState] = useState<'ready' | 'busy' | 'saved'>('ready');
  const area = useRef<HTMLTextAreaElement>(null);
  const id = useId();

  useEffect(() => area.current?.focus({ preventScroll: true }), []);

  async function save(event: FormEvent) {
    event.preventDefault();
    if (!rating) return;
    setState('busy');
    const saved = await rate(answer.id, { value: rating.value, note: text.trim() });
    setState(saved ? 'saved' : 'ready');
  }

  function onKeyDown(event: KeyboardEvent) {
    if (event.key === 'Escape') onClose();
  }

  return (
    <form
      onSubmit={(event) => void save(event)}
      className="max-w-md rounded-xl border border-line bg-raised p-3 shadow-lift"
    >
      <label htmlFor={id} className="text-ink-soft text-sm">
        {rating?.value === 1 ? 'What was good about it?' : 'What was wrong with it?'}{' '}
        <span className="text-ink-faint">Optional</span>
      </label>
      <textarea
        ref={area}
        id={id}
        dir="auto"
        rows={2}
        maxLength={LONGEST}
        value={text}
        onChange={(event) => {
          setText(event.target.value);
          setState('ready');
        }}
        onKeyDown={onKeyDown}
        className="quiet-scroll mt-1.5 w-full resize-y rounded-lg border border-edge bg-paper px-2.5 py-1.5 text-sm"
      />
      <div className="mt-2 flex items-center gap-2">
        <p role="status" className="flex-1 text-good-ink text-sm">
          {state === 'saved' ? 'Saved' : ''}
        </p>
        <Button size="sm" variant="ghost" onClick={onClose}>
          Close
        </Button>
        <Button size="sm" type="submit" busy={state === 'busy'} disabled={state === 'saved'}>
          Save note
        </Button>
      </div>
    </form>
  );
}
