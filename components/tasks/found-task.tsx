'use client';

import { X } from 'lucide-react';
import { useRouter, useSearchParams } from 'next/navigation';
import { useEffect, useRef } from 'react';
import useSWR from 'swr';
import type { TaskView } from '@/lib/tasks';
import { fetchJson } from '../layout/fetch-json';
import { useShell } from '../layout/shell-context';
import { Button } from '../ui/button';
import { Notice } from '../ui/notice';
import { todayIn } from './due-words';
import { TaskRow } from './task-row';
import { useTaskActions } from './use-task-actions';
import { oneTaskKey } from './use-task-list';

/** The task that the address names (?task=), above the lists: it may be in any of them, or far down. */
export function FoundTask() {
  const id = useSearchParams().get('task');
  return id ? <Found key={id} id={id} /> : null;
}

function Found({ id }: { id: string }) {
  const router = useRouter();
  const { timeZone } = useShell();
  const actions = useTaskActions();
  const { data, error } = useSWR<{ tasks: TaskView[] }>(oneTaskKey(id), fetchJson);
  const section = useRef<HTMLElement>(null);
  const task = data?.tasks.find((one) => !one.deleted);
  const ready = Boolean(task);

  useEffect(() => {
    if (ready) section.current?.focus();
  }, [ready]);

  if (!data && !error) return null;
  if (!task)
    return (
      <Notice
        tone="error"
        title={error ? 'The task could not be loaded.' : 'There is no such task.'}
      >
        {error ? 'Reload to try again.' : 'It may be in the trash.'}
      </Notice>
    );
  return (
    <section
      ref={section}
      tabIndex={-1}
      aria-label="Found task"
      className="mb-4 rounded-xl bg-accent-wash p-2 outline-none"
    >
      <div className="flex items-center justify-between ps-2">
        <h2 className="font-semibold text-accent-ink text-xs">Found</h2>
        <Button
          variant="quiet"
          size="icon-sm"
          aria-label="Close the found task"
          onClick={() => router.replace('/tasks')}
        >
          <X aria-hidden="true" className="size-4" />
        </Button>
      </div>
      <ul>
        <TaskRow
          task={task}
          today={todayIn(timeZone, new Date())}
          actions={actions}
          onEditing={() => {}}
        />
      </ul>
    </section>
  );
}
