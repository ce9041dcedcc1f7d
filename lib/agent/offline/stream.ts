import type {
  LanguageModelV4Content,
  LanguageModelV4FinishReason,
  LanguageModelV4StreamPart,
  LanguageModelV4Usage,
} from '@ai-sdk/provider';

/** No tokens are used: nothing is sent anywhere. */
export const USAGE: LanguageModelV4Usage = {
  inputTokens: { total: 0, noCache: 0, cacheRead: 0, cacheWrite: 0 },
  outputTokens: { total: 0, text: 0, reasoning: 0 },
};

export function finishReason(content: LanguageModelV4Content[]): LanguageModelV4FinishReason {
  const calls = content.some(({ type }) => type === 'tool-call');
  return { unified: calls ? 'tool-calls' : 'stop', raw: undefined };
}

/** The content as a stream, text word by word. It ends with the signal's reason when that aborts. */
export function streamOf(
  content: LanguageModelV4Content[],
  signal: AbortSignal | undefined,
): ReadableStream<LanguageModelV4StreamPart> {
  const parts = toParts(content);
  return new ReadableStream({
    pull(controller) {
      if (signal?.aborted) {
        controller.error(signal.reason);
        return;
      }
      const next = parts.next();
      if (next.done) controller.close();
      else controller.enqueue(next.value);
    },
  });
}

function* toParts(content: LanguageModelV4Content[]): Generator<LanguageModelV4StreamPart> {
  yield { type: 'stream-start', warnings: [] };
  for (const [index, part] of content.entries()) {
    if (part.type === 'text') {
      const id = String(index);
      yield { type: 'text-start', id };
      for (const delta of part.text.match(/\s*\S+\s*$|\s*\S+/g) ?? [])
        yield { type: 'text-delta', id, delta };
      yield { type: 'text-end', id };
    } else if (part.type === 'tool-call') {
      yield { type: 'tool-input-start', id: part.toolCallId, toolName: part.toolName };
      yield { type: 'tool-input-delta', id: part.toolCallId, delta: part.input };
      yield { type: 'tool-input-end', id: part.toolCallId };
      yield part;
    }
  }
  yield { type: 'finish', usage: USAGE, finishReason: finishReason(content) };
}
