import type { Priority } from './types';

/**
 * Which tasks are meant: a tree of conditions. `all` of nothing is every task, `any` of nothing none. Days are
 * 'YYYY-MM-DD', both ends included; an end that is missing is open.
 */
export type TaskFilter =
  | { all: TaskFilter[] }
  | { any: TaskFilter[] }
  | { not: TaskFilter }
  | { status: 'open' | 'done' | 'deleted' }
  | { due: DayRange }
  /** True: all that have a date; false: all that have none. */
  | { dated: boolean }
  | { overdue: true }
  | { repeating: true }
  | { done: DayRange }
  | { created: DayRange }
  | { deadline: DayRange }
  | { priority: Priority[] }
  | { label: string }
  /** True: all that have a label; false: all that have none. */
  | { labelled: boolean }
  | { project: string }
  /** True: all that are in a project; false: all that are in none. */
  | { filed: boolean }
  /** Words in the title or the notes. */
  | { text: string };

export interface DayRange {
  from?: string;
  to?: string;
}

export interface ParsedFilter {
  filter: TaskFilter;
  /** The words that were read as no condition; they are also there as `text` conditions. */
  rest: string;
  /** True when something in the words was a condition: "tasks" alone is not. */
  found: boolean;
}
