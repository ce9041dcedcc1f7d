import type { ToolCallRow } from '@/lib/conversations';
import { getTool } from '@/lib/tools/call';

/**
 * Whether a stored call still is one of the tools there are, with the input and output that the
 * tool has now. Cards and the model's own format of calls rely on that.
 */
export function isReadable(call: ToolCallRow): boolean {
  const tool = getTool(call.toolName);
  if (!tool) return false;
  // What was wrong with a failed call may be its very input; it is told by its error.
  if (call.state === 'failed') return true;
  if (!tool.input.safeParse(call.input).success) return false;
  return call.state !== 'succeeded' || tool.output.safeParse(call.output).success;
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
