import type { LanguageModelV4 } from '@ai-sdk/provider';
import { isStepCount } from 'ai';
import { type Clock, languageOptions } from '@/lib/clock';
import { type RunCall, toAiTools } from '@/lib/tools/ai-sdk';
import { type Background, NO_BACKGROUND } from './background';
import { dependable } from './dependable';
import { instructions } from './instructions';

/** How many times in one turn the model may answer: each with text, calls, or both. */
export const STEP_LIMIT = 12;

/** How long to wait, in ms, for a model that is silent. */
export type Patience = { firstChunkMs: number; chunkMs: number; totalMs: number };

export const PATIENCE: Patience = { firstChunkMs: 60_000, chunkMs: 60_000, totalMs: 300_000 };

type AgentOptions = {
  model: LanguageModelV4;
  clock: Clock;
  background?: Background;
  runCall: RunCall;
  /** Why a call needs the person's word first, or null. */
  needsApproval: (toolName: string, input: unknown) => string | null;
  patience?: Patience;
};

/** The assistant of one turn, for `streamText`: a model, one person's tools, and that person's clock. */
export function agentSettings({
  model,
  clock,
  background = NO_BACKGROUND,
  runCall,
  needsApproval,
  patience = PATIENCE,
}: AgentOptions) {
  return {
    model: dependable(model, patience.firstChunkMs),
    maxRetries: 0,
    // The SDK would print the error, and with it the whole prompt.
    onError: () => {},
    instructions: instructions(clock, background),
    tools: toAiTools(runCall),
    stopWhen: isStepCount(STEP_LIMIT),
    // One at a time: calls of one step may touch the same task, and count towards one approval.
    toolCallConcurrency: 1,
    toolApproval: ({ toolCall }: { toolCall: { toolName: string; input: unknown } }) => {
      const reason = needsApproval(toolCall.toolName, toolCall.input);
      return reason ? ({ type: 'user-approval', reason } as const) : undefined;
    },
    // Not the total: the SDK's timer for it can't be taken back, and holds the whole request until it rings.
    timeout: { firstChunkMs: patience.firstChunkMs, chunkMs: patience.chunkMs },
    // For the offline model, which reads no prose about the clock.
    providerOptions: { saydo: languageOptions(clock) },
  };
}
