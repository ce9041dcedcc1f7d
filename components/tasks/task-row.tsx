'use client';

import { AlignLeft, CalendarDays, Check, Trash2 } from 'lucide-react';
import { useRef, useState } from 'react';
import type { TaskView } from '@/lib/tasks';
import { useOnDemand } from '../layout/use-on-demand';
import { Button } from '../ui/button';
import { cn } from '../ui/cn';
import { sayDayShortly, sayDueShortly } from './due-words';
import { PriorityMark } from './priority-mark';
import { TaskCheck } from './task-check';
import { TaskDetails } from './task-details';
import type { useTaskActions } from './use-task-actions';

type TaskRowProps = {
  task: TaskView;
  today: string;
  actions: ReturnType<typeof useTaskActions>;
  /** The list's heading says the day already. */
  hideDay?: boolean;
  /** It stands among what is done: one that repeats was done, and is open again on another day. */
  finished?: boolean;
  /** Told when its editor opens and closes. */
  onEditing?: (editing: boolean) => void;
};

// It is a tenth of what a page loads, and is wanted when the first task is opened.
const loadEditor = async () => (await import('./task-editor')).TaskEditor;

/** One task of a list: complete it, open it to edit it in place, delete it. */
export function TaskRow({ task, today, actions, hideDay, finished, onEditing }: TaskRowProps) {
  const [editing, setEditing] = useState(false);
  const [TaskEditor, wantEditor] = useOnDemand(loadEditor);
  const [toggled, setToggled] = useState(false);
  const opener = useRef<HTMLButtonElement>(null);

  async function toggle() {
    if (toggled) return;
    setToggled(true);
    await (task.completed ? actions.reopen(task) : actions.complete(task));
    setToggled(false);
  }

  async function edit() {
    // At once: the row keeps its place in the list from now on.
    onEditing?.(true);
    const stays = opener.current;
    const there = await wantEditor();
    // Whoever has gone on to something else meanwhile is not taken from it.
    if (there && stays?.isConnected && !isElsewhere(stays)) setEditing(true);
    else onEditing?.(false);
  }

  function close() {
    setEditing(false);
    onEditing?.(false);
    requestAnimationFrame(() => opener.current?.focus());
  }

  if (editing && TaskEditor) {
    return (
      <li>
        <TaskEditor task={task} today={today} actions={actions} onClose={close} />
      </li>
    );
  }
  const done = task.completed !== toggled;
  return (
    <li className="group flex items-start gap-1 rounded-lg pe-1 transition-colors hover:bg-hover">
      {finished && !task.completed ? (
        <span className="grid size-8 shrink-0 place-items-center text-good-ink">
          <Check aria-hidden="true" strokeWidth={3} className="size-3.5" />
          <span className="sr-only">Done, and repeats</span>
        </span>
      ) : (
        <TaskCheck
          title={task.title}
          priority={task.priority}
          checked={done}
          onToggle={() => void toggle()}
        />
      )}
      <button
        ref={opener}
        type="button"
        onClick={() => void edit()}
        onPointerEnter={preload}
        onFocus={preload}
        className="wrap-anywhere-safe flex-1 rounded-md py-1 text-start -outline-offset-1"
      >
        <span className="sr-only">Edit </span>
        <span
          dir="auto"
          className={cn('block leading-6 transition-colors', done && 'text-ink-faint line-through')}
        >
          {task.title}
        </span>
        <TaskFacts
          task={task}
          today={today}
          hideDay={hideDay}
          isNext={finished && !task.completed}
        />
      </button>
      <Button
        variant="quiet"
        size="icon-sm"
        aria-label={`Delete ${task.title}`}
        onClick={() => void actions.remove(task)}
        className="mt-0.5 text-ink-faint hover:text-ink"
      >
        <Trash2 aria-hidden="true" className="size-4" />
      </Button>
    </li>
  );
}

type TaskFactsProps = {
  task: TaskView;
  today: string;
  hideDay?: boolean | undefined;
  /** The day is the next one of a task that was done. */
  isNext?: boolean | undefined;
};

function TaskFacts({ task, today, hideDay, isNext }: TaskFactsProps) {
  const due = hideDay ? task.due_time : sayDueShortly(task, today);
  return (
    <span className="flex flex-wrap items-center gap-x-3 gap-y-0.5 pb-0.5 text-ink-faint text-xs empty:hidden">
      {due ? (
        <span
          className={cn(
            'tabular inline-flex items-center gap-1',
            task.overdue && 'font-medium text-danger-ink',
          )}
        >
          <CalendarDays aria-hidden="true" className="size-3" />
          {task.overdue ? <span className="sr-only">Overdue: </span> : null}
          {isNext ? 'Next: ' : null}
          {due}
        </span>
      ) : null}
      <PriorityMark priority={task.priority} />
      <TaskDetails
        task={task}
        deadline={task.deadline && sayDayShortly(task.deadline, today)}
        late={!task.completed && task.deadline !== null && task.deadline < today}
      />
      {task.description ? (
        <span className="inline-flex">
          <AlignLeft aria-hidden="true" className="size-3" />
          <span className="sr-only">Has notes</span>
        </span>
      ) : null}
    </span>
  );
}

/** What fails here is told when the editor is wanted. */
function preload() {
  loadEditor().catch(() => {});
}

/** Whether the focus is in another field; some browsers give none to a button that is clicked. */
function isElsewhere(opener: HTMLElement): boolean {
  const { activeElement } = document;
  return activeElement !== opener && (activeElement?.matches('input, textarea, select') ?? false);
}
