'use client';

import useSWR from 'swr';
import type { TaskPage } from '@/lib/tasks';
import { fetchJson, type RequestError } from '../layout/fetch-json';
import { useShell } from '../layout/shell-context';
import { Button } from '../ui/button';
import { Notice } from '../ui/notice';
import { todayIn } from './due-words';
import { TaskRow } from './task-row';
import { useEdited } from './use-edited';
import { useTaskActions } from './use-task-actions';
import { filterKey } from './use-task-list';

/** The tasks that a filter in words means, under what it was read as. */
export function FilteredTasks({ words, onClear }: { words: string; onClear: () => void }) {
  const { timeZone } = useShell();
  const actions = useTaskActions();
  const { data, error } = useSWR<TaskPage, RequestError>(filterKey(words), fetchJson, {
    keepPreviousData: true,
    shouldRetryOnError: false,
  });
  const { shown, noteEditing } = useEdited(data?.tasks ?? []);

  if (error)
    return (
      <Notice title={error.message} className="mt-2">
        {error.body.try_next}
      </Notice>
    );
  const beyond = data ? data.total - data.tasks.length : 0;
  return (
    <section aria-label="Filtered tasks" className="pt-3">
      {data?.total === 0 ? (
        <NothingFound understood={data.understood} onClear={onClear} />
      ) : (
        <p role="status" className="wrap-anywhere-safe px-2 pb-2 text-ink-soft text-sm">
          {data ? (
            <>
              <bdi>{data.understood.charAt(0).toUpperCase() + data.understood.slice(1)}</bdi>
              <span className="tabular text-ink-faint">
                {' '}
                · {data.total} {data.total === 1 ? 'task' : 'tasks'}
              </span>
            </>
          ) : (
            'Looking…'
          )}
        </p>
      )}
      <ul className="flex flex-col gap-px">
        {shown.map((task) => (
          <TaskRow
            key={task.id}
            task={task}
            today={todayIn(timeZone, new Date())}
            actions={actions}
            onEditing={(editing) => noteEditing(task, editing)}
          />
        ))}
      </ul>
      {beyond > 0 ? (
        <p className="px-2 py-2 text-ink-faint text-sm">
          And {beyond} more. Another word narrows it down.
        </p>
      ) : null}
    </section>
  );
}

type NothingFoundProps = { understood: string; onClear: () => void };

/** A filter that fits no task: how it was read may be the reason, and the way back is one click. */
export function NothingFound({ understood, onClear }: NothingFoundProps) {
  return (
    <Notice
      title="No task fits this filter"
      actions={
        <Button size="sm" onClick={onClear}>
          Show all tasks
        </Button>
      }
      className="mx-2"
    >
      It was read as “<bdi>{understood.charAt(0).toLowerCase() + understood.slice(1)}</bdi>”.
    </Notice>
  );
}
