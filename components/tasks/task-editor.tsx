'use client';

import { Trash2 } from 'lucide-react';
import { type FormEvent, type KeyboardEvent, useState } from 'react';
import type { TaskView } from '@/lib/tasks';
import { Button } from '../ui/button';
import { Input, NativeSelect, Textarea } from '../ui/input';
import { Notice } from '../ui/notice';
import { EditConflict } from './edit-conflict';
import { editOf, type Fields, fieldsOf } from './edit-fields';
import { type Priority, priorityWords } from './priority-mark';
import type { useTaskActions } from './use-task-actions';

type TaskEditorProps = {
  task: TaskView;
  actions: ReturnType<typeof useTaskActions>;
  onClose: () => void;
};

/** Edits a task in place. A task that was changed elsewhere meanwhile is shown before it is written. */
export function TaskEditor({ task, actions, onClose }: TaskEditorProps) {
  // What the person began with: only what they changed of it is written.
  const [base, setBase] = useState(task);
  const [version, setVersion] = useState(task.version);
  const [fields, setFields] = useState(() => fieldsOf(task));
  const [refusal, setRefusal] = useState<{ error: string; try_next: string } | null>(null);
  const [theirs, setTheirs] = useState<TaskView | null>(null);
  const [busy, setBusy] = useState(false);

  const set = (patch: Partial<Fields>) => setFields((now) => ({ ...now, ...patch }));

  async function save(over: number) {
    const edit = editOf(base, fields);
    if (!edit) return onClose();
    setBusy(true);
    const result = await actions.edit({ ...edit, version: over });
    setBusy(false);
    if (result.ok) return onClose();
    const changedElsewhere = result.current && result.current.version !== over;
    setTheirs(changedElsewhere ? (result.current ?? null) : null);
    setRefusal(changedElsewhere ? null : result);
  }

  function submit(event: FormEvent) {
    event.preventDefault();
    void save(version);
  }

  function onKeyDown(event: KeyboardEvent) {
    if (event.nativeEvent.isComposing) return;
    if (event.key === 'Escape') onClose();
    if (event.key === 'Enter' && (event.metaKey || event.ctrlKey)) void save(version);
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
        <Input
          type="date"
          aria-label="Due date"
          value={fields.due_date}
          onChange={(event) => set({ due_date: event.target.value })}
        />
        <Input
          type="time"
          aria-label="Due time"
          value={fields.due_time}
          onChange={(event) => set({ due_time: event.target.value })}
        />
        <NativeSelect
          aria-label="Priority"
          value={fields.priority}
          onChange={(event) => set({ priority: event.target.value as Priority })}
        >
          {Object.entries(priorityWords).map(([value, word]) => (
            <option key={value} value={value}>
              {word}
            </option>
          ))}
        </NativeSelect>
      </div>
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
