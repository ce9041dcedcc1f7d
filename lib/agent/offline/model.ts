import type {
  LanguageModelV4,
  LanguageModelV4CallOptions,
  LanguageModelV4Content,
} from '@ai-sdk/provider';
import { v7 as uuidv7 } from 'uuid';
import { languageOptionsSchema } from '@/lib/language';
import { decide } from './decide';
import { finishReason, streamOf, USAGE } from './stream';
import { readTranscript } from './transcript';

/**
 * Saydo's built-in assistant as a language model: deterministic, without a network or a key. It looks
 * only at the prompt, the tools and `providerOptions.saydo` (a `LanguageOptions`), and throws when
 * those options are missing or wrong. `newId` makes the ids of tool calls.
 */
export function createOfflineModel({
  newId = uuidv7,
}: {
  newId?: () => string;
} = {}): LanguageModelV4 {
  return {
    specificationVersion: 'v4',
    provider: 'saydo',
    modelId: 'saydo-offline',
    supportedUrls: {},
    async doGenerate(options) {
      const content = contentFor(options, newId);
      return { content, finishReason: finishReason(content), usage: USAGE, warnings: [] };
    },
    async doStream(options) {
      return { stream: streamOf(contentFor(options, newId), options.abortSignal) };
    },
  };
}

function contentFor(
  options: LanguageModelV4CallOptions,
  newId: () => string,
): LanguageModelV4Content[] {
  options.abortSignal?.throwIfAborted();
  const language = languageOptionsSchema.parse(options.providerOptions?.saydo);
  const progress = decide(readTranscript(options.prompt), language);
  if (progress.kind === 'reply') return [{ type: 'text', text: progress.reply.text }];
  const missing = progress.calls.find(({ name }) => !offers(options, name));
  if (missing)
    return [
      { type: 'text', text: `I can’t do that here: the tool ${missing.name} is not available.` },
    ];
  return progress.calls.map(({ name, input }) => ({
    type: 'tool-call',
    toolCallId: newId(),
    toolName: name,
    input: JSON.stringify(input),
  }));
}

function offers({ tools, toolChoice }: LanguageModelV4CallOptions, name: string): boolean {
  if (toolChoice?.type === 'none') return false;
  return tools?.some((tool) => tool.type === 'function' && tool.name === name) ?? false;
}
