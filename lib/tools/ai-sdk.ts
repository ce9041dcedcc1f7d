import { type Tool as AiTool, tool as aiTool, jsonSchema } from 'ai';
import { z } from 'zod';
import type { Tool, ToolName } from './index';
import { tools } from './index';

/** Runs one call of a model and gives the tool's output. */
export type RunCall = (name: ToolName, input: unknown, callId: string) => Promise<unknown>;

/** Input and output of each tool, for the types of UI message parts. */
export type UiTools = {
  [T in Tool as T['name']]: { input: z.input<T['input']>; output: z.output<T['output']> };
};

type AiTools = { [Name in ToolName]: AiTool<UiTools[Name]['input'], UiTools[Name]['output']> };

/**
 * The registry as AI SDK tools. The JSON schema guides the model; inputs are checked in `run`, by
 * the same schema for every consumer, so that a wrong one comes back in words with what to try.
 */
export function toAiTools(run: RunCall): AiTools {
  const entries = described.map(({ name, description, inputSchema }) => [
    name,
    aiTool({
      description,
      inputSchema,
      execute: (input: unknown, { toolCallId }) => run(name, input, toolCallId),
    }),
  ]);
  // Object.fromEntries forgets which name has which tool; both come from the one list.
  return Object.fromEntries(entries) as AiTools;
}

/** Made once: every turn hands the whole registry to the model. */
const described = tools.map(({ name, description, input }) => ({
  name,
  description,
  inputSchema: jsonSchema(z.toJSONSchema(input, { io: 'input' })),
}));
