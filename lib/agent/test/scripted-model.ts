import type { LanguageModelV4, LanguageModelV4StreamPart } from '@ai-sdk/provider';

/** One answer of the model: words, calls, a fault, or waiting until the turn is aborted. */
export type ScriptedStep = {
  text?: string;
  calls?: { id?: string; name: string; input: unknown }[];
  fault?: Error;
  waits?: boolean;
  /** Runs before the step is answered. */
  before?: () => Promise<void> | void;
};

/**
 * A model for tests that answers with the given steps in order, and remembers the prompts it saw.
 */
export function scriptedModel(...steps: ScriptedStep[]): LanguageModelV4 & { prompts: string[] } {
  const prompts: string[] = [];
  let next = 0;
  return {
    specificationVersion: 'v4',
    provider: 'test',
    modelId: 'scripted',
    supportedUrls: {},
    prompts,
    doGenerate() {
      throw new Error('Saydo streams every answer.');
    },
    async doStream({ prompt, abortSignal }) {
      prompts.push(JSON.stringify(prompt));
      const step = steps[next];
      if (!step) throw new Error(`The script has only ${steps.length} steps.`);
      next += 1;
      await step.before?.();
      if (step.fault && !step.text) throw step.fault;
      return { stream: streamOf(step, abortSignal) };
    },
  };
}

function streamOf(step: ScriptedStep, abortSignal: AbortSignal | undefined) {
  const parts = partsOf(step);
  return new ReadableStream<LanguageModelV4StreamPart>({
    async pull(controller) {
      const { value, done } = parts.next();
      if (!done) return controller.enqueue(value);
      if (step.fault) return controller.error(step.fault);
      if (step.waits) await aborted(abortSignal);
      controller.close();
    },
  });
}

function* partsOf(step: ScriptedStep): Generator<LanguageModelV4StreamPart> {
  yield { type: 'stream-start', warnings: [] };
  if (step.text) {
    yield { type: 'text-start', id: 't' };
    for (const delta of step.text.split(/(?<= )/)) yield { type: 'text-delta', id: 't', delta };
  }
  if (step.waits || step.fault) return;
  if (step.text) yield { type: 'text-end', id: 't' };
  for (const call of step.calls ?? []) {
    yield {
      type: 'tool-call',
      toolCallId: call.id ?? `call-${crypto.randomUUID()}`,
      toolName: call.name,
      input: JSON.stringify(call.input),
    };
  }
  yield {
    type: 'finish',
    finishReason: { unified: step.calls ? 'tool-calls' : 'stop', raw: undefined },
    usage: {
      inputTokens: { total: 10, noCache: 10, cacheRead: 0, cacheWrite: 0 },
      outputTokens: { total: 5, text: 5, reasoning: 0 },
    },
  };
}

/** Rejects once the turn is aborted, as a model's connection does. */
function aborted(signal: AbortSignal | undefined): Promise<never> {
  return new Promise((_, reject) => {
    signal?.addEventListener('abort', () => reject(signal.reason));
  });
}
