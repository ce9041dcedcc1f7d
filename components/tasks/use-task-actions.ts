'use client';

import { useMemo } from 'react';
import type { TaskView } from '@/lib/tasks';
import {
  addTasksInWords,
  completeTask,
  deleteTask,
  editTask,
  editThisTurn,
  reopenTask,
  skipTask,
  type TaskActionResult,
  undoBatch,
} from '@/lib/tasks/actions';
import { notReached } from '../layout/not-reached';
import { toast } from '../ui/toast';
import { sayDueInFull } from './due-words';
import { useRefreshTasks } from './use-task-list';

export type TaskEdit = Parameters<typeof editTask>[0];

type Settled = Extract<TaskActionResult, { ok: true }>;

/** What a person can do to tasks by hand. Each shows its outcome, and the lists follow. */
export function useTaskActions() {
  const refresh = useRefreshTasks();
  return useMemo(() => {
    async function settle(work: Promise<TaskActionResult>): Promise<TaskActionResult> {
      const result = await work.catch(notReached);
      await refresh();
      return result;
    }

    /** Runs a change that is told in a toast, with the way back. */
    async function tell(
      title: string | ((result: Settled) => string),
      task: TaskView,
      work: Promise<TaskActionResult>,
    ) {
      const result = await settle(work);
      if (!result.ok) {
        toast({ tone: 'error', title: result.error, description: result.try_next });
        return false;
      }
      const batch = result.batch_id;
      toast({
        title: typeof title === 'string' ? title : title(result),
        description: task.title,
        ...(batch && { action: { label: 'Undo', onClick: () => void undo(batch) } }),
      });
      return true;
    }

    async function undo(batchId: string): Promise<TaskActionResult> {
      const result = await settle(undoBatch(batchId));
      if (!result.ok) toast({ tone: 'error', title: result.error, description: result.try_next });
      else if (result.failures.length > 0)
        toast({
          tone: 'error',
          title: 'Only a part was undone.',
          description: result.failures.join(' '),
        });
      return result;
    }

    return {
      add: async (words: Parameters<typeof addTasksInWords>[0]) => {
        const result = await settle(addTasksInWords(words));
        const batch = result.ok && result.tasks.length > 1 ? result.batch_id : null;
        if (result.ok && batch)
          toast({
            title: `Added ${result.tasks.length} tasks`,
            action: { label: 'Undo', onClick: () => void undo(batch) },
          });
        return result;
      },
      edit: (edit: TaskEdit, scope?: 'this one') =>
        settle(scope ? editThisTurn(edit) : editTask(edit)),
      complete: (task: TaskView) =>
        tell(sayCompleted, task, completeTask({ id: task.id, ...seen(task) })),
      skip: (task: TaskView) => tell(sayNext, task, skipTask(task.id)),
      stopRepeating: (task: TaskView) =>
        tell('Repeats no more', task, editTask({ id: task.id, recurrence: 'none' })),
      reopen: (task: TaskView) => tell('Open again', task, reopenTask(task.id)),
      remove: (task: TaskView) => tell('Deleted', task, deleteTask(task.id)),
      undo,
    };
  }, [refresh]);
}

/** A repeating task is open again, on its next day, as soon as it is done. */
function sayCompleted(result: Settled): string {
  if (!result.batch_id) return 'It was done elsewhere already';
  return result.tasks.some(({ completed }) => !completed) ? `Done. ${sayNext(result)}` : 'Done';
}

function sayNext({ tasks: [now] }: Settled): string {
  return now?.due_date && !now.completed ? `Next: ${sayDueInFull(now)}` : 'That was the last one';
}

/** Which turn of a repeating task is meant: another tab may have moved it on. */
function seen({ recurrence, due_date, due_time }: TaskView): { seen?: string } {
  if (!recurrence || !due_date) return {};
  return { seen: due_time ? `${due_date}T${due_time}` : due_date };
}
