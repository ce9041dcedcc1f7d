import { describeDate, type LanguageOptions } from '@/lib/language';
import type { Task, WriteResult } from './results';

/** How many tasks a sentence names; the card beside it shows them all. */
const NAMED = 3;

/** A task's title as bold text. What it holds is shown as typed, never as Markdown or HTML. */
export function name(task: Pick<Task, 'title'>): string {
  return `**${task.title.replace(/[\\`*_[\]<>#|~&]/g, '\\$&')}**`;
}

/** "**a**, **b** and **c**", or "4 tasks" when there are more. */
export function names(tasks: Task[]): string {
  if (tasks.length > NAMED) return count(tasks.length);
  const all = tasks.map(name);
  return all.length < 2 ? all.join('') : `${all.slice(0, -1).join(', ')} and ${all.at(-1)}`;
}

/** "2 tasks: **a** and **b**", or "4 tasks" when there are too many to name. */
export function tally(tasks: Task[]): string {
  return tasks.length > NAMED ? count(tasks.length) : `${count(tasks.length)}: ${names(tasks)}`;
}

export function count(number: number, noun = 'task'): string {
  return `${number} ${noun}${number === 1 ? '' : 's'}`;
}

/** "is" or "are", "has" or "have". */
export function are(number: number): string {
  return number === 1 ? 'is' : 'are';
}

export function have(number: number): string {
  return number === 1 ? 'has' : 'have';
}

/** A day inside a sentence: "tomorrow, Mon 23 Nov, 17:00"; '' without one. */
export function when(date: string | null, time: string | null, options: LanguageOptions): string {
  return describeDate(date, time, options, 'short').replace(/^(?:To|Yes)/, (start) =>
    start.toLowerCase(),
  );
}

/** A day without its nearness: "Mon 23 Nov". */
export function dateOf(date: string, options: LanguageOptions): string {
  return when(date, null, options).replace(/^[a-z]+, /, '');
}

export function due(task: Task, options: LanguageOptions): string {
  return when(task.due_date, task.due_time, options);
}

export function sayPriority(priority: Task['priority']): string {
  if (priority === 'none') return '';
  return priority === 'urgent' ? 'urgent' : `${priority} priority`;
}

/** "**Buy milk** — tomorrow, Mon 23 Nov, 17:00, high priority" */
export function line(task: Task, options: LanguageOptions): string {
  const all = [...facts(task, options), task.completed ? 'done' : ''].filter(Boolean);
  return all.length > 0 ? `${name(task)} — ${all.join(', ')}` : name(task);
}

/** What there is to say of a task besides its name, each in a few words. */
export function facts(task: Task, options: LanguageOptions): string[] {
  return [
    due(task, options),
    task.overdue && !task.completed ? 'overdue' : '',
    task.repeats ?? '',
    sayPriority(task.priority),
    ...filing(task, options),
  ].filter(Boolean);
}

/** Its deadline, length, project and labels. */
export function filing(task: Task, options: LanguageOptions): string[] {
  return [
    task.deadline && `deadline ${dateOf(task.deadline, options)}`,
    task.duration_minutes && sayLength(task.duration_minutes),
    task.project && `in ${plain(task.project)}`,
    ...task.labels.map((label) => plain(`#${label}`)),
  ].filter((fact) => typeof fact === 'string' && fact !== '') as string[];
}

/** "45 min", "1 h 30 min" */
export function sayLength(minutes: number): string {
  const [hours, rest] = [Math.floor(minutes / 60), minutes % 60];
  return [hours > 0 && `${hours} h`, rest > 0 && `${rest} min`].filter(Boolean).join(' ');
}

/** Text of a person's own inside a sentence, never as Markdown. */
function plain(text: string): string {
  return name({ title: text }).slice(2, -2);
}

/** The tasks to choose from, where no card shows them in this order. */
export function numbered(tasks: Task[], options: LanguageOptions): string {
  return tasks.map((task, index) => `${index + 1}. ${line(task, options)}`).join('\n');
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
      if (!title) return error;
      const quoted = `“${title}”`;
      return error.includes(quoted)
        ? error.replaceAll(quoted, () => name({ title }))
        : `${name({ title })} was not changed: ${error}`;
    })
    .join('\n');
}

export function paragraphs(...parts: (string | false | undefined)[]): string {
  return parts.filter(Boolean).join('\n\n');
}
