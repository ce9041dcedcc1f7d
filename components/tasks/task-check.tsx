'use client';

import { Check } from 'lucide-react';
import { cn } from '../ui/cn';
import type { Priority } from './priority-mark';

const rings: Record<Priority, string> = {
  none: 'border-edge',
  low: 'border-prio-low',
  medium: 'border-prio-medium',
  high: 'border-prio-high',
  urgent: 'border-prio-urgent',
};

type TaskCheckProps = {
  title: string;
  priority: Priority;
  checked: boolean;
  onToggle: () => void;
};

/** The round box that completes a task, or opens it again. Its target is larger, for fingers. */
export function TaskCheck({ title, priority, checked, onToggle }: TaskCheckProps) {
  return (
    <label className="group/check relative grid size-8 shrink-0 cursor-pointer place-items-center">
      <input
        type="checkbox"
        aria-label={`Complete ${title}`}
        checked={checked}
        onChange={onToggle}
        className={cn(
          'size-4.5 cursor-pointer appearance-none rounded-full border-[1.5px] transition-colors checked:border-accent checked:bg-accent',
          rings[priority],
        )}
      />
      <Check
        aria-hidden="true"
        strokeWidth={3}
        className={cn(
          'pointer-events-none absolute size-3 transition-opacity',
          checked
            ? 'text-on-accent opacity-100'
            : 'text-ink-faint opacity-0 group-hover/check:opacity-100',
        )}
      />
    </label>
  );
}
