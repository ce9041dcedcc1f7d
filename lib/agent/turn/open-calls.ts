import { ToolError } from '@/lib/tools/define';
import type { Chunk } from './transcript';

/**
 * The calls whose outcome no reader has heard yet. A stop cuts the stream off, but not a call that
 * is in the middle of its work: what it did is told before the end, and that others were not made.
 */
export function createOpenCalls() {
  const open = new Map<string, Promise<unknown> | null>();
  return {
    /** Remembers a call that runs, and gives it back. */
    made<Output>(callId: string, output: Promise<Output>): Promise<Output> {
      open.set(callId, output);
      return output;
    },
    read(chunk: Chunk): void {
      switch (chunk.type) {
        case 'tool-input-available':
          if (!open.has(chunk.toolCallId)) open.set(chunk.toolCallId, null);
          break;
        case 'tool-output-available':
        case 'tool-output-error':
        case 'tool-output-denied':
        case 'tool-input-error':
        case 'tool-approval-request':
          open.delete(chunk.toolCallId);
          break;
      }
    },
    /** Waits for the calls that still run, and tells how each open one ended. */
    async *close(): AsyncGenerator<Chunk> {
      for (const [toolCallId, running] of open) {
        const [outcome] = await Promise.allSettled([running]);
        const reason = outcome.status === 'rejected' ? outcome.reason : undefined;
        if (running && outcome.status === 'fulfilled')
          yield { type: 'tool-output-available', toolCallId, output: outcome.value as never };
        else
          yield {
            type: 'tool-output-error',
            toolCallId,
            errorText: reason instanceof ToolError ? reason.message : NOT_MADE,
          };
      }
    },
  };
}

export type OpenCalls = ReturnType<typeof createOpenCalls>;

const NOT_MADE = 'The answer ended before this was done, and nothing was changed.';
