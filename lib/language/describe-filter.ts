import { describeDay } from './describe-day';
import type { DayRange, TaskFilter } from './filter';

/**
 * A filter in words, with dates in full: 'overdue and high priority and labelled work', 'due Fri 27 Nov 2026 or
 * labelled calls'. The filter for every task is 'all tasks'.
 */
export function describeFilter(filter: TaskFilter): string {
  return say(filter, false) || 'all tasks';
}

function say(filter: TaskFilter, inside: boolean): string {
  if ('all' in filter) return join(filter.all, 'and', inside);
  if ('any' in filter) return filter.any.length > 0 ? join(filter.any, 'or', inside) : 'no tasks';
  if ('not' in filter) return `not ${say(filter.not, true)}`;
  if ('status' in filter) return filter.status;
  if ('due' in filter) return `due ${range(filter.due)}`;
  if ('dated' in filter) return filter.dated ? 'with a date' : 'without a date';
  if ('overdue' in filter) return 'overdue';
  if ('repeating' in filter) return 'repeating';
  if ('done' in filter) return `done ${range(filter.done)}`;
  if ('created' in filter) return `added ${range(filter.created)}`;
  if ('deadline' in filter) return `with a deadline ${range(filter.deadline)}`;
  if ('priority' in filter) return priorities(filter.priority);
  if ('label' in filter) return `labelled ${filter.label}`;
  if ('labelled' in filter) return filter.labelled ? 'with a label' : 'without a label';
  if ('filed' in filter) return filter.filed ? 'in a project' : 'without a project';
  if ('project' in filter) return `in project ${filter.project}`;
  return `with “${filter.text}”`;
}

function join(filters: TaskFilter[], joint: 'and' | 'or', inside: boolean): string {
  const words = filters.map((one) => say(one, filters.length > 1)).filter((one) => one !== '');
  const whole = words.join(` ${joint} `);
  return inside && words.length > 1 ? `(${whole})` : whole;
}

function priorities(levels: string[]): string {
  const names = levels.map((level) =>
    level === 'none' ? 'no priority' : level === 'urgent' ? 'urgent' : `${level} priority`,
  );
  return names.join(' or ');
}

function range({ from, to }: DayRange): string {
  if (from && to) {
    return from === to
      ? `on ${describeDay(from)}`
      : `from ${describeDay(from)} to ${describeDay(to)}`;
  }
  if (from) return `from ${describeDay(from)} on`;
  return to ? `by ${describeDay(to)}` : 'at any time';
}
