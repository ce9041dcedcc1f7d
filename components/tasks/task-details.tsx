import { Flag, Folder, Repeat, Timer } from 'lucide-react';
import type { ReactNode } from 'react';
import type { TaskView } from '@/lib/tasks';
import { cn } from '../ui/cn';
import { sayDuration } from './field-words';

type TaskDetailsProps = {
  task: TaskView;
  /** The deadline as this place writes days. */
  deadline: string | null;
  /** The deadline is over. */
  late?: boolean;
};

/** What a list tells of a task besides its date and priority: its rule, deadline, length, project, labels. */
export function TaskDetails({ task, deadline, late }: TaskDetailsProps) {
  return (
    <>
      {task.repeats ? (
        <Detail icon={<Repeat aria-hidden="true" />} about="Repeats">
          {task.repeats}
        </Detail>
      ) : null}
      {deadline ? (
        <Detail icon={<Flag aria-hidden="true" />} late={late}>
          {late ? <span className="sr-only">Past its </span> : null}
          {late ? 'deadline' : 'Deadline'} {deadline}
        </Detail>
      ) : null}
      {task.duration_minutes ? (
        <Detail icon={<Timer aria-hidden="true" />} about="Takes">
          {sayDuration(task.duration_minutes)}
        </Detail>
      ) : null}
      {task.project ? (
        <Detail icon={<Folder aria-hidden="true" />} about="Project">
          <bdi>{task.project}</bdi>
        </Detail>
      ) : null}
      {task.labels.map((label) => (
        <bdi key={label} className="wrap-anywhere-safe">
          #{label}
        </bdi>
      ))}
    </>
  );
}

type DetailProps = { icon: ReactNode; about?: string; late?: boolean; children: ReactNode };

function Detail({ icon, about, late, children }: DetailProps) {
  return (
    <span
      className={cn(
        'tabular inline-flex min-w-0 items-center gap-1 [&>svg]:size-3 [&>svg]:shrink-0',
        late && 'font-medium text-danger-ink',
      )}
    >
      {icon}
      {about ? <span className="sr-only">{about} </span> : null}
      <span className="wrap-anywhere-safe">{children}</span>
    </span>
  );
}
