import { describeDate, type LanguageOptions } from '@/lib/language';
import type { Task, WriteResult } from './results';

/** A task's title as bold text. What it holds is shown as typed, never as Markdown or HTML. */
export function name(task: Pick<Task, 'title'>): string {
  return `**${task.title.replace(/[\\`*_[\]<>#|~&]/g, '\\$&')}**`;
}

export function names(tasks: Task[]): string {
  const all = tasks.map(name);
  if (all.length > 6) return `${all.slice(0, 5).join(', ')} and ${all.length - 5} more`;
  return all.length < 2 ? all.join('') : `${all.slice(0, -1).join(', ')} and ${all.at(-1)}`;
}

export function count(number: number, noun = 'task'): string {
  return `${number} ${noun}${number === 1 ? '' : 's'}`;
}

export function due(task: Task, options: LanguageOptions): string {
  return describeDate(task.due_date, task.due_time, options, 'short');
}

export function sayPriority(priority: Task['priority']): string {
  if (priority === 'none') return '';
  return priority === 'urgent' ? 'urgent' : `${priority} priority`;
}

/** "**Buy milk** — Tomorrow, Mon 23 Nov, 17:00, high priority" */
export function line(task: Task, options: LanguageOptions): string {
  const facts = [
    due(task, options),
    task.overdue && !task.completed ? 'overdue' : '',
    sayPriority(task.priority),
    task.completed ? 'done' : '',
  ].filter(Boolean);
  return facts.length > 0 ? `${name(task)} — ${facts.join(', ')}` : name(task);
}

export function numbered(tasks: Task[], options: LanguageOptions, from = 1): string {
  return tasks.map((task, index) => `${index + from}. ${line(task, options)}`).join('\n');
}

/** One sentence for each item that was refused, with the title where it is known. */
export function failures(
  result: WriteResult,
  named: (string | undefined)[],
  known: Task[],
): string {
  return result.failures
    .map(({ id, index, error }) => {
      const title = known.find((task) => task.id === id)?.title ?? named[index ?? -1];
      return title ? `${name({ title })} was not changed: ${error}` : error;
    })
    .join('\n');
}

export function paragraphs(...parts: (string | false | undefined)[]): string {
  return parts.filter(Boolean).join('\n\n');
}
