import type { ToolCallRow } from '@/lib/conversations';
import { getTool } from '@/lib/tools/call';

/** What a stored call was given and what it answered, as its tool has them now. */
export type ReadableCall = { input: unknown; output: unknown };

/**
 * A stored call, read: null when it no longer is one of the tools there are, or has not the input and
 * output that the tool has now. A file that somebody imports may say anything here; cards, history
 * and the model's own format of calls rely on what this gives.
 */
export function readCall(call: ToolCallRow): ReadableCall | null {
  const tool = getTool(call.toolName);
  if (!tool) return null;
  const { input } = call;
  // What was wrong with a failed call may be its very input; it is told by its error.
  if (call.state === 'failed')
    return { input: typeof input === 'object' && input ? input : {}, output: null };
  if (!tool.input.safeParse(input).success) return null;
  if (call.state !== 'succeeded') return { input, output: null };
  const output = tool.output.safeParse(call.output);
  return output.success ? { input, output: firstRows(output.data) } : null;
}

/** No tool answers with more; a file may. */
const ROWS = 100;

function firstRows(output: object): object {
  return Object.fromEntries(
    Object.entries(output).map(([field, value]) => [
      field,
      Array.isArray(value) ? value.slice(0, ROWS) : value,
    ]),
  );
}

/** A call that can't be read any more, in words for the person and for the model. */
export function sayCall(call: ToolCallRow): string {
  const tool = `“${call.toolName.slice(0, 60).replaceAll('_', ' ')}”`;
  switch (call.state) {
    case 'succeeded':
      return call.actionTaken
        ? `${tool} was done here: ${call.actionTaken}`
        : `${tool} looked something up here, which can’t be shown any more.`;
    case 'failed':
      return `${tool} did not work here: ${call.error?.split('\n')[0] ?? 'it broke off.'}`;
    case 'denied':
      return `${tool} was not approved here, and nothing was changed.`;
    case 'pending_approval':
    case 'running':
      return `${tool} waited for approval here. It can’t be done any more, and nothing was changed.`;
  }
}
