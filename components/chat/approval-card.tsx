'use client';

import { CircleHelp } from 'lucide-react';
import { useState } from 'react';
import useSWR from 'swr';
import type { TaskView } from '@/lib/tasks';
import { fetchJson, RequestError } from '../layout/fetch-json';
import { useShell } from '../layout/shell-context';
import { todayIn } from '../tasks/due-words';
import { useRuleWords } from '../tasks/use-rule-words';
import { Button } from '../ui/button';
import { Notice } from '../ui/notice';
import { Card } from './card';
import { withPlan } from './plan';
import { TaskLine } from './task-line';
import { useThread } from './thread-context';
import { plannedOf, type ToolPart, toolNameOf } from './tool-parts';
import { sayPlan } from './tool-words';

/** What the assistant would do, task by task, and the two ways to answer. */
export function ApprovalCard({ part, open }: { part: ToolPart; open: boolean }) {
  const { index, decide } = useThread();
  const { timeZone } = useShell();
  const [answering, setAnswering] = useState<boolean | null>(null);
  const [refusal, setRefusal] = useState<string | null>(null);
  const planned = plannedOf(part);
  const ids = planned.map(({ id }) => id).join(',');
  // What the conversation has shown of a task may be old: the plan is about how it is now.
  const { data, error } = useSWR<{ tasks: TaskView[] }>(
    ids ? `/api/tasks?ids=${ids}` : null,
    fetchJson,
  );
  const find = (id: string) => data?.tasks.find((task) => task.id === id) ?? index.latest(id);
  const today = todayIn(timeZone, new Date());
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
            <PlannedLine key={plan.id} task={task} plan={plan} today={today} />
          ) : (
            <li key={plan.id} className="py-1.5 text-ink-faint">
              {data ? 'A task that is gone' : error ? 'A task that could not be read' : 'A task…'}
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

type PlannedLineProps = { task: TaskView; plan: Record<string, unknown>; today: string };

/** A task as it is, and as the call would leave it. */
function PlannedLine({ task, plan, today }: PlannedLineProps) {
  const planned = withPlan(task, plan, today);
  const newRule = planned.recurrence !== task.recurrence ? planned.recurrence : null;
  const words = useRuleWords(newRule, planned.recurrence_from);
  return (
    <TaskLine
      task={newRule ? { ...planned, repeats: words } : planned}
      before={task}
      struck={task.deleted}
      remark={task.deleted ? 'in the trash' : task.completed ? 'done' : undefined}
    />
  );
}
