'use client';

import { Trash2 } from 'lucide-react';
import { type FormEvent, type KeyboardEvent, useState } from 'react';
import type { TaskView } from '@/lib/tasks';
import { Button } from '../ui/button';
import { Input, NativeSelect, Textarea } from '../ui/input';
import { Notice } from '../ui/notice';
import { EditConflict } from './edit-conflict';
import { editOf, type Fields, fieldsOf, movesTurn } from './edit-fields';
import { LabelledField } from './labelled-field';
import { MoreFields } from './more-fields';
import { type Priority, priorityWords } from './priority-mark';
import { RepeatField } from './repeat-field';
import type { useTaskActions } from './use-task-actions';

type TaskEditorProps = {
  task: TaskView;
  /** 'YYYY-MM-DD', for a task that begins to repeat without a date. */
  today: string;
  actions: ReturnType<typeof useTaskActions>;
  onClose: () => void;
};

/** Edits a task in place. A task that was changed elsewhere meanwhile is shown before it is written. */
export function TaskEditor({ task, today, actions, onClose }: TaskEditorProps) {
  // What the person began with: only what they changed of it is written.
  const [base, setBase] = useState(task);
  const [version, setVersion] = useState(task.version);
  const [fields, setFields] = useState(() => fieldsOf(task));
  const [refusal, setRefusal] = useState<{ error: string; try_next: string } | null>(null);
  const [theirs, setTheirs] = useState<TaskView | null>(null);
  const [moving, setMoving] = useState<number | null>(null);
  const [busy, setBusy] = useState(false);

  const set = (patch: Partial<Fields>) => {
    setMoving(null);
    setFields((now) => ({ ...now, ...patch }));
  };

  /** `turns`: which turns of a repeating task a new date is for; it is asked when that is open. */
  async function save(over: number, turns?: 'this one' | 'all') {
    const edit = editOf(base, fields);
    if (!edit) return onClose();
    if (!turns && movesTurn(base, edit)) return setMoving(over);
    setMoving(null);
    setBusy(true);
    const change = { ...edit, version: over };
    const result = await (turns === 'this one'
      ? actions.edit(change, 'this one')
      : actions.edit(change));
    setBusy(false);
    if (result.ok) return onClose();
    const changedElsewhere = result.current && result.current.version !== over;
    setTheirs(changedElsewhere ? (result.current ?? null) : null);
    setRefusal(changedElsewhere ? null : result);
  }

  async function leave(work: Promise<boolean>) {
    if (await work) onClose();
  }

  function submit(event: FormEvent) {
    event.preventDefault();
    void save(version);
  }

  function onKeyDown(event: KeyboardEvent) {
    if (event.nativeEvent.isComposing) return;
    if (event.key === 'Escape') onClose();
    if (event.key === 'Enter' && (event.metaKey || event.ctrlKey))
      (event.currentTarget as HTMLFormElement).requestSubmit();
  }

  return (
    <form
      onSubmit={submit}
      onKeyDown={onKeyDown}
      aria-label={`Edit ${task.title}`}
      className="my-1 flex flex-col gap-2.5 rounded-xl border border-line bg-raised p-3 shadow-lift"
    >
      <Input
        aria-label="Title"
        dir="auto"
        required
        maxLength={500}
        ref={focusAtEnd}
        value={fields.title}
        onChange={(event) => set({ title: event.target.value })}
      />
      <Textarea
        aria-label="Notes"
        placeholder="Notes"
        dir="auto"
        rows={2}
        maxLength={10_000}
        value={fields.description}
        onChange={(event) => set({ description: event.target.value })}
      />
      <div className="grid grid-cols-[repeat(auto-fit,minmax(8.5rem,1fr))] gap-2">
        <LabelledField label="Due date">
          <Input
            type="date"
            value={fields.due_date}
            onChange={(event) => set({ due_date: event.target.value })}
          />
        </LabelledField>
        <LabelledField label="Due time">
          <Input
            type="time"
            value={fields.due_time}
            onChange={(event) => set({ due_time: event.target.value })}
          />
        </LabelledField>
        <LabelledField label="Priority">
          <NativeSelect
            value={fields.priority}
            onChange={(event) => set({ priority: event.target.value as Priority })}
          >
            {Object.entries(priorityWords).map(([value, word]) => (
              <option key={value} value={value}>
                {word}
              </option>
            ))}
          </NativeSelect>
        </LabelledField>
        <RepeatField
          // Somebody else's rule that is taken over is shown anew.
          key={`${base.version}`}
          repeat={fields.repeat}
          words={base.repeats ?? ''}
          onChange={(repeat, first) =>
            set({
              repeat,
              // A rule is counted from a day.
              ...(repeat.rule && !fields.due_date && { due_date: first ?? today }),
            })
          }
        />
      </div>
      {task.recurrence ? (
        <div className="-mt-1 flex flex-wrap gap-1">
          <Button variant="ghost" size="sm" onClick={() => void leave(actions.skip(task))}>
            Skip this one
          </Button>
          <Button variant="ghost" size="sm" onClick={() => void leave(actions.stopRepeating(task))}>
            Stop repeating
          </Button>
        </div>
      ) : null}
      <MoreFields fields={fields} onChange={set} />
      {moving === null ? null : (
        <Notice
          tone="warning"
          title="This task repeats. Move only this one, or all from here on?"
          actions={
            <>
              <Button size="sm" onClick={() => void save(moving, 'this one')}>
                This one
              </Button>
              <Button size="sm" onClick={() => void save(moving, 'all')}>
                The whole series
              </Button>
            </>
          }
        />
      )}
      {refusal ? (
        <Notice tone="error" title={refusal.error}>
          {refusal.try_next}
        </Notice>
      ) : null}
      {theirs ? (
        <EditConflict
          theirs={theirs}
          onKeepMine={() => {
            setVersion(theirs.version);
            setTheirs(null);
            void save(theirs.version);
          }}
          onTakeTheirs={() => {
            setBase(theirs);
            setVersion(theirs.version);
            setFields(fieldsOf(theirs));
            setTheirs(null);
          }}
        />
      ) : null}
      <div className="flex items-center gap-2">
        <Button
          variant="ghost"
          size="icon"
          aria-label={`Delete ${task.title}`}
          onClick={() => void actions.remove(task)}
        >
          <Trash2 aria-hidden="true" className="size-4" />
        </Button>
        <span className="flex-1" />
        <Button variant="ghost" onClick={onClose}>
          Cancel
        </Button>
        <Button variant="primary" type="submit" busy={busy}>
          Save
        </Button>
      </div>
    </form>
  );
}

function focusAtEnd(input: HTMLInputElement | null) {
  input?.focus();
  input?.setSelectionRange(input.value.length, input.value.length);
}
