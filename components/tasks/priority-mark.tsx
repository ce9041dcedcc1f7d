import type { TaskView } from '@/lib/tasks';
import { cn } from '../ui/cn';

export type Priority = TaskView['priority'];

export const priorityWords: Record<Priority, string> = {
  none: 'No priority',
  low: 'Low',
  medium: 'Medium',
  high: 'High',
  urgent: 'Urgent',
};

/** Each priority has a shape as well as a colour. */
const shapes: Record<
  Exclude<Priority, 'none'>,
  { colour: string; path: string; open?: boolean }
> = {
  urgent: { colour: 'text-prio-urgent', path: 'M8 .8 15.2 8 8 15.2.8 8Z' },
  high: { colour: 'text-prio-high', path: 'M8 2 15 14H1Z' },
  medium: { colour: 'text-prio-medium', path: 'M8 2.5a5.5 5.5 0 1 1 0 11 5.5 5.5 0 0 1 0-11Z' },
  low: { colour: 'text-prio-low', path: 'M8 13 2.5 4h11Z', open: true },
};

type PriorityMarkProps = {
  priority: Priority;
  className?: string;
};

/** A task's priority: a coloured shape and its word. Nothing for none. */
export function PriorityMark({ priority, className }: PriorityMarkProps) {
  if (priority === 'none') return null;
  return (
    <span
      className={cn(
        'inline-flex items-center gap-1 font-medium',
        shapes[priority].colour,
        className,
      )}
    >
      <PriorityShape priority={priority} />
      <span>{priorityWords[priority]}</span>
    </span>
  );
}

/** The coloured shape alone, beside words that say the priority. */
export function PriorityShape({ priority }: { priority: Exclude<Priority, 'none'> }) {
  const { colour, path, open } = shapes[priority];
  return (
    <svg viewBox="0 0 16 16" aria-hidden="true" className={cn('size-2.5 shrink-0', colour)}>
      <path
        d={path}
        fill={open ? 'none' : 'currentColor'}
        stroke="currentColor"
        strokeWidth={open ? 1.8 : 0}
        strokeLinejoin="round"
      />
    </svg>
  );
}
