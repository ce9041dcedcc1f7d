'use client';

import { Plus } from 'lucide-react';
import { type FormEvent, type KeyboardEvent, useEffect, useRef, useState } from 'react';
import { v7 as uuidv7 } from 'uuid';
import type { TaskView } from '@/lib/tasks';
import type { TextRange } from '@/lib/tasks/quick-add';
import { Button } from '../ui/button';
import { cn } from '../ui/cn';
import { sayDueInFull } from './due-words';
import { HighlightedTextarea } from './highlighted-textarea';
import { followPlain } from './plain-words';
import { QuickAsks } from './quick-asks';
import { SeveralTasks } from './several-tasks';
import type { Choice, Understood } from './understand';
import { UnderstoodChips } from './understood-chips';
import { useRememberReading } from './use-remember-reading';
import type { useTaskActions } from './use-task-actions';
import { useUnderstood } from './use-understood';

type QuickAddProps = {
  actions: ReturnType<typeof useTaskActions>;
  /** The day that is meant when the words name none, 'YYYY-MM-DD'. */
  day?: string;
  className?: string;
};

type Said = { ok: boolean; text: string };

/** What was typed, and what the person said about how to read it. */
type Typed = { text: string; plain: TextRange[]; split: boolean };
const nothing: Typed = { text: '', plain: [], split: false };

/** As much as fits fifty tasks. */
const LONGEST = 20_000;

/** A line, or several, that become tasks: "call Ada tomorrow at 5pm, high priority". */
export function QuickAdd({ actions, day, className }: QuickAddProps) {
  const [typed, setTyped] = useState(nothing);
  const [busy, setBusy] = useState(false);
  // The same words keep their id until they are added: an answer that was lost adds nothing twice.
  const unsaved = useRef({ id: '', words: '' });
  const [said, setSaid] = useState<Said | null>(null);
  const field = useRef<HTMLTextAreaElement>(null);
  const { understood, load } = useUnderstood(typed, day);
  const remember = useRememberReading();
  const { text } = typed;

  function write(next: string) {
    setSaid(null);
    setTyped((now) => ({
      text: next,
      plain: followPlain(now.plain, now.text, next),
      split: now.split && next.trim() !== '',
    }));
  }

  function readAsText(spans: TextRange[]) {
    const plain = spans.map(({ start, end }) => ({ start, end }));
    setTyped((now) => ({ ...now, plain: [...now.plain, ...plain] }));
    field.current?.focus();
  }

  function readAgain(span: TextRange) {
    setTyped((now) => ({ ...now, plain: now.plain.filter((other) => other !== span) }));
    field.current?.focus();
  }

  function choose(choice: Choice) {
    if ('plain' in choice) return readAsText(choice.plain);
    write(choice.becomes);
    field.current?.focus();
    if (choice.prefers) remember(choice.prefers);
  }

  function onKeyDown(event: KeyboardEvent<HTMLTextAreaElement>) {
    // Keys of an input method belong to it; Safari ends a composition before the key that ends it.
    if (event.nativeEvent.isComposing || event.keyCode === 229) return;
    if (event.key === 'Enter' && !event.shiftKey) {
      event.preventDefault();
      event.currentTarget.form?.requestSubmit();
    }
    const { selectionStart, selectionEnd } = event.currentTarget;
    if (event.key !== 'Backspace' || event.repeat || selectionStart !== selectionEnd) return;
    if (event.ctrlKey || event.altKey || event.metaKey) return;
    const behind = understood?.highlights.find(({ end }) => end === selectionEnd);
    if (!behind) return;
    event.preventDefault();
    readAsText([behind]);
  }

  async function submit(event: FormEvent) {
    event.preventDefault();
    if (!text.trim() || busy) return;
    if (understood?.asks.some(({ blocking }) => blocking)) {
      setSaid({ ok: false, text: 'Not added yet: answer this first, or write it another way.' });
      return;
    }
    setBusy(true);
    const words = JSON.stringify(typed);
    if (unsaved.current.words !== words) unsaved.current = { id: uuidv7(), words };
    const result = await actions.add({ id: unsaved.current.id, ...typed, day });
    setBusy(false);
    if (!result.ok) {
      setSaid({ ok: false, text: `${result.error} ${result.try_next}` });
      return;
    }
    unsaved.current = { id: '', words: '' };
    const [task, ...others] = result.tasks;
    // Several are told in a toast, with the way back.
    setSaid(task && others.length === 0 ? { ok: true, text: sayAdded(task) } : null);
    // What was typed meanwhile stays.
    setTyped((now) => (now.text === text ? nothing : now));
  }

  return (
    <form onSubmit={submit} className={className}>
      <div className="rounded-xl border border-line bg-raised shadow-lift transition-colors focus-within:border-accent-ink not-focus-within:hover:border-edge">
        <div className="flex items-start ps-3 pe-1">
          <HighlightedTextarea
            ref={field}
            aria-label="Add a task"
            placeholder="Add a task: call Ada friday 5pm"
            autoComplete="off"
            enterKeyHint="done"
            maxLength={LONGEST}
            value={text}
            highlights={understood?.highlights ?? []}
            onFocus={load}
            onChange={(event) => write(event.target.value)}
            onKeyDown={onKeyDown}
            className="my-2 max-h-36 flex-1"
          />
          <Button
            type="submit"
            variant="ghost"
            size="icon-sm"
            aria-label="Add"
            busy={busy}
            disabled={!text.trim()}
            className="my-1.5"
          >
            <Plus aria-hidden="true" className="size-4" />
          </Button>
        </div>
        {understood ? (
          <Reading
            understood={understood}
            typed={typed}
            onReadAsText={readAsText}
            onReadAgain={readAgain}
            onSplit={(split) => {
              setTyped((now) => ({ ...now, split, plain: [] }));
              field.current?.focus();
            }}
            onChoose={choose}
          />
        ) : null}
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
      <Announced words={wordsOf(understood)} />
    </form>
  );
}

type ReadingProps = {
  understood: Understood;
  typed: Typed;
  onReadAsText: (spans: TextRange[]) => void;
  onReadAgain: (span: TextRange) => void;
  onSplit: (split: boolean) => void;
  onChoose: (choice: Choice) => void;
};

/** Below the words: what they mean. */
function Reading({ understood, typed, onSplit, onChoose, ...chips }: ReadingProps) {
  if (understood.tasks.length > 0)
    return (
      <>
        <SeveralTasks tasks={understood.tasks} />
        {typed.split ? (
          <div className="px-1 pb-1">
            <Button variant="ghost" size="sm" onClick={() => onSplit(false)}>
              Keep as one task
            </Button>
          </div>
        ) : null}
      </>
    );
  const empty = understood.chips.length === 0 && typed.plain.length === 0;
  return (
    <>
      {empty && understood.parts === 1 ? null : (
        <div className="flex flex-wrap items-start gap-1 px-2 pb-2">
          {empty ? null : (
            <UnderstoodChips
              text={typed.text}
              chips={understood.chips}
              plain={typed.plain}
              {...chips}
            />
          )}
          {understood.parts > 1 ? (
            <Button variant="ghost" size="sm" onClick={() => onSplit(true)}>
              Add as {understood.parts} tasks
            </Button>
          ) : null}
        </div>
      )}
      <QuickAsks asks={understood.asks} onChoose={onChoose} />
    </>
  );
}

function sayAdded(task: TaskView): string {
  const repeats = task.repeats ? `, ${task.repeats}` : '';
  return `Added “${task.title}”, ${sayDueInFull(task)}${repeats}.`;
}

/** Long enough for somebody to finish a word. */
const PAUSE = 900;

/** Reads out what was understood when the typing pauses. */
function Announced({ words }: { words: string }) {
  const [read, setRead] = useState('');
  useEffect(() => {
    const timer = setTimeout(() => setRead(words), PAUSE);
    return () => clearTimeout(timer);
  }, [words]);
  return (
    <p role="status" className="sr-only">
      {read}
    </p>
  );
}

function wordsOf(understood: Understood | null): string {
  if (!understood) return '';
  const { tasks, chips, asks } = understood;
  if (tasks.length > 0) return `${tasks.length} tasks.`;
  const written = chips.filter(({ spans }) => spans.length > 0).map(({ words }) => words);
  return [
    ...(written.length > 0 ? [`Understood: ${written.join(', ')}.`] : []),
    ...asks.map(({ message }) => message),
  ].join(' ');
}
