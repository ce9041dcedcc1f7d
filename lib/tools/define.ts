import type { JSONValue } from 'ai';
import { z } from 'zod';
import type { Clock } from '@/lib/clock';
import type { Scope } from '@/lib/scope';
import { type ChangeContext, type TaskView, taskView, type WriteOutcome } from '@/lib/tasks';
import { taskId } from '@/lib/tasks/fields';

/** Who calls a tool and when. `change` is what its writes are recorded under. */
export type ToolContext = { scope: Scope; clock: Clock; change: ChangeContext };

/** What a call gives: the output that the caller sees, and what was done in one sentence. */
export type ToolResult<Output> = { output: Output; actionTaken: string | null };

/** Hints of the Model Context Protocol; the server enforces ownership itself. */
type ToolAnnotations = {
  readOnlyHint: boolean;
  destructiveHint: boolean;
  idempotentHint: boolean;
  openWorldHint: false;
};

type ToolDefinition<Name extends string, Input extends z.ZodType, Output extends z.ZodType> = {
  name: Name;
  title: string;
  description: string;
  input: Input;
  output: Output;
  annotations: ToolAnnotations;
  /** The tasks that a call would change or delete; many of them wait for the person's word. */
  affects?: (input: z.output<Input>) => { changed?: string[]; deleted?: string[] };
  execute: (
    input: z.output<Input>,
    context: ToolContext,
  ) => Promise<ToolResult<z.input<Output> & JSONValue>>;
};

/** Keeps a tool's exact types while its shape is checked. */
export function defineTool<
  const Name extends string,
  Input extends z.ZodType,
  Output extends z.ZodType,
>(definition: ToolDefinition<Name, Input, Output>) {
  return definition;
}

/** A refusal in words for the caller; its last line says what to try next. */
export class ToolError extends Error {
  constructor(error: string, tryNext: string) {
    super(`${error}\nTry next: ${tryNext}`);
    this.name = 'ToolError';
  }
}

export const READ = {
  readOnlyHint: true,
  destructiveHint: false,
  idempotentHint: true,
  openWorldHint: false,
} as const;
export const ADDITIVE = {
  readOnlyHint: false,
  destructiveHint: false,
  idempotentHint: false,
  openWorldHint: false,
} as const;
export const DESTRUCTIVE = { ...ADDITIVE, destructiveHint: true } as const;
export const IDEMPOTENT = { ...DESTRUCTIVE, idempotentHint: true } as const;

/** Two changes of one task in one call would each be made without the other. */
export const EACH_ONCE = 'Name each task once, with all that changes in it.';
export const eachOnce = (tasks: { id: string }[]) =>
  new Set(tasks.map(({ id }) => id)).size === tasks.length;

/** The most items that one call may write. */
export const BATCH_LIMIT = 50;

export const ids = z
  .array(taskId)
  .min(1, 'Name at least one task.')
  .max(BATCH_LIMIT, `At most ${BATCH_LIMIT} tasks a call.`)
  .describe('Task ids from list_tasks');

const failure = z.strictObject({
  id: z.string().optional(),
  index: z.int().optional().describe('Place in the input, from 0'),
  error: z.string(),
  try_next: z.string(),
});

/** What every write answers: per item, with the batch that `undo` takes back. */
export const writeOutput = z.strictObject({
  tasks: z.array(taskView),
  failures: z.array(failure),
  batch_id: z.uuid().nullable(),
});

/** A write's outcome as a tool result; the sentences become the record of what was done. */
export function written({ sentences, ...output }: WriteOutcome): ToolResult<{
  tasks: TaskView[];
  failures: WriteOutcome['failures'];
  batch_id: string | null;
}> {
  return { output, actionTaken: sentences.length > 0 ? sentences.join(' ') : null };
}
