import { z } from 'zod';
import type { LanguageOptions } from '@/lib/language';

/** What the tools answer, read leniently: only the parts that the offline model speaks about. */

const task = z.object({
  id: z.string(),
  title: z.string(),
  description: z.string().default(''),
  due_date: z.string().nullable(),
  due_time: z.string().nullable(),
  overdue: z.boolean().default(false),
  priority: z.enum(['none', 'low', 'medium', 'high', 'urgent']),
  completed: z.boolean(),
  completed_at: z.string().nullable().default(null),
  deleted: z.boolean().default(false),
  version: z.number().default(0),
  recurrence: z.string().nullable().default(null),
  repeats: z.string().nullable().default(null),
  deadline: z.string().nullable().default(null),
  duration_minutes: z.number().nullable().default(null),
  project: z.string().nullable().default(null),
  labels: z.array(z.string()).default([]),
});

export type Task = z.infer<typeof task>;

const failure = z.object({
  id: z.string().optional(),
  index: z.number().optional(),
  error: z.string(),
});

const writeResult = z.object({
  tasks: z.array(task),
  failures: z.array(failure),
  batch_id: z.string().nullable(),
});

export type WriteResult = z.infer<typeof writeResult>;

const listResult = z.object({
  tasks: z.array(task),
  next_cursor: z.string().nullable(),
  total: z.number(),
  understood: z.string().default(''),
});

export type ListResult = z.infer<typeof listResult>;

const oneResult = z.object({ task });
const historyResult = z.object({
  entries: z.array(
    z.object({ content: z.string(), undone: z.boolean(), batch_id: z.string().default('') }),
  ),
});

/** How a call ended: with an output, with an error in words, or not allowed by the person. */
export type Outcome =
  | { kind: 'output'; output: unknown }
  | { kind: 'error'; error: string }
  | { kind: 'denied' };

/** The call's result was an error or not what the tool promises: told to the person as it is. */
export class CallFailed extends Error {}
/** The person declined the call. */
export class CallDenied extends Error {}

export const readWrite = (outcome: Outcome | undefined) => read(writeResult, outcome);
export const readList = (outcome: Outcome | undefined) => read(listResult, outcome);
export const readOne = (outcome: Outcome | undefined) => read(oneResult, outcome).task;
export const readHistory = (outcome: Outcome | undefined) => read(historyResult, outcome).entries;

/** All tasks in an output of any tool, for turns that were not this model's. */
export function tasksIn(outcome: Outcome): Task[] {
  if (outcome.kind !== 'output') return [];
  const found = z.object({ tasks: z.array(task) }).safeParse(outcome.output);
  return found.success ? found.data.tasks : [];
}

/** The person's preferences before `set_preference` changed them. */
export function preferencesBefore(outcome: Outcome): Partial<LanguageOptions> {
  if (outcome.kind !== 'output') return {};
  const found = preferenceResult.safeParse(outcome.output);
  if (!found.success) return {};
  const { next_weekday, date_order, date_order_chosen } = found.data.before;
  return {
    nextWeekday: next_weekday,
    dateOrder: date_order,
    dateOrderChosen: date_order_chosen,
  };
}

const preferenceResult = z.object({
  before: z.object({
    next_weekday: z.enum(['nearest', 'after']),
    date_order: z.enum(['mdy', 'dmy']),
    date_order_chosen: z.boolean(),
  }),
});

function read<T>(schema: z.ZodType<T>, outcome: Outcome | undefined): T {
  if (outcome?.kind === 'denied') throw new CallDenied();
  if (outcome?.kind === 'error') throw new CallFailed(firstLine(outcome.error));
  const parsed = schema.safeParse(outcome?.output);
  if (!parsed.success) throw new CallFailed('The answer of the task list could not be read.');
  return parsed.data;
}

/** What follows "Try next:" is for a model that writes calls by itself. */
function firstLine(error: string): string {
  return error.split(/\n\s*Try next:/i)[0]?.trim() ?? error;
}
