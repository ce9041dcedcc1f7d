import type { TaskView } from '@/lib/tasks';
import { sayDayInFull, sayDueInFull } from '../tasks/due-words';
import { PriorityMark } from '../tasks/priority-mark';
import { TaskDetails } from '../tasks/task-details';
import { cn } from '../ui/cn';
import { formerDetails } from './former-details';

type TaskLineProps = {
  task: TaskView;
  /** How it was before, where that is known: shown struck out where it differs. */
  before?: TaskView | undefined;
  struck?: boolean;
  /** It was like this already. */
  unchanged?: boolean;
  /** A word about where it stands. */
  remark?: string | undefined;
};

/** A task on a card: its title, its date in full, its priority and details, and what they were before. */
export function TaskLine({ task, before, struck, unchanged, remark }: TaskLineProps) {
  const due = sayDueInFull(task);
  const dueBefore = before && sayDueInFull(before);
  const movedFrom = dueBefore && dueBefore !== due ? dueBefore : null;
  const renamedFrom = before && before.title !== task.title ? before.title : null;
  const notes = before && before.description !== task.description ? sayNotes(task) : null;
  const priorityBefore = before && before.priority !== task.priority ? before.priority : null;
  return (
    <li className="wrap-anywhere-safe py-1.5">
      {renamedFrom ? (
        <s dir="auto" className="me-2 text-ink-faint">
          {renamedFrom}
        </s>
      ) : null}
      <span dir="auto" className={cn(struck && 'text-ink-faint line-through')}>
        {task.title}
      </span>
      <span className="tabular flex flex-wrap items-center gap-x-3 text-[0.8125rem] text-ink-faint">
        {movedFrom ? (
          <span>
            <s>{movedFrom}</s>
            <span aria-hidden="true" className="mx-1.5">
              →
            </span>
            <span className="sr-only"> to </span>
            <span className="font-medium text-ink-soft">{due}</span>
          </span>
        ) : task.due_date === null ? null : (
          <span className={cn(task.overdue && 'font-medium text-danger-ink')}>
            {task.overdue ? <span className="sr-only">Overdue: </span> : null}
            {due}
          </span>
        )}
        {remark ? <span className="-ms-1.5">{remark}</span> : null}
        {priorityBefore && task.priority === 'none' ? <span>no priority</span> : null}
        <PriorityMark priority={task.priority} />
        {before
          ? formerDetails(before, task).map((words) => (
              <bdi key={words}>
                <span className="sr-only">no longer </span>
                <s>{words}</s>
              </bdi>
            ))
          : null}
        <TaskDetails task={task} deadline={task.deadline && sayDayInFull(task.deadline)} />
        {notes ? <span>{notes}</span> : null}
        {unchanged ? <span>unchanged</span> : null}
      </span>
    </li>
  );
}

function sayNotes(task: TaskView): string {
  return task.description ? 'notes changed' : 'notes cleared';
}
