'use client';

import { useState } from 'react';
import type { TaskView } from '@/lib/tasks';
import { type Edited, withEdited } from './with-edited';

/** The list to show while tasks of it are edited, and what its rows tell of their editors. */
export function useEdited(tasks: TaskView[]) {
  const [edited, setEdited] = useState<Edited[]>([]);
  const shown = withEdited(tasks, edited);
  return {
    shown,
    noteEditing: (task: TaskView, editing: boolean) =>
      setEdited((now) => [
        ...now.filter((other) => other.task.id !== task.id),
        ...(editing ? [{ task, place: shown.indexOf(task) }] : []),
      ]),
  };
}
