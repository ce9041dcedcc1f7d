'use client';

import { List } from 'lucide-react';
import { useState } from 'react';
import type { TaskView } from '@/lib/tasks';
import { Button } from '../ui/button';
import { Card } from './card';
import { TaskLine } from './task-line';

const shownAtFirst = 8;

type ListCardProps = { tasks: TaskView[]; total: number; heading: string };

/** What the assistant found. */
export function ListCard({ tasks, total, heading }: ListCardProps) {
  const [open, setOpen] = useState(false);
  const shown = open ? tasks : tasks.slice(0, shownAtFirst);
  const beyond = total - tasks.length;
  return (
    <Card
      heading={heading}
      icon={<List aria-hidden="true" className="text-ink-faint" />}
      aside={<span className="tabular pe-1.5 text-ink-faint text-sm">{total}</span>}
    >
      {tasks.length === 0 ? (
        <p className="py-1.5 text-ink-faint text-sm">Nothing here.</p>
      ) : (
        <ol className="divide-y divide-line">
          {shown.map((task) => (
            <TaskLine key={task.id} task={task} struck={task.completed} />
          ))}
        </ol>
      )}
      {shown.length < tasks.length ? (
        <Button variant="ghost" size="sm" className="-ms-2.5 my-0.5" onClick={() => setOpen(true)}>
          Show {tasks.length - shown.length} more
        </Button>
      ) : null}
      {beyond > 0 && shown.length === tasks.length ? (
        <p className="py-1.5 text-ink-faint text-sm">and {beyond} more</p>
      ) : null}
    </Card>
  );
}
