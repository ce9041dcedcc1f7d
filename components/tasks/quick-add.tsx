'use client';

import { Plus } from 'lucide-react';
import { type FormEvent, useRef, useState } from 'react';
import { v7 as uuidv7 } from 'uuid';
import { Button } from '../ui/button';
import { cn } from '../ui/cn';
import { sayDueInFull } from './due-words';
import type { useTaskActions } from './use-task-actions';

type QuickAddProps = {
  actions: ReturnType<typeof useTaskActions>;
  /** The day that is meant when the words name none, 'YYYY-MM-DD'. */
  day?: string;
  className?: string;
};

/** One line that becomes a task: "call Ada tomorrow at 5pm, high priority". */
export function QuickAdd({ actions, day, className }: QuickAddProps) {
  const [text, setText] = useState('');
  const [busy, setBusy] = useState(false);
  // The same words keep their id until they are added: an answer that was lost adds nothing twice.
  const unsaved = useRef({ id: '', words: '' });
  const [said, setSaid] = useState<{ ok: boolean; text: string } | null>(null);

  async function submit(event: FormEvent) {
    event.preventDefault();
    const words = text.trim();
    if (!words || busy) return;
    setBusy(true);
    if (unsaved.current.words !== words) unsaved.current = { id: uuidv7(), words };
    const result = await actions.add(unsaved.current.id, words, day);
    setBusy(false);
    if (!result.ok) {
      setSaid({ ok: false, text: `${result.error} ${result.try_next}` });
      return;
    }
    unsaved.current = { id: '', words: '' };
    const [task] = result.tasks;
    setSaid(task ? { ok: true, text: `Added “${task.title}”, ${sayDueInFull(task)}.` } : null);
    // What was typed meanwhile stays.
    setText((now) => (now.trim() === words ? '' : now));
  }

  return (
    <form onSubmit={submit} className={className}>
      <div className="flex items-center rounded-xl border border-line bg-raised ps-3 pe-1 shadow-lift transition-colors focus-within:border-accent-ink hover:border-edge">
        <input
          aria-label="Add a task"
          placeholder="Add a task: call Ada friday 5pm"
          dir="auto"
          autoComplete="off"
          enterKeyHint="done"
          maxLength={500}
          value={text}
          onChange={(event) => setText(event.target.value)}
          className="h-10 min-w-0 flex-1 bg-transparent text-base outline-none sm:text-[0.9375rem]"
        />
        <Button
          type="submit"
          variant="ghost"
          size="icon-sm"
          aria-label="Add"
          busy={busy}
          disabled={!text.trim()}
        >
          <Plus aria-hidden="true" className="size-4" />
        </Button>
      </div>
      <p
        role="status"
        dir="auto"
        className={cn(
          'wrap-anywhere-safe px-1 pt-1 text-xs empty:hidden',
          said?.ok ? 'text-ink-faint' : 'text-danger-ink',
        )}
      >
        {said?.text}
      </p>
    </form>
  );
}
