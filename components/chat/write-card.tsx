'use client';

import { Check, CircleAlert, Undo2 } from 'lucide-react';
import { useState } from 'react';
import { NIL } from 'uuid';
import { undoBatch } from '@/lib/tasks/actions';
import { useRefreshTasks } from '../tasks/use-task-list';
import { Button } from '../ui/button';
import { Card } from './card';
import { TaskLine } from './task-line';
import { useThread } from './thread-context';
import { batchOf, type ToolPart, tasksOf, toolNameOf } from './tool-parts';
import { sayDone } from './tool-words';

type WriteCardProps = {
  part: ToolPart;
  /** Calls that come after it in the same answer. */
  later: ToolPart[];
  /** Whether what the answer changed has been taken back. */
  undone: boolean;
};

/** What the assistant changed, from the rows it committed, with the way back. */
export function WriteCard({ part, later, undone }: WriteCardProps) {
  const { index } = useThread();
  const tool = toolNameOf(part);
  const tasks = tasksOf(part);
  const failures =
    part.state === 'output-available' && 'failures' in part.output ? part.output.failures : [];
  const batch = batchOf(part);
  // One sentence is one batch: the last card of it takes all of it back. Of an imported card the nil
  // id says that something was changed elsewhere.
  const undoable =
    batch && batch !== NIL && tool !== 'undo' && !later.some((other) => batchOf(other) === batch);
  const changed = tasks.filter((task) => !index.unchanged(part.toolCallId, task));
  const heading = batch ? sayDone(tool, changed.length) : 'Nothing was changed';
  return (
    <Card
      heading={heading}
      icon={
        batch ? (
          <Check aria-hidden="true" className="text-good-ink" />
        ) : (
          <CircleAlert aria-hidden="true" className="text-ink-faint" />
        )
      }
      aside={undoable ? <UndoButton batchId={batch} undone={undone} /> : null}
    >
      <ul className="divide-y divide-line">
        {tasks.map((task) => (
          <TaskLine
            key={task.id}
            task={task}
            before={index.before(part.toolCallId, task)}
            struck={task.deleted}
            unchanged={!changed.includes(task)}
            remark={tool === 'complete_task' && !task.completed ? 'is its next date' : undefined}
          />
        ))}
        {failures.map((failure) => (
          <li
            key={failure.id ?? failure.index ?? failure.error}
            className="wrap-anywhere-safe py-1.5 text-danger-ink text-sm"
          >
            <Failure title={failure.id && index.latest(failure.id)?.title} error={failure.error} />
          </li>
        ))}
      </ul>
    </Card>
  );
}

/** Why something was refused, after what it is about where the reason doesn't name it. */
function Failure({ title, error }: { title: string | undefined; error: string }) {
  if (!title || error.includes(title)) return error;
  return (
    <>
      <bdi>{title}</bdi>: {error}
    </>
  );
}

/** `left` says what was left as it is, and why. */
type UndoState = 'ready' | 'busy' | { left: string } | { refused: string };

function UndoButton({ batchId, undone }: { batchId: string; undone: boolean }) {
  const refresh = useRefreshTasks();
  const [state, setState] = useState<UndoState>('ready');

  async function undo() {
    setState('busy');
    const result = await undoBatch(batchId).catch(() => null);
    await refresh();
    if (result?.ok) setState({ left: result.failures.join(' ') });
    else setState({ refused: result?.error ?? 'Saydo can’t be reached. Try again.' });
  }

  const left = typeof state === 'object' && 'left' in state ? state.left : null;
  if (undone || left !== null) {
    return (
      <span
        role="status"
        className="wrap-anywhere-safe max-w-[60%] px-2 py-1 text-ink-faint text-sm"
      >
        Undone{left ? `, but for this: ${left}` : ''}
      </span>
    );
  }
  return (
    <>
      {typeof state === 'object' && 'refused' in state ? (
        <span role="alert" className="max-w-[60%] py-1.5 text-danger-ink text-xs">
          {state.refused}
        </span>
      ) : null}
      <Button variant="ghost" size="sm" busy={state === 'busy'} onClick={() => void undo()}>
        <Undo2 aria-hidden="true" className="size-3.5" /> Undo
      </Button>
    </>
  );
}
