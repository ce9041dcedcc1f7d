import { randomUUID } from 'node:crypto';
import type {
  LanguageModelV4,
  LanguageModelV4Prompt,
  LanguageModelV4StreamPart,
} from '@ai-sdk/provider';
import { wrapLanguageModel } from 'ai';

/**
 * The model, with an id of its own on every call of a conversation. Some compatible servers count
 * from "call_0" in each answer or send no id; a second call would then pass for a repeated one,
 * which is answered from its row and not made.
 */
export function withDistinctCalls(model: LanguageModelV4): LanguageModelV4 {
  return wrapLanguageModel({
    model,
    middleware: {
      specificationVersion: 'v4',
      async wrapStream({ doStream, params }) {
        const opened = await doStream();
        return { ...opened, stream: renamed(opened.stream, idsIn(params.prompt)) };
      },
    },
  });
}

function idsIn(prompt: LanguageModelV4Prompt): Set<string> {
  return new Set(
    prompt.flatMap((message) =>
      message.role === 'assistant'
        ? message.content.flatMap((part) => (part.type === 'tool-call' ? [part.toolCallId] : []))
        : [],
    ),
  );
}

type Parts = ReadableStream<LanguageModelV4StreamPart>;

/** One stream that reads the other: a pipe through a third is a tenth of what an answer costs. */
function renamed(parts: Parts, taken: Set<string>): Parts {
  const reader = parts.getReader();
  const rename = createRename(taken);
  return new ReadableStream({
    async pull(controller) {
      const { done, value } = await reader.read();
      if (done) controller.close();
      else controller.enqueue(rename(value));
    },
    cancel: (reason) => reader.cancel(reason),
  });
}

function createRename(taken: Set<string>) {
  const names = new Map<string, string>();
  return (part: LanguageModelV4StreamPart): LanguageModelV4StreamPart => {
    switch (part.type) {
      case 'tool-input-start':
        names.set(part.id, free(part.id, taken));
        return { ...part, id: names.get(part.id) ?? part.id };
      case 'tool-input-delta':
      case 'tool-input-end':
        return { ...part, id: names.get(part.id) ?? part.id };
      case 'tool-call': {
        const toolCallId = free(names.get(part.toolCallId) ?? part.toolCallId, taken);
        taken.add(toolCallId);
        return { ...part, toolCallId };
      }
      default:
        return part;
    }
  };
}

function free(id: string, taken: Set<string>): string {
  return id === '' || taken.has(id) ? `call_${randomUUID()}` : id;
}
