'use client';

import { CircleHelp } from 'lucide-react';
import { useState } from 'react';
import useSWR from 'swr';
import type { TaskPage, TaskView } from '@/lib/tasks';
import { fetchJson, RequestError } from '../layout/fetch-json';
import { addDays } from '../tasks/due-words';
import { Button } from '../ui/button';
import { Notice } from '../ui/notice';
import { Card } from './card';
import { TaskLine } from './task-line';
import { useThread } from './thread-context';
import { plannedOf, type ToolPart, toolNameOf } from './tool-parts';
import { sayPlan } from './tool-words';

/** What the assistant would do, task by task, and the two ways to answer. */
export function ApprovalCard({ part, open }: { part: ToolPart; open: boolean }) {
  const { index, decide } = useThread();
  const [answering, setAnswering] = useState<boolean | null>(null);
  const [refusal, setRefusal] = useState<string | null>(null);
  const planned = plannedOf(part);
  const unknown = planned.some(({ id }) => !index.latest(id));
  const { data } = useSWR<TaskPage>(unknown ? '/api/tasks?view=all&limit=100' : null, fetchJson);
  const find = (id: string) => index.latest(id) ?? data?.tasks.find((task) => task.id === id);
  const approval = part.state === 'approval-requested' ? part.approval : null;
  const deletes = toolNameOf(part) === 'delete_task';

  async function answer(approved: boolean) {
    if (!approval) return;
    setAnswering(approved);
    setRefusal(null);
    try {
      await decide({ id: approval.id, approved });
    } catch (error) {
      setRefusal(error instanceof RequestError ? error.message : 'That did not work.');
    }
    setAnswering(null);
  }

  return (
    <Card
      heading={sayPlan(toolNameOf(part), planned.length)}
      icon={<CircleHelp aria-hidden="true" className="text-warn-ink" />}
    >
      <ul className="quiet-scroll max-h-80 divide-y divide-line overflow-y-auto">
        {planned.map((plan) => {
          const task = find(plan.id);
          return task ? (
            <TaskLine key={plan.id} task={withPlan(task, plan)} before={task} struck={deletes} />
          ) : (
            <li key={plan.id} className="py-1.5 text-ink-faint">
              A task that is not on your lists
            </li>
          );
        })}
      </ul>
      {refusal ? <Notice tone="error">{refusal}</Notice> : null}
      {open ? (
        <div className="flex flex-wrap items-center gap-2 border-line border-t py-2">
          <p className="flex-1 text-ink-faint text-sm">Nothing is changed until you say so.</p>
          <Button
            busy={answering === false}
            disabled={answering !== null}
            onClick={() => void answer(false)}
          >
            Decline
          </Button>
          <Button
            variant={deletes ? 'danger' : 'primary'}
            busy={answering === true}
            disabled={answering !== null}
            onClick={() => void answer(true)}
          >
            Approve
          </Button>
        </div>
      ) : (
        <p className="border-line border-t py-2 text-ink-faint text-sm">
          Not answered. Nothing was changed.
        </p>
      )}
    </Card>
  );
}

/** The task as it would be: 'none' clears a field, days are counted from its date. */
function withPlan(task: TaskView, plan: Record<string, unknown>): TaskView {
  const after: TaskView = { ...task, overdue: false };
  const text = (field: string) => (typeof plan[field] === 'string' ? plan[field] : undefined);
  const cleared = (value: string) => (value === 'none' ? null : value);
  const date = text('due_date');
  const time = text('due_time');
  const title = text('title');
  if (typeof plan.shift_days === 'number' && task.due_date)
    after.due_date = addDays(task.due_date, plan.shift_days);
  if (date !== undefined) after.due_date = cleared(date);
  if (time !== undefined) after.due_time = cleared(time);
  if (!after.due_date) after.due_time = null;
  if (title !== undefined) after.title = title;
  if (text('priority') !== undefined) after.priority = text('priority') as TaskView['priority'];
  return after;
}
