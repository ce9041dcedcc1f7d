import type { z } from 'zod';
import { QuotaReached } from '@/lib/quota';
import { type ToolContext, ToolError, type ToolResult } from './define';
import { type Tool, type ToolName, tools } from './index';

/** The tool of a name, or undefined. */
export function getTool(name: string): Tool | undefined {
  return tools.find((tool) => tool.name === name);
}

/**
 * Checks `input` strictly and runs the tool. Throws a `ToolError` whose words a model can act on
 * when the input is wrong or the tool refuses.
 */
export async function callTool(
  name: ToolName,
  input: unknown,
  context: ToolContext,
): Promise<ToolResult<unknown>> {
  const tool = getTool(name);
  if (!tool) throw new ToolError(`There is no tool ${name}.`, `use one of ${names()}.`);
  const result = await run(tool, input, context);
  return { ...result, output: tool.output.parse(result.output) };
}

/** What a call would change or delete, or nothing when its input is wrong: then it acts on nothing. */
export function affectedBy(name: string, input: unknown): { changed: string[]; deleted: string[] } {
  const tool = getTool(name);
  const affected = tool && 'affects' in tool ? affects(tool, input) : {};
  return { changed: affected.changed ?? [], deleted: affected.deleted ?? [] };
}

// Each tool's input type is its own; once the schema has parsed it, schema and function agree.
type AnyTool = {
  input: z.ZodType;
  execute: (input: never, context: ToolContext) => Promise<ToolResult<unknown>>;
  affects?: (input: never) => { changed?: string[]; deleted?: string[] };
};

function run(tool: AnyTool, input: unknown, context: ToolContext) {
  const parsed = tool.input.safeParse(input);
  if (!parsed.success)
    throw new ToolError(sayIssues(parsed.error), 'send the call again, corrected.');
  return tool.execute(parsed.data as never, context).catch((error: unknown) => {
    throw error instanceof QuotaReached
      ? new ToolError(error.body.error, lowerFirst(error.body.try_next))
      : error;
  });
}

const lowerFirst = (sentence: string) => sentence.charAt(0).toLowerCase() + sentence.slice(1);

function affects(tool: AnyTool, input: unknown) {
  const parsed = tool.input.safeParse(input);
  return parsed.success ? (tool.affects?.(parsed.data as never) ?? {}) : {};
}

function sayIssues(error: z.ZodError): string {
  const issues = error.issues.slice(0, 5).map((issue) => {
    const path = issue.path.join('.');
    return path ? `${path}: ${issue.message}` : issue.message;
  });
  return `The input was not understood, and nothing was changed. ${issues.join(' ')}`;
}

function names(): string {
  return tools.map((tool) => tool.name).join(', ');
}
