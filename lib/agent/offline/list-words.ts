import type { LanguageOptions } from '@/lib/language';
import type { Query } from './filters';
import { sayDays, sayDaysInFull, todayOf } from './ranges';
import type { Task } from './results';
import { sayFilter } from './rich-filter';
import { are, have, sayPriority } from './wording';

/** What a list holds, in one sentence: the card beside it shows the tasks. */
export function sayFound(
  query: Query,
  { total, tasks }: { total: number; tasks: Task[] },
  options: LanguageOptions,
): string {
  if (query.filter !== undefined)
    return `${total} task${total === 1 ? '' : 's'}: ${sayFilter(query.filter, options)}.`;
  const notes = highlights(query, total, tasks, options);
  return `${headline(query, total, options)}${notes && `, ${notes}`}.`;
}

function headline(query: Query, total: number, options: LanguageOptions): string {
  const days = sayDays(query, options);
  const all = `${total} ${adjective(query)}task${total === 1 ? '' : 's'}`;
  const words = search(query, total);
  if (query.status === 'done') return `${all}${words} ${are(total)} done${days && `, ${days}`}`;
  if (query.status === 'deleted') return `${all}${words} ${are(total)} deleted`;
  if (query.status === 'all') return `${all}${words}, open and done`;
  if (query.due === 'none') return `${all}${words} ${have(total)} no date`;
  if (days) return `${all}${words} ${are(total)} ${days}`;
  return `You have ${total} open ${adjective(query)}task${total === 1 ? '' : 's'}${words}`;
}

/** What deserves a look among them: how many are overdue, due today, urgent. */
function highlights(query: Query, total: number, tasks: Task[], options: LanguageOptions): string {
  if (query.status && query.status !== 'open') return '';
  const today = todayOf(options).toString();
  const overdue = query.due === 'overdue' ? 0 : tasks.filter((task) => task.overdue).length;
  const now = tasks.filter((task) => task.due_date === today && !task.overdue).length;
  const urgent = tasks.filter(({ priority }) => priority === 'urgent').length;
  const notes = [
    note(overdue, 'overdue', total),
    query.due === 'today' ? '' : note(now, 'due today', total),
    query.priority ? '' : note(urgent, 'urgent', total),
  ].filter(Boolean);
  // Of a long list only the first page is known, so a count that fills it may be more.
  if (tasks.length < total && [overdue, now, urgent].includes(tasks.length)) return '';
  return notes.slice(0, 2).join(' and ');
}

function note(number: number, words: string, total: number): string {
  if (number === 0) return '';
  if (number === total) return total === 1 ? `and it is ${words}` : `all ${words}`;
  return `${number} ${are(number)} ${words}`;
}

/** That nothing matches, without a full stop: "Nothing is due this week (Mon 16 – Sun 22 Nov)". */
export function sayNothing(query: Query, options: LanguageOptions): string {
  if (query.filter !== undefined) return `No task is ${sayFilter(query.filter, options)}`;
  const days = sayDaysInFull(query, options);
  const words = search(query, 1);
  const level = query.priority ? adjective(query) : '';
  if (query.status === 'deleted') return `No deleted task${words || ' is left to restore'}`;
  if (query.status === 'done') return words ? `No done task${words}` : 'Nothing is done yet';
  if (query.due === 'none' && !words) return `No open ${level}task is without a date`;
  if (days && !words) return level ? `No ${level}task is ${days}` : `Nothing is ${days}`;
  if (days) return `No ${level}task${words} is ${days}`;
  return words || level ? `You have no open ${level}task${words}` : 'You have no open tasks';
}

function adjective({ priority }: Query): string {
  if (!priority) return '';
  return priority === 'none' ? 'unprioritised ' : `${sayPriority(priority).replace(' ', '-')} `;
}

function search({ search: words }: Query, number: number): string {
  return words ? ` with “${words}” in ${number === 1 ? 'it' : 'them'}` : '';
}
